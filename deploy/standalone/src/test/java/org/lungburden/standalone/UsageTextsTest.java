package org.lungburden.standalone;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The launcher tells usage and checks options without a build, from texts of its own. Each must be what the program prints;
 * where one differs, {@code target/usage} has the right one.
 */
class UsageTextsTest {
    private static final Path TEXTS = Path.of("..", "launcher", "usage");
    private static final Path PRINTED = Path.of("target", "usage");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quantify",
                "submit",
                "status",
                "watch",
                "download",
                "cancel",
                "corrections",
                "serve",
                "api",
                "worker",
                "keys",
                "phantom",
                "cohort"
            })
    void ofEachCommand(String command) throws IOException {
        compare(command, requireNonNull(Main.commandLine().getSubcommands().get(command)));
    }

    @Test
    void ofAll() throws IOException {
        compare("lungburden", Main.commandLine());
    }

    @Test
    void everyCommandThatIsShownHasOne() {
        assertThat(Main.commandLine().getSubcommands().entrySet())
                .filteredOn(command ->
                        !command.getValue().getCommandSpec().usageMessage().hidden())
                .extracting(command -> command.getKey())
                .containsExactlyInAnyOrder(
                        "quantify",
                        "submit",
                        "status",
                        "watch",
                        "download",
                        "cancel",
                        "corrections",
                        "serve",
                        "api",
                        "worker",
                        "keys",
                        "phantom",
                        "cohort",
                        "help");
    }

    private static void compare(String name, CommandLine command) throws IOException {
        String printed = command.getUsageMessage(Ansi.OFF);
        Files.createDirectories(PRINTED);
        Files.writeString(PRINTED.resolve(name + ".txt"), printed);
        Path text = TEXTS.resolve(name + ".txt");
        assertThat(Files.exists(text) ? Files.readString(text) : "").isEqualTo(printed);
    }
}
