package org.lungburden.standalone.service;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;

/**
 * A real PostgreSQL server of this process alone: on a free loopback port, behind a password, and with the durability
 * that the library's defaults, made for tests, switch off.
 */
final class EmbeddedDatabase implements AutoCloseable {
    private static final String USER = "postgres";
    private static final Duration START = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;
    private final String password;

    private EmbeddedDatabase(EmbeddedPostgres postgres, String password) {
        this.postgres = postgres;
        this.password = password;
    }

    /** Starts on the directory's database, which is made when there is none. */
    static EmbeddedDatabase start(DataDirectory directory) throws IOException {
        Path secret = directory.root().resolve("database.secret");
        String password = password(secret);
        OrphanedPostmaster.stop(directory.database());
        Path binaries = Path.of(System.getProperty("user.home"), ".cache", "lungburden", "postgresql");
        Files.createDirectories(binaries);
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(directory.database())
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(binaries.toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START)
                // initdb takes these after its own "-A trust", and the later option counts
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", secret.toString())
                .setLocaleConfig("locale", "C")
                .setConnectConfig("password", password)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "40")
                .setServerConfig("unix_socket_directories", "")
                .start();
        return new EmbeddedDatabase(postgres, password);
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
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
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
        postgres.close();
    }
}
