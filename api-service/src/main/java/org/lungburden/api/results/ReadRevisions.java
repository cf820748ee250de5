package org.lungburden.api.results;

import java.util.List;
import org.lungburden.api.jobs.FindJobs;
import org.lungburden.api.jobs.RevisionNumbers;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobStatus;
import org.lungburden.job.Revision;
import org.lungburden.job.revision.Revisions;

/** Reads the results and files of revisions. */
public class ReadRevisions {
    private final FindJobs findJobs;
    private final Revisions revisions;

    ReadRevisions(FindJobs findJobs, Revisions revisions) {
        this.findJobs = findJobs;
        this.revisions = revisions;
    }

    /**
     * @throws NoResultException while the revision is not measured, and when its measuring failed
     * @throws CodedException {@code JOB_NOT_FOUND}, {@code REVISION_NOT_FOUND} or {@code RESULT_GONE}
     */
    public String result(String owner, String id, String number) {
        Job job = kept(owner, id);
        int revision = RevisionNumbers.parse(number);
        if (revision == 0) {
            if (!job.status().equals(JobStatus.SUCCEEDED)) {
                throw ReadResults.none(job.status(), job.error());
            }
        } else {
            Revision known = known(owner, job, revision);
            if (!known.status().equals(JobStatus.SUCCEEDED)) {
                throw ReadResults.none(known.status(), known.error());
            }
        }
        // A result that has vanished meanwhile was deleted together with its job.
        return revisions
                .result(owner, job.id(), revision)
                .orElseThrow(() -> new CodedException(ErrorCode.JOB_NOT_FOUND));
    }

    /** @throws CodedException {@code JOB_NOT_FOUND}, {@code REVISION_NOT_FOUND} or {@code RESULT_GONE} */
    List<JobArtifact> artifacts(String owner, String id, String number) {
        Job job = kept(owner, id);
        int revision = RevisionNumbers.parse(number);
        if (revision != 0) {
            known(owner, job, revision);
        }
        return revisions.artifacts(owner, job.id(), revision);
    }

    /** @throws CodedException as {@link #artifacts}, or {@code ARTIFACT_NOT_FOUND} */
    JobArtifact artifact(String owner, String id, String number, String name) {
        return artifacts(owner, id, number).stream()
                .filter(artifact -> artifact.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CodedException(ErrorCode.ARTIFACT_NOT_FOUND));
    }

    private Revision known(String owner, Job job, int revision) {
        return revisions
                .find(owner, job.id(), revision)
                .orElseThrow(() -> new CodedException(ErrorCode.REVISION_NOT_FOUND));
    }

    private Job kept(String owner, String id) {
        Job job = findJobs.find(owner, id);
        if (job.expiry().done()) {
            throw new CodedException(ErrorCode.RESULT_GONE);
        }
        return job;
    }
}
