package org.lungburden.standalone.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code result.json}: the result from the service, and the user's name for the study. */
record ResultFile(ObjectNode json) {
    static final String NAME = "result.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FILE_NAME = "fileName";

    static ResultFile of(byte[] result, String study) {
        ObjectNode named = JSON.createObjectNode().put(FILE_NAME, study);
        named.setAll((ObjectNode) JSON.readTree(result));
        return new ResultFile(named);
    }

    /** @return null when the file is no result */
    static @Nullable ResultFile read(Path file) throws IOException {
        try {
            JsonNode read = JSON.readTree(Files.readAllBytes(file));
            return read instanceof ObjectNode object ? new ResultFile(object) : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** Name of the study's file; absent in results of 0.2.0. */
    @Nullable
    String fileName() {
        return json.path(FILE_NAME).stringValue(null);
    }

    /** Absent for NIfTI. */
    @Nullable
    String seriesInstanceUid() {
        return json.path("study").path("seriesInstanceUid").stringValue(null);
    }

    /**
     * The numbers of the volumes in the measured series that were not measured; empty when the series is one volume. Of a
     * series that holds several, no two results have the same.
     */
    Set<Integer> otherVolumes() {
        Set<Integer> volumes = new HashSet<>();
        String measured = seriesInstanceUid();
        for (JsonNode other : json.path("study").path("series").path("others")) {
            boolean same = measured != null
                    && measured.equals(other.path("seriesInstanceUid").stringValue(null));
            if (same && other.path("volume").isInt()) {
                volumes.add(other.path("volume").intValue());
            }
        }
        return volumes;
    }

    byte[] pretty() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }
}
