package org.lungburden.job.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Attempt;
import org.lungburden.job.Job;
import org.lungburden.job.JobError;
import org.lungburden.job.JobPriority;
import org.lungburden.job.JobReview;
import org.lungburden.job.JobScan;
import org.lungburden.job.JobStatus;
import org.lungburden.job.Upload;
import org.lungburden.job.upkeep.RetentionSettings;

/** Reads rows of the tables {@code job} and {@code attempt}. The rows leave out the result, which is large. */
final class JobRows {
    static final String COLUMNS = """
            job.id, job.owner, job.status, job.stage, job.progress, job.attempt, job.failures, job.reference, job.subject,
            job.batch, job.priority, job.upload_key, job.upload_bytes, job.upload_sha256, job.upload_format,
            job.series_instance_uid, job.files, job.created_at, job.started_at, job.finished_at, job.error_code,
            job.error_detail, job.error_candidates, job.version, job.expired_at, job.acquired_on,
            job.opacity_ml, job.burden_percent, job.newest_revision, job.accepted_revision,
            job.accepted_by, job.accepted_at
            """;

    private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999999Z");

    private final RetentionSettings retention;

    JobRows(RetentionSettings retention) {
        this.retention = retention;
    }

    Job read(ResultSet row, int number) throws SQLException {
        Instant finishedAt = instant(row.getObject("finished_at", OffsetDateTime.class));
        return new Job(
                row.getObject("id", UUID.class),
                row.getString("owner"),
                new JobStatus(row.getString("status")),
                row.getString("stage"),
                row.getDouble("progress"),
                row.getInt("attempt"),
                row.getInt("failures"),
                row.getString("reference"),
                row.getString("subject"),
                row.getString("batch"),
                new JobPriority(row.getString("priority")),
                new Upload(
                        row.getString("upload_key"),
                        row.getLong("upload_bytes"),
                        row.getString("upload_sha256"),
                        row.getString("upload_format")),
                row.getString("series_instance_uid"),
                FilesText.read(row.getString("files")),
                time(row.getObject("created_at", OffsetDateTime.class)),
                instant(row.getObject("started_at", OffsetDateTime.class)),
                finishedAt,
                error(row.getString("error_code"), row.getString("error_detail"), row.getString("error_candidates")),
                row.getLong("version"),
                retention.expiry(finishedAt, instant(row.getObject("expired_at", OffsetDateTime.class))),
                new JobScan(
                        row.getObject("acquired_on", LocalDate.class),
                        row.getObject("opacity_ml", Double.class),
                        row.getObject("burden_percent", Double.class)),
                new JobReview(
                        row.getInt("newest_revision"),
                        row.getInt("accepted_revision"),
                        row.getString("accepted_by"),
                        instant(row.getObject("accepted_at", OffsetDateTime.class))));
    }

    static Attempt readAttempt(ResultSet row, int number) throws SQLException {
        String outcome = row.getString("outcome");
        return new Attempt(
                row.getInt("number"),
                row.getString("worker"),
                time(row.getObject("started_at", OffsetDateTime.class)),
                instant(row.getObject("ended_at", OffsetDateTime.class)),
                outcome == null ? null : new Attempt.Outcome(outcome),
                error(row.getString("code"), row.getString("detail"), null));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time(time);
    }

    /** Beyond these years, and for "infinity", a time has no text that clients read (RFC 3339). */
    private static Instant time(OffsetDateTime time) {
        Instant instant = time.toInstant();
        if (instant.isBefore(FIRST_TIME) || instant.isAfter(LAST_TIME)) {
            throw new DateTimeException("not a time of the years 1 to 9999");
        }
        return instant;
    }

    private static @Nullable JobError error(
            @Nullable String code, @Nullable String detail, @Nullable String candidates) {
        return code == null ? null : new JobError(code, detail == null ? "" : detail, CandidatesJson.read(candidates));
    }
}
