package org.lungburden.standalone.service;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.lungburden.lifecycle.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL server for this process alone, on a free loopback port and with a password. The durability settings
 * are on; the library switches them off by default because it is meant for tests. When the server ends by itself
 * (killed, or for lack of memory), this class starts the server again on the same port.
 */
final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    static final String USER = "postgres";
    /** Version of the binaries in the build; these cannot read data of another major version. */
    private static final String MAJOR_VERSION = "18";

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final DataDirectory directory;
    private final String password;
    private final int port;
    private EmbeddedPostgres postgres;
    private volatile boolean closed;

    private EmbeddedDatabase(DataDirectory directory, String password) throws IOException {
        this.directory = directory;
        this.password = password;
        this.postgres = launch(directory, password, 0);
        this.port = postgres.getPort();
    }

    /** @throws UnusableDataDirectoryException when the directory holds the database of another PostgreSQL version */
    static void check(DataDirectory directory) throws IOException {
        Path version = directory.database().resolve("PG_VERSION");
        if (Files.exists(version)) {
            String found = Files.readString(version).strip();
            if (!found.equals(MAJOR_VERSION)) {
                throw new UnusableDataDirectoryException("the database in the data directory " + directory.root()
                        + " was made by PostgreSQL " + found + ", and this version of LungBurden runs PostgreSQL "
                        + MAJOR_VERSION + "; dump it with the older version, or serve another directory");
            }
        }
    }

    /** Starts the server on the directory's database; makes the database when there is none. */
    static EmbeddedDatabase start(DataDirectory directory) {
        try {
            check(directory);
            EmbeddedDatabase database =
                    new EmbeddedDatabase(directory, password(directory.root().resolve("database.secret")));
            database.watch();
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres launch(DataDirectory directory, String password, int port) throws IOException {
        Postmaster.stopOrphan(directory.database());
        Path binaries = programs().resolve("postgresql");
        Files.createDirectories(binaries);
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.database())
                .setPort(port)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(binaries.toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START)
                // initdb receives these options after its own "-A trust", and the last option wins
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig(
                        "pwfile", directory.root().resolve("database.secret").toString())
                .setLocaleConfig("locale", "C")
                .setConnectConfig("password", password)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "40")
                .setServerConfig("unix_socket_directories", "")
                .start();
    }

    /** The launcher chooses the folder and makes it private to the user. */
    private static Path programs() {
        @Nullable String named = System.getenv("DJL_CACHE_DIR");
        return named == null ? Path.of(System.getProperty("user.home"), ".cache", "lungburden") : Path.of(named);
    }

    private void watch() throws IOException {
        ProcessHandle server = Postmaster.find(directory.database())
                .orElseThrow(() -> new IOException("the embedded PostgreSQL ended as soon as it had started"));
        DaemonThreads.start("database-watch", () -> restartAfter(server));
    }

    /**
     * The last connections may still hold the dead server's shared memory for a moment, so a single try may not be
     * enough.
     */
    private void restartAfter(ProcessHandle server) {
        server.onExit().join();
        if (!closed) {
            LOG.error("The embedded PostgreSQL has ended by itself; it is started again");
        }
        while (!closedOrRestarted()) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private synchronized boolean closedOrRestarted() {
        if (closed) {
            return true;
        }
        try {
            postgres.close();
            postgres = launch(directory, password, port);
            watch();
            LOG.info("The embedded PostgreSQL runs again");
            return true;
        } catch (IOException | IllegalStateException e) {
            LOG.warn("The embedded PostgreSQL does not start yet", e);
            return false;
        }
    }

    private static String password(Path secret) throws IOException {
        if (Files.notExists(secret)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Path fresh = Files.createTempFile(secret.getParent(), "secret", "");
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            Files.writeString(fresh, HexFormat.of().formatHex(random));
            Files.move(fresh, secret);
        }
        return Files.readString(secret).strip();
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    String user() {
        return USER;
    }

    String password() {
        return password;
    }

    /** Stops the server in an orderly way. */
    @Override
    public void close() throws IOException {
        closed = true;
        stop();
    }

    private synchronized void stop() throws IOException {
        postgres.close();
    }
}
