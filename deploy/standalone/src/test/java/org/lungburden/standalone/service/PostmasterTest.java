package org.lungburden.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanedPostmasterTest {
    @TempDir
    Path database;

    @Test
    void aProcessThatGotTheNumberSinceIsLeftAlone() throws IOException {
        Process bystander = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(database.resolve("postmaster.pid"), bystander.pid() + "\n" + database + "\n");

            OrphanedPostmaster.stop(database);

            assertThat(bystander.isAlive()).isTrue();
        } finally {
            bystander.destroyForcibly();
        }
    }

    @Test
    void aProcessOfTheSameNameOnAnotherDatabaseIsLeftAlone() throws IOException {
        Process other = new ProcessBuilder("bash", "-c", "exec -a postgres sleep 60").start();
        try {
            await().until(() -> commandLine(other).startsWith("postgres"));
            Files.writeString(database.resolve("postmaster.pid"), other.pid() + "\n");

            OrphanedPostmaster.stop(database);

            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void theServerOfThisDatabaseIsStopped() throws IOException {
        // stands in for a server: its name and its argument are what is looked at
        Process server = new ProcessBuilder(
                        "bash", "-c", "exec -a postgres bash -c 'read line' -D \"$0\"", database.toString())
                .start();
        await().until(() -> commandLine(server).startsWith("postgres"));
        Files.writeString(database.resolve("postmaster.pid"), server.pid() + "\n");

        OrphanedPostmaster.stop(database);

        assertThat(server.isAlive()).isFalse();
    }

    private static String commandLine(Process process) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    }

    @Test
    void noFileAndADamagedFileAreNoOrphan() throws IOException {
        OrphanedPostmaster.stop(database);
        Files.writeString(database.resolve("postmaster.pid"), "not a number");
        OrphanedPostmaster.stop(database);
        Files.writeString(database.resolve("postmaster.pid"), "");
        OrphanedPostmaster.stop(database);
    }
}
