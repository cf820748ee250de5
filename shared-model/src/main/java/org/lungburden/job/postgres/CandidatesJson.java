package org.lungburden.job.postgres;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.SeriesOption;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The column {@code error_candidates}: the series that a client may choose, as JSON; null when there are none. */
final class CandidatesJson {
    /** A newer process may write more. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private CandidatesJson() {}

    static @Nullable String text(List<SeriesOption> candidates) {
        return candidates.isEmpty() ? null : JSON.writeValueAsString(candidates);
    }

    static List<SeriesOption> read(@Nullable String text) {
        return text == null ? List.of() : JSON.readValue(text, new TypeReference<List<SeriesOption>>() {});
    }
}
