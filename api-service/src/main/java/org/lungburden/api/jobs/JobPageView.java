package org.lungburden.api.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of jobs, newest first; the last page has no cursor. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobPageView(List<JobView> items, @Nullable String nextCursor) {}
