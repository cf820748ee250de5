package org.lungburden.job.postgres;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds in a result which series of the upload was measured. */
final class MeasuredSeries {
    private static final JsonMapper JSON = JsonMapper.shared();

    private MeasuredSeries() {}

    /**
     * @param study the object of the result's document; null when there is none
     * @return as clients may ask for it; null for a scan without one
     */
    static @Nullable String of(@Nullable String study) {
        if (study == null) {
            return null;
        }
        JsonNode fields = JSON.readTree(study);
        JsonNode chosen = fields.path("series").path("chosen");
        JsonNode series = chosen.isString() ? chosen : fields.path("seriesInstanceUid");
        return series.isString() ? series.stringValue() : null;
    }
}
