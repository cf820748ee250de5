package org.lungburden.api.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.JobPage;

/** One page of jobs, newest first; the last page has no cursor. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobPageView(List<JobView> items, @Nullable String nextCursor) {

    static JobPageView of(JobPage page, String base) {
        return new JobPageView(
                page.items().stream().map(job -> JobView.of(job, base)).toList(), page.nextCursor());
    }
}
