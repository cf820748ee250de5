package org.lungburden.job;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.FileChoice;

/**
 * A job as stored.
 *
 * @param owner who may see it
 * @param stage of the running or last attempt: a {@link Stage}, or what a newer worker wrote
 * @param progress of the running attempt, 0 to 1
 * @param attempt number of claims so far; the fence
 * @param failures attempts whose failure counted against the limit
 * @param reference the client's own id
 * @param subject pseudonym that links the scans of a patient
 * @param batch the client's grouping
 * @param seriesInstanceUid the series that the client asks for; null when the worker chooses
 * @param files the files of the result that the client asks for
 * @param expiry when result, files and labels go
 * @param scan what is known of the scan and its result
 * @param review which of its results counts
 */
public record Job(
        UUID id,
        String owner,
        JobStatus status,
        @Nullable String stage,
        double progress,
        int attempt,
        int failures,
        @Nullable String reference,
        @Nullable String subject,
        @Nullable String batch,
        JobPriority priority,
        Upload upload,
        @Nullable String seriesInstanceUid,
        FileChoice files,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable JobError error,
        long version,
        JobExpiry expiry,
        JobScan scan,
        JobReview review) {

    /** A job whose result is kept, and of whose scan nothing is known. */
    public Job(
            UUID id,
            String owner,
            JobStatus status,
            @Nullable String stage,
            double progress,
            int attempt,
            int failures,
            @Nullable String reference,
            @Nullable String subject,
            @Nullable String batch,
            JobPriority priority,
            Upload upload,
            @Nullable String seriesInstanceUid,
            FileChoice files,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable JobError error,
            long version) {
        this(
                id,
                owner,
                status,
                stage,
                progress,
                attempt,
                failures,
                reference,
                subject,
                batch,
                priority,
                upload,
                seriesInstanceUid,
                files,
                createdAt,
                startedAt,
                finishedAt,
                error,
                version,
                JobExpiry.NEVER,
                JobScan.UNKNOWN,
                JobReview.NONE);
    }

    /** The same job with another expiry. */
    public Job with(JobExpiry other) {
        return with(other, scan, review);
    }

    /** The same job of another scan. */
    public Job with(JobScan other) {
        return with(expiry, other, review);
    }

    /** The same job with another review. */
    public Job with(JobReview other) {
        return with(expiry, scan, other);
    }

    private Job with(JobExpiry expires, JobScan of, JobReview by) {
        return new Job(
                id,
                owner,
                status,
                stage,
                progress,
                attempt,
                failures,
                reference,
                subject,
                batch,
                priority,
                upload,
                seriesInstanceUid,
                files,
                createdAt,
                startedAt,
                finishedAt,
                error,
                version,
                expires,
                of,
                by);
    }
}
