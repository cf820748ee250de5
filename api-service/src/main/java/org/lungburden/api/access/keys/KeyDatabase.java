package org.lungburden.api.access.keys;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.lungburden.access.AccessKey;
import org.lungburden.access.AccessKeys;
import org.lungburden.access.postgres.PostgresAccessKeys;
import org.lungburden.audit.Actor;
import org.lungburden.audit.AuditAction;
import org.lungburden.audit.AuditEntry;
import org.lungburden.audit.AuditLog;
import org.lungburden.audit.postgres.PostgresAuditLog;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The database of a service's keys. */
public final class KeyDatabase implements AutoCloseable {
    private final AccessKeys keys;
    private final AuditLog audit;
    private final Closing closing;

    /** Stops what was started for the command. */
    @FunctionalInterface
    public interface Closing {
        void close() throws IOException;
    }

    private KeyDatabase(DataSource source, Closing closing) {
        JdbcClient jdbc = JdbcClient.create(source);
        this.keys = new PostgresAccessKeys(jdbc);
        this.audit = new PostgresAuditLog(jdbc, new TransactionTemplate(new JdbcTransactionManager(source)));
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

    AccessKeys keys() {
        return keys;
    }

    void add(AccessKey key, String secretSha256) {
        audit.with(entry(AuditAction.KEY_CREATE, key), () -> {
            keys.add(key, secretSha256);
            return key;
        });
    }

    /** Returns false when there is no such key. */
    boolean revoke(String id, Instant now) {
        Optional<AccessKey> key = keys.find(id).map(AccessKeys.Kept::key);
        key.filter(found -> found.revokedAt() == null)
                .ifPresent(found -> audit.with(entry(AuditAction.KEY_REVOKE, found), () -> keys.revoke(id, now)));
        return key.isPresent();
    }

    private static AuditEntry entry(AuditAction action, AccessKey key) {
        return AuditEntry.of(Actor.command(key.owner(), System.getProperty("user.name", "")), action)
                .item(key.id());
    }

    @Override
    public void close() throws IOException {
        closing.close();
    }
}
