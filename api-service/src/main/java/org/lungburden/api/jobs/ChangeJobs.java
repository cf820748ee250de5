package org.lungburden.api.jobs;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.UUID;
import org.lungburden.api.audit.AuditTrail;
import org.lungburden.api.watch.JobWatch;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.audit.AuditAction;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.ExpectedVersion;
import org.lungburden.job.Job;
import org.lungburden.job.JobStatus;
import org.lungburden.job.JobStore;
import org.lungburden.job.StudyChoices;
import org.lungburden.job.Upload;

/** The changes that a client may make to its job. */
class ChangeJobs {
    private final FindJobs findJobs;
    private final JobStore jobs;
    private final ArtifactStore artifacts;
    private final JobWatch watch;
    private final AuditTrail trail;

    ChangeJobs(FindJobs findJobs, JobStore jobs, ArtifactStore artifacts, JobWatch watch, AuditTrail trail) {
        this.findJobs = findJobs;
        this.jobs = jobs;
        this.artifacts = artifacts;
        this.watch = watch;
        this.trail = trail;
    }

    /** @throws CodedException {@code JOB_NOT_FOUND}, {@code PRECONDITION_FAILED} or {@code INVALID_TRANSITION} */
    Job cancel(String owner, String id, ExpectedVersion expected) {
        UUID job = JobIds.parse(id);
        return told(trail.changed(AuditAction.JOB_CANCEL, job, () -> jobs.cancel(owner, job, expected)));
    }

    /**
     * The upload may vanish between the check and the change. The worker then finds no upload and fails the job with
     * the same code.
     *
     * @param choices for the attempts from now on; what they do not say stays as it was
     * @throws CodedException {@code JOB_NOT_FOUND}, {@code PRECONDITION_FAILED}, {@code INVALID_TRANSITION},
     *     {@code UPLOAD_GONE}, or {@code UNAVAILABLE} when the artifact store does not answer
     */
    Job retry(String owner, String id, ExpectedVersion expected, StudyChoices choices) {
        Job job = findJobs.find(owner, id);
        if (!expected.allows(job.version())) {
            throw new CodedException(ErrorCode.PRECONDITION_FAILED);
        }
        if (!job.status().finished() || !job.status().canBecome(JobStatus.QUEUED)) {
            throw new CodedException(ErrorCode.INVALID_TRANSITION);
        }
        requireKept(job.upload());
        return told(
                trail.changed(AuditAction.JOB_RETRY, job.id(), () -> jobs.retry(owner, job.id(), expected, choices)));
    }

    /** @throws CodedException {@code JOB_NOT_FOUND} or {@code PRECONDITION_FAILED} */
    void delete(String owner, String id, ExpectedVersion expected) {
        UUID job = JobIds.parse(id);
        trail.changed(AuditAction.JOB_DELETE, job, () -> {
            jobs.delete(owner, job, expected);
            return job;
        });
        watch.wake();
    }

    private Job told(Job job) {
        watch.wake();
        return job;
    }

    private void requireKept(Upload upload) {
        try {
            artifacts.size(upload.key());
        } catch (NoSuchFileException e) {
            throw new CodedException(ErrorCode.UPLOAD_GONE, ErrorCode.UPLOAD_GONE.sentence(), e);
        } catch (IOException e) {
            throw new CodedException(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.sentence(), e);
        }
    }
}
