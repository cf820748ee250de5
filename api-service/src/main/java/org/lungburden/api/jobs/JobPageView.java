package org.lungburden.api.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.JobPage;

/** One page of jobs, newest first. */
@Schema(name = "JobPage")
@JsonInclude(JsonInclude.Include.ALWAYS)
record JobPageView(
        List<JobView> items,

        @Schema(description = "Opaque; null on the last page.") @Nullable
        String nextCursor) {

    static JobPageView of(JobPage page) {
        return new JobPageView(page.items().stream().map(JobView::of).toList(), page.nextCursor());
    }
}
