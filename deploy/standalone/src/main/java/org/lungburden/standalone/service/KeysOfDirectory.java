package org.lungburden.standalone.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lungburden.api.access.keys.KeyDatabase;
import org.lungburden.api.access.keys.KeysRefusedException;
import org.lungburden.database.Migrations;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The keys of {@code serve}. A service that runs is only asked; otherwise its database starts for the command. */
public final class KeysOfDirectory {
    /** Line of {@code postmaster.pid} with the port (PostgreSQL, src/include/utils/pidfile.h). */
    private static final int PORT_LINE = 3;

    private KeysOfDirectory() {}

    public static KeyDatabase open(Path data) throws IOException {
        if (!Files.isDirectory(data)) {
            throw KeysRefusedException.badInput("--data: there is no directory " + data);
        }
        DataDirectory directory;
        try {
            directory = DataDirectory.open(data);
        } catch (UnusableDataDirectoryException inUse) {
            return KeyDatabase.of(ofRunning(data), () -> {});
        }
        try {
            return start(directory);
        } catch (IOException | RuntimeException | Error e) {
            directory.close();
            throw e;
        }
    }

    private static KeyDatabase start(DataDirectory directory) throws IOException {
        EmbeddedDatabase database = EmbeddedDatabase.start(directory);
        try {
            DriverManagerDataSource source =
                    new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password());
            Migrations.configure().dataSource(source).load().migrate();
            return KeyDatabase.of(source, () -> {
                try (directory) {
                    database.close();
                }
            });
        } catch (RuntimeException | Error e) {
            database.close();
            throw e;
        }
    }

    private static DriverManagerDataSource ofRunning(Path data) throws IOException {
        Path pidFile = data.resolve("database").resolve("postmaster.pid");
        List<String> lines = Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.of();
        if (lines.size() <= PORT_LINE) {
            throw KeysRefusedException.failed("the service is just starting or ending; try again in a moment", null);
        }
        return new DriverManagerDataSource(
                "jdbc:postgresql://127.0.0.1:" + lines.get(PORT_LINE).strip() + "/postgres",
                EmbeddedDatabase.USER,
                Files.readString(data.resolve("database.secret")).strip());
    }
}
