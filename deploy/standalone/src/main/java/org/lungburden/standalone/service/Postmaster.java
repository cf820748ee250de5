package org.lungburden.standalone.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The first process of a database directory's PostgreSQL server. The file {@code postmaster.pid} contains its process
 * id. That number may meanwhile belong to another program, so the code also checks the command line.
 */
final class Postmaster {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Postmaster() {}

    /** The running server of this database directory, if there is one. */
    static Optional<ProcessHandle> find(Path database) throws IOException {
        Path pidFile = database.resolve("postmaster.pid");
        if (Files.notExists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        return lines.isEmpty() ? Optional.empty() : find(lines.get(0), database);
    }

    /**
     * Stops a server whose parent process is dead, for example after SIGKILL. The caller must hold the directory's
     * lock.
     *
     * @throws IOException when the server does not stop in time
     */
    static void stopOrphan(Path database) throws IOException {
        Optional<ProcessHandle> orphan = find(database);
        if (orphan.isEmpty()) {
            return; // PostgreSQL itself removes a stale pid file
        }
        // SIGTERM waits for open sessions, but all sessions ended with the dead process
        orphan.get().destroy();
        try {
            orphan.get().onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException(
                    "the PostgreSQL server of a dead run does not stop: "
                            + orphan.get().pid(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while stopping the PostgreSQL server of a dead run", e);
        }
    }

    private static Optional<ProcessHandle> find(String firstLine, Path database) throws IOException {
        long pid;
        try {
            pid = Long.parseLong(firstLine.strip());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        Path commandLine = Path.of("/proc", Long.toString(pid), "cmdline");
        if (Files.notExists(commandLine)) {
            return Optional.empty();
        }
        List<String> arguments =
                List.of(new String(Files.readAllBytes(commandLine), StandardCharsets.UTF_8).split("\0"));
        boolean ours = !arguments.isEmpty()
                && arguments.get(0).endsWith("postgres")
                && arguments.contains(database.toString());
        return ours ? ProcessHandle.of(pid) : Optional.empty();
    }
}
