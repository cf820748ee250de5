package org.lungburden.api.batches;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.BatchState;
import org.lungburden.job.Batches;

/**
 * A batch as clients read it.
 *
 * @param jobs how many jobs it has
 * @param counts jobs by state, which a newer version may have written
 * @param progress 0 to 1
 * @param estimatedEndAt when its last job is likely to end; absent when nobody knows
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BatchView(
        String batch,
        long jobs,
        Map<String, Long> counts,
        long finished,
        double progress,
        Instant firstJobAt,
        Instant lastJobAt,
        @Nullable Instant estimatedEndAt,
        Links links) {

    /** Paths on the host that the client called. */
    record Links(
            String self,
            String jobs,
            String events,
            String cancel,
            String measurements,
            String statistics,
            String files) {
        static Links of(String base, String batch) {
            String self = base + "/v1/batches/" + BatchNames.segment(batch);
            String query = "?batch=" + BatchNames.parameter(batch);
            return new Links(
                    self,
                    base + "/v1/jobs" + query,
                    base + "/v1/events" + query,
                    self + "/cancel",
                    self + "/measurements.csv",
                    self + "/statistics",
                    self + "/files.zip");
        }
    }

    /** @param base start of the paths for clients, such as a proxy's prefix */
    static BatchView of(BatchState state, @Nullable Instant estimatedEndAt, String base) {
        Map<String, Long> counts = new LinkedHashMap<>();
        state.counts().forEach((status, jobs) -> counts.put(status.name(), jobs));
        return new BatchView(
                state.name(),
                state.total(),
                counts,
                state.finished(),
                state.progress(),
                state.firstJobAt(),
                state.lastJobAt(),
                estimatedEndAt,
                Links.of(base, state.name()));
    }

    /** One page of batches; the last has no cursor. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<Item> items, @Nullable String nextCursor) {
        static Page of(Batches.BatchPage page, String base) {
            return new Page(
                    page.items().stream().map(item -> Item.of(item, base)).toList(), page.nextCursor());
        }
    }

    /** @param finished whether all its jobs have finished */
    record Item(String batch, Instant lastJobAt, boolean finished, Links links) {
        private static Item of(Batches.Listed item, String base) {
            return new Item(item.name(), item.lastJobAt(), item.finished(), Links.of(base, item.name()));
        }
    }
}
