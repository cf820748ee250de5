package org.lungburden.api.results;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.jobs.FindJobs;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobError;
import org.lungburden.job.JobStatus;
import org.lungburden.job.JobStore;

/** Reads the results and files of finished jobs. */
public class ReadResults {
    private final FindJobs findJobs;
    private final JobStore jobs;

    ReadResults(FindJobs findJobs, JobStore jobs) {
        this.findJobs = findJobs;
        this.jobs = jobs;
    }

    /**
     * @throws NoResultException while the job is not finished, and when the job failed or was canceled
     * @throws CodedException {@code JOB_NOT_FOUND} or {@code RESULT_GONE}
     */
    public String result(String owner, String id) {
        Job job = findJobs.find(owner, id);
        if (!job.status().equals(JobStatus.SUCCEEDED)) {
            throw none(job.status(), job.error());
        }
        requireKept(job);
        // A result that has vanished meanwhile was deleted together with its job.
        return jobs.result(owner, job.id()).orElseThrow(() -> new CodedException(ErrorCode.JOB_NOT_FOUND));
    }

    private static void requireKept(Job job) {
        if (job.expiry().done()) {
            throw new CodedException(ErrorCode.RESULT_GONE);
        }
    }

    static NoResultException none(JobStatus status, @Nullable JobError error) {
        if (!status.finished()) {
            return new NoResultException(ErrorCode.JOB_NOT_FINISHED);
        }
        if (status.equals(JobStatus.CANCELLED)) {
            return new NoResultException(ErrorCode.JOB_CANCELLED);
        }
        return error == null ? new NoResultException(ErrorCode.INTERNAL) : new NoResultException(error);
    }

    /**
     * The job's files; empty while there are none.
     *
     * @throws CodedException {@code JOB_NOT_FOUND} or {@code RESULT_GONE}
     */
    public List<JobArtifact> artifacts(String owner, String id) {
        Job job = findJobs.find(owner, id);
        requireKept(job);
        return jobs.artifacts(owner, job.id());
    }

    /** @throws CodedException {@code JOB_NOT_FOUND}, {@code RESULT_GONE} or {@code ARTIFACT_NOT_FOUND} */
    JobArtifact artifact(String owner, String id, String name) {
        return artifacts(owner, id).stream()
                .filter(artifact -> artifact.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CodedException(ErrorCode.ARTIFACT_NOT_FOUND));
    }
}
