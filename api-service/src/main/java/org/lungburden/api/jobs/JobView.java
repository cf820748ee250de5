package org.lungburden.api.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.JobError;
import org.lungburden.job.JobStatus;
import org.lungburden.job.Stage;

/** A job as clients read it. Every field is always there, null where it does not apply. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record JobView(
        UUID id,
        JobStatus status,
        @Nullable Stage stage,
        double progress,
        int attempt,
        @Nullable String reference,
        @Nullable String subject,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Fault error,
        Links links) {

    /** Code and sentence of a failure. */
    public record Fault(ErrorCode code, String detail) {}

    /** Paths relative to the service's root. */
    public record Links(String self, String events, String cancel, String retry, String result, String artifacts) {}

    public static JobView of(Job job) {
        JobError error = job.error();
        return new JobView(
                job.id(),
                job.status(),
                job.stage(),
                job.progress(),
                job.attempt(),
                job.reference(),
                job.subject(),
                job.createdAt(),
                job.startedAt(),
                job.finishedAt(),
                error == null ? null : new Fault(error.code(), error.detail()),
                links(job.id()));
    }

    /** Path of a job. */
    public static String path(UUID id) {
        return "/v1/jobs/" + id;
    }

    private static Links links(UUID id) {
        String self = path(id);
        return new Links(
                self, self + "/events", self + "/cancel", self + "/retry", self + "/result", self + "/artifacts");
    }
}
