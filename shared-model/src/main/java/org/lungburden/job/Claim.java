package org.lungburden.job;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A successful claim, RUNNING, with its new attempt: of a job as stored now, or of a task on a job.
 *
 * @param token of the new attempt's fence
 * @param task null when the job itself was claimed
 */
public record Claim(
        Job job, UUID token, Instant leaseUntil, @Nullable Task task) {
    public Claim(Job job, UUID token, Instant leaseUntil) {
        this(job, token, leaseUntil, null);
    }

    public Fence fence() {
        return new Fence(task == null ? job.id() : task.id(), attempt(), token);
    }

    /** Number of the attempt. */
    public int attempt() {
        return task == null ? job.attempt() : task.attempt();
    }
}
