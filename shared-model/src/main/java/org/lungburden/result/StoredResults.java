package org.lungburden.result;

import java.util.regex.Pattern;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts results of earlier versions to the edition that this version writes, so that clients know only one edition.
 * The stored results stay unchanged.
 */
public final class StoredResults {
    private static final Pattern FIRST_EDITION = Pattern.compile("\"schemaVersion\"\\s*:\\s*\"1\\.0\"");
    /** Numbers keep the digits of the stored text. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private StoredResults() {}

    /** The unchanged document, unless it is of the first edition. */
    public static String current(String stored) {
        if (!FIRST_EDITION.matcher(stored).find()) {
            return stored;
        }
        ObjectNode result = JSON.readTree(stored).asObject();
        result.put("schemaVersion", ResultDocument.SCHEMA_VERSION);
        ObjectNode study = result.get("study").asObject();
        study.put("contrastEnhanced", contrast(study.path("contrastEnhanced")));
        for (JsonNode artifact : result.get("artifacts")) {
            nameSize(artifact.asObject());
        }
        return JSON.writeValueAsString(result);
    }

    private static String contrast(JsonNode told) {
        return ResultDocument.contrast(told.isBoolean() ? told.booleanValue() : null);
    }

    /** Renames {@code bytes} to {@code sizeBytes} at the same place. */
    private static void nameSize(ObjectNode artifact) {
        ObjectNode before = artifact.deepCopy();
        artifact.removeAll();
        before.properties()
                .forEach(field ->
                        artifact.set(field.getKey().equals("bytes") ? "sizeBytes" : field.getKey(), field.getValue()));
    }
}
