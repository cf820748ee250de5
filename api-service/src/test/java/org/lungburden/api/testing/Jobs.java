package org.lungburden.api.testing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.artifact.FileChoice;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.JobError;
import org.lungburden.job.JobExpiry;
import org.lungburden.job.JobPriority;
import org.lungburden.job.JobStatus;
import org.lungburden.job.Stage;
import org.lungburden.job.Upload;

/** Jobs in every state. */
public final class Jobs {
    public static final String OWNER = "local";

    private static final Instant CREATED = Instant.parse("2026-03-01T10:15:30.123456Z");

    private Jobs() {}

    public static Job queued() {
        return job(OWNER, JobStatus.QUEUED, null, null);
    }

    public static Job running() {
        return job(OWNER, JobStatus.RUNNING, "SEGMENTING", null);
    }

    public static Job succeeded() {
        return job(OWNER, JobStatus.SUCCEEDED, "WRITING", null);
    }

    public static Job failed(ErrorCode code, String detail) {
        return failed(new JobError(code, detail));
    }

    public static Job failed(JobError error) {
        return job(OWNER, JobStatus.FAILED, "DECODING", error);
    }

    public static Job cancelled() {
        return job(OWNER, JobStatus.CANCELLED, "DECODING", null);
    }

    public static Job ofAnother() {
        return job("another", JobStatus.SUCCEEDED, "WRITING", null);
    }

    /** Its time of keeping is over. */
    public static Job expired() {
        return succeeded().with(new JobExpiry(CREATED.plusSeconds(99), true));
    }

    /** The same job with another upload. */
    public static Job with(Job job, Upload upload) {
        return new Job(
                job.id(),
                job.owner(),
                job.status(),
                job.stage(),
                job.progress(),
                job.attempt(),
                job.failures(),
                job.reference(),
                job.subject(),
                job.batch(),
                job.priority(),
                upload,
                job.seriesInstanceUid(),
                job.files(),
                job.createdAt(),
                job.startedAt(),
                job.finishedAt(),
                job.error(),
                job.version());
    }

    /** The same job in another state, one version later. */
    public static Job moved(Job job, JobStatus to) {
        return changed(job, to, JobStatus.QUEUED.equals(to) ? null : job.stage(), job.progress());
    }

    /** The same job further on, one version later. */
    public static Job changed(Job job, JobStatus status, Stage stage, double progress) {
        return changed(job, status, stage.name(), progress);
    }

    /** The same job further on, one version later; its stage may be one that this version does not know. */
    public static Job changed(Job job, JobStatus status, @Nullable String stage, double progress) {
        return new Job(
                job.id(),
                job.owner(),
                status,
                stage,
                progress,
                job.attempt(),
                job.failures(),
                job.reference(),
                job.subject(),
                job.batch(),
                job.priority(),
                job.upload(),
                job.seriesInstanceUid(),
                job.files(),
                job.createdAt(),
                job.startedAt(),
                status.finished() ? CREATED.plusSeconds(9) : null,
                JobStatus.FAILED.equals(status) ? new JobError(ErrorCode.NO_LUNG_FOUND, "No lung.") : null,
                job.version() + 1);
    }

    /** A queued job. */
    public static Job labeled(String batch, String subject) {
        return job(OWNER, JobStatus.QUEUED, null, null, batch, subject);
    }

    private static Job job(String owner, JobStatus status, @Nullable String stage, @Nullable JobError error) {
        return job(owner, status, stage, error, "batch-1", "subject-1");
    }

    private static Job job(
            String owner,
            JobStatus status,
            @Nullable String stage,
            @Nullable JobError error,
            String batch,
            String subject) {
        UUID id = UUID.randomUUID();
        boolean begun = stage != null;
        return new Job(
                id,
                owner,
                status,
                stage,
                JobStatus.SUCCEEDED.equals(status) ? 1 : begun ? 0.5 : 0,
                begun ? 1 : 0,
                0,
                "ref-" + status,
                subject,
                batch,
                JobPriority.usual(batch),
                new Upload(ArtifactKeys.upload(id), 10, "0".repeat(64), Upload.Format.ZIP),
                null,
                FileChoice.DEFAULT,
                CREATED,
                begun ? CREATED.plusSeconds(1) : null,
                status.finished() ? CREATED.plusSeconds(9) : null,
                error,
                1);
    }
}
