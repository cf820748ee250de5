package org.lungburden.job;

import java.time.Instant;
import java.util.UUID;

/**
 * A successful claim: the job as stored now, RUNNING, with its new attempt.
 *
 * @param token of the new attempt's fence
 */
public record Claim(Job job, UUID token, Instant leaseUntil) {
    public Fence fence() {
        return new Fence(job.id(), job.attempt(), token);
    }
}
