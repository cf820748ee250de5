package org.lungburden.api.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The project's {@code openapi.yaml}. */
public final class ContractFile {
    private ContractFile() {}

    /** In the nearest folder upwards that has it; a test runs in the folder of its module, at whatever depth. */
    public static Path path() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(folder -> folder.resolve("openapi.yaml"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    public static JsonNode tree() {
        try {
            Object tree = new Yaml().load(Files.readString(path()));
            return JsonMapper.shared().valueToTree(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
