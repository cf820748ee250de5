package org.lungburden.job.postgres;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.SeriesOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The column {@code error_candidates}: the series that a client may choose, as JSON; null when there are none. */
final class CandidatesJson {
    private static final Logger LOG = LoggerFactory.getLogger(CandidatesJson.class);
    /** A newer process may write more. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private CandidatesJson() {}

    static @Nullable String text(List<SeriesOption> candidates) {
        return candidates.isEmpty() ? null : JSON.writeValueAsString(candidates);
    }

    /** A form that only a newer version reads gives no candidates; the fault itself still reaches the client. */
    static List<SeriesOption> read(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        try {
            List<SeriesOption> read = JSON.readValue(text, new TypeReference<List<SeriesOption>>() {});
            return read == null || read.contains(null) ? List.of() : read;
        } catch (JacksonException e) {
            LOG.debug("The candidates of a job are not those of this version", e);
            return List.of();
        }
    }
}
