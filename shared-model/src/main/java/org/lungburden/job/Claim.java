package org.lungburden.job;

import java.time.Instant;

/** A successful claim: the job as stored now, RUNNING, with its new attempt. */
public record Claim(Job job, Instant leaseUntil) {
    public Fence fence() {
        return new Fence(job.id(), job.attempt());
    }
}
