package org.lungburden.result;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
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

    private static final JsonMapper MEASURED = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Fields of {@code densityHu} in the first edition, and their names since. */
    private static final Map<String, String> DENSITIES = new LinkedHashMap<>();

    static {
        DENSITIES.put("lung", "LUNG");
        DENSITIES.put("groundGlass", "GROUND_GLASS");
        DENSITIES.put("highOpacity", "HIGH_OPACITY");
    }

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
        rename(result, "densityHu", "density");
        result.set("density", density(result.get("density")));
        for (JsonNode artifact : result.get("artifacts")) {
            rename(artifact.asObject(), "bytes", "sizeBytes");
        }
        return JSON.writeValueAsString(result);
    }

    /** {@link #current} with the revision that the document is of, and who accepted it. */
    public static String reviewed(
            String stored, int revision, @Nullable String acceptedBy, @Nullable Instant acceptedAt) {
        ObjectNode review = JSON.createObjectNode().put("revision", revision);
        if (acceptedAt != null) {
            if (acceptedBy != null) {
                review.put("acceptedBy", acceptedBy);
            }
            review.put("acceptedAt", acceptedAt.toString());
        }
        // Reading the whole document for the sake of these fields would take longer than all else of a batch's table.
        String document = current(stored);
        String fields = JSON.writeValueAsString(review);
        int begin = document.indexOf('{') + 1;
        String rest = document.substring(begin);
        return document.substring(0, begin)
                + fields.substring(1, fields.length() - 1)
                + (rest.stripLeading().startsWith("}") ? "" : ",")
                + rest;
    }

    /** The document with one more file; one of the same name gives way. */
    public static String listing(
            String stored, UUID job, String name, String mediaType, long sizeBytes, String sha256) {
        ObjectNode result = JSON.readTree(current(stored)).asObject();
        ArrayNode files = result.withArray("artifacts");
        ArrayNode others = JSON.createArrayNode();
        files.forEach(file -> {
            if (!file.path("name").asString().equals(name)) {
                others.add(file);
            }
        });
        others.addObject()
                .put("name", name)
                .put("mediaType", mediaType)
                .put("sizeBytes", sizeBytes)
                .put("sha256", sha256)
                .put("href", "/v1/jobs/" + job + "/artifacts/" + name);
        result.set("artifacts", others);
        return JSON.writeValueAsString(result);
    }

    /** The measurements of a document of the edition that this version writes. */
    public static ResultDocument.Measured measured(String current) {
        return MEASURED.readValue(current, ResultDocument.Measured.class);
    }

    private static String contrast(JsonNode told) {
        return ResultDocument.contrast(told.isBoolean() ? told.booleanValue() : null);
    }

    /** One entry for each class that had a mean. */
    private static ArrayNode density(JsonNode meanHu) {
        ArrayNode density = JSON.createArrayNode();
        DENSITIES.forEach((field, of) -> {
            if (meanHu.path(field).isNumber()) {
                density.addObject().put("of", of).set("meanHu", meanHu.get(field));
            }
        });
        return density;
    }

    /** Keeps the field's place. */
    private static void rename(ObjectNode object, String from, String to) {
        ObjectNode before = object.deepCopy();
        object.removeAll();
        before.properties()
                .forEach(field -> object.set(field.getKey().equals(from) ? to : field.getKey(), field.getValue()));
    }
}
