package org.lungburden.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.testing.StartsPrograms;

@StartsPrograms
class PostmasterTest {
    @TempDir
    Path database;

    @Test
    void aProcessThatGotTheNumberSinceIsLeftAlone() throws IOException {
        Process bystander = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(database.resolve("postmaster.pid"), bystander.pid() + "\n" + database + "\n");

            Postmaster.stopOrphan(database);

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

            Postmaster.stopOrphan(database);

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

        Postmaster.stopOrphan(database);

        assertThat(server.isAlive()).isFalse();
    }

    private static String commandLine(Process process) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    }

    @Test
    void noFileAndADamagedFileAreNoOrphan() throws IOException {
        Postmaster.stopOrphan(database);
        Files.writeString(database.resolve("postmaster.pid"), "not a number");
        Postmaster.stopOrphan(database);
        Files.writeString(database.resolve("postmaster.pid"), "");
        Postmaster.stopOrphan(database);
    }
}
