package org.lungburden.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The states of a job. Only this class defines the transitions between them.
 *
 * <ul>
 *   <li>{@link #QUEUED}: the job waits for a worker. A client sets this state by a submit or a retry. A worker or the
 *       reaper sets this state when another attempt follows a failed one.
 *   <li>{@link #RUNNING}: a worker works on the job. The worker sets this state when it claims the job. The state ends
 *       when the worker reports, a client cancels the job, or the reaper finds the lease expired.
 *   <li>{@link #SUCCEEDED}: the worker has stored the result. The worker sets this state, which is final.
 *   <li>{@link #FAILED}: no further attempt follows. A worker sets this state, or the reaper when no chances are left
 *       or the age limit has passed. A client's retry moves the job back to QUEUED.
 *   <li>{@link #CANCELLED}: a client canceled the job before its end. A client's retry moves the job back to QUEUED.
 * </ul>
 *
 * <p>Any other name is a state that a newer version wrote. This version shows it to clients, takes it as not finished,
 * and changes nothing about such a job: only its owner may delete it.
 */
public record JobStatus(@JsonValue String name) {
    public static final JobStatus QUEUED = new JobStatus("QUEUED");
    public static final JobStatus RUNNING = new JobStatus("RUNNING");
    public static final JobStatus SUCCEEDED = new JobStatus("SUCCEEDED");
    public static final JobStatus FAILED = new JobStatus("FAILED");
    public static final JobStatus CANCELLED = new JobStatus("CANCELLED");

    private static final Map<JobStatus, Set<JobStatus>> NEXT = Map.of(
            QUEUED, Set.of(RUNNING, CANCELLED, FAILED),
            RUNNING, Set.of(SUCCEEDED, FAILED, CANCELLED, QUEUED),
            SUCCEEDED, Set.of(),
            FAILED, Set.of(QUEUED),
            CANCELLED, Set.of(QUEUED));
    private static final List<JobStatus> KNOWN = List.of(QUEUED, RUNNING, SUCCEEDED, FAILED, CANCELLED);
    private static final Set<JobStatus> FINISHED = Set.of(SUCCEEDED, FAILED, CANCELLED);

    /** The states of this version, in the order of a job's life. */
    public static List<JobStatus> known() {
        return KNOWN;
    }

    /** The states that may follow this state; none that this version may set follows an unknown one. */
    public Set<JobStatus> next() {
        return NEXT.getOrDefault(this, Set.of());
    }

    public boolean canBecome(JobStatus target) {
        return next().contains(target);
    }

    /** Whether the job is at its end: no attempt runs or waits. */
    public boolean finished() {
        return FINISHED.contains(this);
    }

    @Override
    public String toString() {
        return name;
    }
}
