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
 * The first process of a database directory's PostgreSQL server. Its process id stands in {@code postmaster.pid}; that
 * number may belong to another program by now, so the command line is looked at before it is believed.
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
     * Stops the server that outlived the process that started it (killed with SIGKILL, say), if there is one; the
     * directory's lock must be held.
     *
     * @throws IOException when it does not stop in time
     */
    static void stopOrphan(Path database) throws IOException {
        Optional<ProcessHandle> orphan = find(database);
        if (orphan.isEmpty()) {
            return; // PostgreSQL itself clears a stale file away
        }
        // SIGTERM lets its sessions end, and ours are all gone with the process that held them
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
