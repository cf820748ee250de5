package org.lungburden.api.jobs;

import java.util.UUID;
import org.lungburden.api.audit.AuditTrail;
import org.lungburden.api.watch.JobWatch;
import org.lungburden.audit.AuditAction;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.ExpectedVersion;
import org.lungburden.job.Job;
import org.lungburden.job.JobStore;
import org.lungburden.job.LabelChanges;

/** Changes the labels of a job. */
public class RelabelJobs {
    private final FindJobs findJobs;
    private final JobStore jobs;
    private final JobWatch watch;
    private final AuditTrail trail;

    RelabelJobs(FindJobs findJobs, JobStore jobs, JobWatch watch, AuditTrail trail) {
        this.findJobs = findJobs;
        this.jobs = jobs;
        this.watch = watch;
        this.trail = trail;
    }

    /**
     * What changes nothing is no new version.
     *
     * @throws CodedException {@code JOB_NOT_FOUND}, {@code PRECONDITION_FAILED} or {@code RESULT_GONE}
     */
    public Job change(String owner, String id, ExpectedVersion expected, LabelChanges changes) {
        if (changes.values().isEmpty()) {
            Job job = findJobs.find(owner, id);
            if (!expected.allows(job.version())) {
                throw new CodedException(ErrorCode.PRECONDITION_FAILED);
            }
            return job;
        }
        UUID job = JobIds.parse(id);
        Job changed = trail.changed(AuditAction.JOB_RELABEL, job, () -> jobs.relabel(owner, job, expected, changes));
        watch.wake();
        return changed;
    }
}
