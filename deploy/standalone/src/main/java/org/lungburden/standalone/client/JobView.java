package org.lungburden.standalone.client;

import org.jspecify.annotations.Nullable;
import org.lungburden.job.JobStatus;
import org.lungburden.job.Stage;

/** The part of a job's JSON that the client reads. */
public record JobView(
        String id,
        JobStatus status,
        @Nullable Stage stage,
        double progress,
        @Nullable Fault error) {
    /** Why the job failed. */
    public record Fault(String code, String detail) {}
}
