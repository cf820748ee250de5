package org.lungburden.job;

import java.util.EnumSet;
import java.util.Set;

/**
 * The states of a job. Only this enum defines the transitions between them.
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
 */
public enum JobStatus {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** The states that may follow this state. */
    public Set<JobStatus> next() {
        return switch (this) {
            case QUEUED -> EnumSet.of(RUNNING, CANCELLED, FAILED);
            case RUNNING -> EnumSet.of(SUCCEEDED, FAILED, CANCELLED, QUEUED);
            case SUCCEEDED -> EnumSet.noneOf(JobStatus.class);
            case FAILED, CANCELLED -> EnumSet.of(QUEUED);
        };
    }

    public boolean canBecome(JobStatus target) {
        return next().contains(target);
    }

    /** Whether the job is at its end: no attempt runs or waits. */
    public boolean finished() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
