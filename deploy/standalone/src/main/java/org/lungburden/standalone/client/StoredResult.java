package org.lungburden.standalone.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lungburden.result.ResultDocument;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A result in a folder, as an earlier run has left it. */
public final class StoredResult {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private StoredResult() {}

    /** Whether the result and all files that it names are there in full size. */
    public static boolean isWhole(Path folder) {
        return read(folder)
                .filter(result -> result.artifacts().stream().allMatch(file -> isWhole(folder, file)))
                .isPresent();
    }

    private static boolean isWhole(Path folder, ResultDocument.Artifact file) {
        try {
            return Files.size(folder.resolve(file.name())) == file.sizeBytes();
        } catch (IOException gone) {
            return false;
        }
    }

    /** Whether the folder holds a result. */
    public static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(ResultFile.NAME))
                && read(folder).filter(result -> result.jobId() != null).isPresent();
    }

    /** Empty when the folder has no result that can be read. */
    public static Optional<ResultDocument> read(Path folder) {
        try {
            return Optional.of(
                    JSON.readValue(Files.readAllBytes(folder.resolve(ResultFile.NAME)), ResultDocument.class));
        } catch (IOException | JacksonException unreadable) {
            return Optional.empty();
        }
    }
}
