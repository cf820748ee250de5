package org.lungburden.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page; the cursor is null on the last. */
public record JobPage(List<Job> items, @Nullable String nextCursor) {
    public JobPage {
        items = List.copyOf(items);
    }
}
