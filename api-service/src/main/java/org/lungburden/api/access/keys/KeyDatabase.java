package org.lungburden.api.access.keys;

import java.io.IOException;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.lungburden.access.AccessKeys;
import org.lungburden.access.postgres.PostgresAccessKeys;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The database of a service's keys. */
public final class KeyDatabase implements AutoCloseable {
    private final AccessKeys keys;
    private final Closing closing;

    /** Stops what was started for the command. */
    @FunctionalInterface
    public interface Closing {
        void close() throws IOException;
    }

    private KeyDatabase(DataSource source, Closing closing) {
        this.keys = new PostgresAccessKeys(JdbcClient.create(source));
        this.closing = closing;
    }

    /** The database that {@code api} uses. */
    public static KeyDatabase ofSettings(Map<String, String> environment) {
        @Nullable String url = environment.get("SPRING_DATASOURCE_URL");
        if (url == null || url.isBlank()) {
            throw KeysRefusedException.badInput(
                    "--data must name the directory of `serve`, or SPRING_DATASOURCE_URL the database of `api`");
        }
        return of(
                new DriverManagerDataSource(
                        url,
                        environment.getOrDefault("SPRING_DATASOURCE_USERNAME", ""),
                        environment.getOrDefault("SPRING_DATASOURCE_PASSWORD", "")),
                () -> {});
    }

    /**
     * Any database.
     *
     * @throws KeysRefusedException when the database does not answer or has no keys
     */
    public static KeyDatabase of(DataSource source, Closing closing) {
        KeyDatabase database = new KeyDatabase(source, closing);
        try {
            database.keys.list();
        } catch (DataAccessException e) {
            throw KeysRefusedException.failed(
                    "the database does not answer or has no table of keys; start the service of this version once", e);
        }
        return database;
    }

    public AccessKeys keys() {
        return keys;
    }

    @Override
    public void close() throws IOException {
        closing.close();
    }
}
