package org.lungburden.access.postgres;

import static org.lungburden.access.postgres.Times.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lungburden.access.AccessKey;
import org.lungburden.access.AccessKeys;
import org.lungburden.access.AccessScope;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of keys. */
public final class PostgresAccessKeys implements AccessKeys {
    private static final Duration USE_PRECISION = Duration.ofMinutes(1);
    private static final String COLUMNS =
            "id, owner, name, secret_sha256, scopes, created_at, expires_at, last_used_at, revoked_at";

    private final JdbcClient jdbc;

    public PostgresAccessKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(AccessKey key, String secretSha256) {
        jdbc.sql("""
                        INSERT INTO access_key (id, owner, name, secret_sha256, scopes, created_at, expires_at)
                        VALUES (:id, :owner, :name, :secret, :scopes, :created, :expires)
                        """)
                .param("id", key.id())
                .param("owner", key.owner())
                .param("name", key.name())
                .param("secret", secretSha256)
                .param("scopes", AccessScope.text(key.scopes()))
                .param("created", utc(key.createdAt()))
                .param("expires", key.expiresAt() == null ? null : utc(key.expiresAt()))
                .update();
    }

    @Override
    public Optional<Kept> find(String id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM access_key WHERE id = ?")
                .param(id)
                .query((row, n) -> new Kept(read(row, n), row.getString("secret_sha256")))
                .optional();
    }

    @Override
    public Set<String> valid(Collection<String> ids, Instant now) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return jdbc.sql("""
                        SELECT id FROM access_key
                        WHERE id IN (:ids) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)
                        """)
                .param("ids", ids)
                .param("now", utc(now))
                .query(String.class)
                .set();
    }

    @Override
    public List<AccessKey> list() {
        return jdbc.sql("SELECT " + COLUMNS + " FROM access_key ORDER BY created_at, id")
                .query(PostgresAccessKeys::read)
                .list();
    }

    @Override
    public boolean revoke(String id, Instant now) {
        return jdbc.sql("UPDATE access_key SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL")
                        .param("now", utc(now))
                        .param("id", id)
                        .update()
                == 1;
    }

    @Override
    public void used(String id, Instant now) {
        jdbc.sql("""
                        UPDATE access_key SET last_used_at = :now
                        WHERE id = :id AND (last_used_at IS NULL OR last_used_at <= :before)
                        """)
                .param("now", utc(now))
                .param("before", utc(now.minus(USE_PRECISION)))
                .param("id", id)
                .update();
    }

    private static AccessKey read(ResultSet row, int number) throws SQLException {
        return new AccessKey(
                row.getString("id"),
                row.getString("owner"),
                row.getString("name"),
                AccessScope.known(row.getString("scopes")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "expires_at"),
                instant(row, "last_used_at"),
                instant(row, "revoked_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
