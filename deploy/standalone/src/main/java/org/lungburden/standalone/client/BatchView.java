package org.lungburden.standalone.client;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The part of a batch's JSON that the client reads.
 *
 * @param counts jobs by status, of which a newer service may know more
 * @param progress 0 to 1
 * @param estimatedEndAt RFC 3339; null when nobody knows
 */
public record BatchView(
        String batch,
        long jobs,
        Map<String, Long> counts,
        double progress,
        @Nullable String estimatedEndAt) {

    /** One line for people. */
    public String sentence() {
        String states = counts.entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> count.getValue() + " " + count.getKey().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        String end = estimatedEndAt == null ? "" : ", likely done at " + estimatedEndAt;
        return String.format(Locale.ROOT, "%s: %d jobs (%s), %.0f %%%s", batch, jobs, states, 100 * progress, end);
    }
}
