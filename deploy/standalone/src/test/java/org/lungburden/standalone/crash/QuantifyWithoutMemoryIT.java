package org.lungburden.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lungburden.standalone.Main;

/** {@code lungburden quantify} when a thread of its embedded service dies for want of memory: nobody would answer it. */
class QuantifyWithoutMemoryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(PollerWithoutMemory.Kind.class)
    void endsWithASentenceAndLeavesNothing(PollerWithoutMemory.Kind kind) throws Exception {
        Path noMemory = folder.resolve("no-memory");
        kind.arm(noMemory);
        Path told = folder.resolve("told");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-D" + PollerWithoutMemory.PROPERTY + "=" + noMemory,
                        "-Djava.io.tmpdir=" + temporary,
                        Main.class.getName(),
                        "quantify",
                        "--test",
                        "-o",
                        output.toString())
                .redirectError(told.toFile());
        builder.environment().put("LUNGBURDEN_SEGMENTER", "phantom");
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("the command ends by itself").isTrue();
        assertThat(process.exitValue()).isEqualTo(3);
        assertThat(Files.readString(told)).contains("OUT_OF_MEMORY: Memory ran out; LUNGBURDEN_JAVA_OPTS=");
        assertThat(files(temporary)).noneMatch(name -> name.startsWith("lungburden-"));
        assertThat(Files.exists(output) ? files(output) : Stream.empty()).isEmpty();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            assertThat(all.map(other -> other.info().commandLine().orElse("")))
                    .noneMatch(command -> command.contains(temporary.toString()));
        }
    }

    private static Stream<String> files(Path directory) throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
