package org.lungburden.api.jobs;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.problem.ParameterException;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.JobFilter;
import org.lungburden.job.JobPage;
import org.lungburden.job.JobQuery;
import org.lungburden.job.JobStore;

/** Looks jobs up for their owner. */
public class FindJobs {
    private static final int MAX_LIMIT = 200;
    private static final int DEFAULT_LIMIT = 50;
    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,3}");

    private final JobStore jobs;

    FindJobs(JobStore jobs) {
        this.jobs = jobs;
    }

    /** @throws CodedException {@code JOB_NOT_FOUND} */
    public Job find(String owner, String id) {
        return jobs.find(owner, JobIds.parse(id)).orElseThrow(() -> new CodedException(ErrorCode.JOB_NOT_FOUND));
    }

    /** @throws ParameterException for an invalid limit or cursor */
    JobPage list(String owner, JobFilter filter, @Nullable String cursor, @Nullable String limit) {
        try {
            return jobs.list(new JobQuery(owner, filter, cursor, limitOf(limit)));
        } catch (CodedException e) {
            // The filters were checked earlier, so the store can refuse only the cursor.
            throw e.code() == ErrorCode.INVALID_REQUEST && !(e instanceof ParameterException)
                    ? new ParameterException("cursor", e.detail(), e)
                    : e;
        }
    }

    private static int limitOf(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (LIMIT.matcher(text).matches()) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        }
        throw new ParameterException("limit", "The parameter limit must be 1 to 200.");
    }
}
