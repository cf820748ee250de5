package org.lungburden.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.Sha256;

/**
 * Keeps what an oracle wrote for a script, its arguments and the files it was given, all by their content. Mutation tests
 * ask the same thing thousands of times; ordinary runs keep nothing and always ask.
 */
final class OracleMemo {
    private static final @Nullable String FOLDER = System.getProperty("lungburden.test.oracle-memo");

    private final Path kept;

    private OracleMemo(Path kept) {
        this.kept = kept;
    }

    /** Null unless answers are kept. */
    static @Nullable OracleMemo of(Path folder, String script, List<String> arguments) throws IOException {
        if (FOLDER == null) {
            return null;
        }
        Sha256 key = new Sha256();
        add(key, script.getBytes(UTF_8));
        for (String argument : arguments) {
            Path path = Path.of(argument);
            boolean file = path.isAbsolute() && Files.isRegularFile(path);
            add(
                    key,
                    file
                            ? Files.readAllBytes(path)
                            : argument.replace(folder.toString(), "").getBytes(UTF_8));
        }
        for (Path file : files(folder)) {
            add(key, folder.relativize(file).toString().getBytes(UTF_8));
            add(key, Files.readAllBytes(file));
        }
        return new OracleMemo(Path.of(FOLDER).resolve(key.hex()));
    }

    private static void add(Sha256 key, byte[] bytes) {
        byte[] length = (bytes.length + ":").getBytes(UTF_8);
        key.update(length, 0, length.length);
        key.update(bytes, 0, bytes.length);
    }

    /** Brings back what was written, and what was said; null when nothing is kept. */
    @Nullable
    String recall(Path folder) throws IOException {
        if (Files.notExists(kept)) {
            return null;
        }
        copy(kept.resolve("files"), folder);
        return Files.readString(kept.resolve("said"));
    }

    void keep(Path folder, String said) throws IOException {
        Path fresh = Files.createTempDirectory(Files.createDirectories(Path.of(String.valueOf(FOLDER))), "fresh");
        copy(folder, Files.createDirectory(fresh.resolve("files")));
        Files.writeString(fresh.resolve("said"), said);
        try {
            Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException keptMeanwhile) {
            // another process was first with the same answer
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
