package org.lungburden.api.jobs;

import org.jspecify.annotations.Nullable;
import org.lungburden.api.problem.ParameterException;
import org.lungburden.api.request.PageLimit;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.JobFilter;
import org.lungburden.job.JobPage;
import org.lungburden.job.JobQuery;
import org.lungburden.job.JobQuery.Order;
import org.lungburden.job.JobStore;

/** Looks jobs up for their owner. */
public class FindJobs {
    private final JobStore jobs;

    FindJobs(JobStore jobs) {
        this.jobs = jobs;
    }

    /** @throws CodedException {@code JOB_NOT_FOUND} */
    public Job find(String owner, String id) {
        return jobs.find(owner, JobIds.parse(id)).orElseThrow(() -> new CodedException(ErrorCode.JOB_NOT_FOUND));
    }

    /** @throws ParameterException for an invalid limit or cursor */
    JobPage list(String owner, JobFilter filter, Order order, @Nullable String cursor, @Nullable String limit) {
        try {
            return jobs.list(new JobQuery(owner, filter, order, cursor, PageLimit.of(limit)));
        } catch (CodedException e) {
            // The filters were checked earlier, so the store can refuse only the cursor.
            throw e.code() == ErrorCode.INVALID_REQUEST && !(e instanceof ParameterException)
                    ? new ParameterException("cursor", e.detail(), e)
                    : e;
        }
    }
}
