package org.lungburden.api.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.FileChoice;
import org.lungburden.error.Category;
import org.lungburden.error.SeriesOption;
import org.lungburden.job.Job;
import org.lungburden.job.JobError;
import org.lungburden.job.JobPriority;
import org.lungburden.job.JobStatus;

/**
 * A job as clients read it; a field that does not apply is absent.
 *
 * @param seriesInstanceUid the series that the client asked for
 * @param files the files that the client asked for; absent for the default
 * @param acquiredOn the day of the scan
 * @param opacityMl of the result
 * @param burdenPercent opacity of the result in percent of the lung volume
 * @param expiresAt when result, files and labels are removed, or were
 * @param newestRevision of a job that has succeeded, as are the fields of the acceptance
 * @param stage name from the worker, which may be newer than this version
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobView(
        UUID id,
        JobStatus status,
        @Nullable String stage,
        double progress,
        int attempt,
        @Nullable String reference,
        @Nullable String subject,
        @Nullable String batch,
        @Nullable LocalDate acquiredOn,
        JobPriority priority,
        @Nullable String seriesInstanceUid,
        @Nullable String files,
        Instant createdAt,
        @Nullable Integer jobsAhead,
        @Nullable Instant estimatedStartAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant expiresAt,
        @Nullable Double opacityMl,
        @Nullable Double burdenPercent,
        @Nullable Integer newestRevision,
        @Nullable Integer acceptedRevision,
        @Nullable String acceptedBy,
        @Nullable Instant acceptedAt,
        @Nullable Fault error,
        Links links) {

    /**
     * Why the job failed.
     *
     * @param candidates series that the client may choose; absent when the choice was not the fault
     * @param code name from the worker, which may be newer than this version
     * @param retryable whether another attempt can help, because the service failed and not the study; not for a code
     *     that only a newer version knows, so that no client tries on and on what cannot succeed
     */
    public record Fault(
            String code,
            String detail,
            boolean retryable,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SeriesOption> candidates) {

        public static @Nullable Fault of(@Nullable JobError error) {
            return error == null
                    ? null
                    : new Fault(
                            error.code(),
                            error.detail(),
                            error.known()
                                    .filter(code -> code.category() != Category.INPUT)
                                    .isPresent(),
                            error.candidates());
        }
    }

    /** Paths on the host that the client called. */
    public record Links(String self, String events, String cancel, String retry, String result, String artifacts) {}

    /** @param base start of the paths for clients, such as a proxy's prefix; empty without a prefix */
    public static JobView of(Job job, String base) {
        return of(job, base, null);
    }

    /**
     * @param base as above
     * @param place of a job that waits; null when nobody knows
     */
    static JobView of(Job job, String base, StartTimes.@Nullable Place place) {
        boolean succeeded = job.status().equals(JobStatus.SUCCEEDED);
        return new JobView(
                job.id(),
                job.status(),
                job.stage(),
                job.progress(),
                job.attempt(),
                job.reference(),
                job.subject(),
                job.batch(),
                job.scan().acquiredOn(),
                job.priority(),
                job.seriesInstanceUid(),
                job.files().equals(FileChoice.DEFAULT) ? null : job.files().text(),
                job.createdAt(),
                place == null ? null : place.ahead(),
                place == null ? null : place.start(),
                job.startedAt(),
                job.finishedAt(),
                job.expiry().at(),
                job.scan().opacityMl(),
                job.scan().burdenPercent(),
                succeeded ? job.review().newest() : null,
                succeeded ? job.review().accepted() : null,
                job.review().acceptedBy(),
                job.review().acceptedAt(),
                Fault.of(job.error()),
                links(path(base, job.id())));
    }

    /** Path of a job. */
    public static String path(String base, UUID id) {
        return base + "/v1/jobs/" + id;
    }

    private static Links links(String self) {
        return new Links(
                self, self + "/events", self + "/cancel", self + "/retry", self + "/result", self + "/artifacts");
    }
}
