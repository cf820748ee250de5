package org.lungburden.access.postgres;

import static org.lungburden.access.postgres.Times.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.lungburden.access.AccessScope;
import org.lungburden.access.AccessSession;
import org.lungburden.access.AccessSessions;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of sessions. */
public final class PostgresAccessSessions implements AccessSessions {
    private static final Duration USE_PRECISION = Duration.ofMinutes(1);
    /** The key of a session may have ended before it. */
    private static final String VALID = """
            s.expires_at > :now AND s.last_used_at > :used AND (s.key_id IS NULL OR EXISTS (
                SELECT FROM access_key k
                WHERE k.id = s.key_id AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > :now)))
            """;

    private final JdbcClient jdbc;

    public PostgresAccessSessions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(AccessSession session, int mostOfOwner) {
        jdbc.sql("""
                        INSERT INTO access_session
                            (secret_sha256, owner, scopes, key_id, created_at, last_used_at, expires_at)
                        VALUES (:secret, :owner, :scopes, :key, :created, :used, :expires)
                        """)
                .param("secret", session.secretSha256())
                .param("owner", session.owner())
                .param("scopes", AccessScope.text(session.scopes()))
                .param("key", session.keyId())
                .param("created", utc(session.createdAt()))
                .param("used", utc(session.lastUsedAt()))
                .param("expires", utc(session.expiresAt()))
                .update();
        jdbc.sql("""
                        DELETE FROM access_session WHERE secret_sha256 IN (
                            SELECT secret_sha256 FROM access_session WHERE owner = :owner
                            ORDER BY created_at DESC, secret_sha256 OFFSET :most)
                        """).param("owner", session.owner()).param("most", mostOfOwner).update();
    }

    @Override
    public Optional<AccessSession> find(String secretSha256, Valid when) {
        return jdbc.sql("SELECT s.* FROM access_session s WHERE s.secret_sha256 = :secret AND " + VALID)
                .param("secret", secretSha256)
                .param("now", utc(when.now()))
                .param("used", utc(when.usedSince()))
                .query(PostgresAccessSessions::read)
                .optional();
    }

    @Override
    public Set<String> valid(Collection<String> secretSha256s, Valid when) {
        if (secretSha256s.isEmpty()) {
            return Set.of();
        }
        return jdbc.sql("SELECT s.secret_sha256 FROM access_session s WHERE s.secret_sha256 IN (:secrets) AND " + VALID)
                .param("secrets", secretSha256s)
                .param("now", utc(when.now()))
                .param("used", utc(when.usedSince()))
                .query(String.class)
                .set();
    }

    @Override
    public void used(String secretSha256, Instant now) {
        jdbc.sql("""
                        UPDATE access_session SET last_used_at = :now
                        WHERE secret_sha256 = :secret AND last_used_at <= :before
                        """)
                .param("now", utc(now))
                .param("before", utc(now.minus(USE_PRECISION)))
                .param("secret", secretSha256)
                .update();
    }

    @Override
    public boolean remove(String secretSha256) {
        return jdbc.sql("DELETE FROM access_session WHERE secret_sha256 = :secret")
                        .param("secret", secretSha256)
                        .update()
                == 1;
    }

    @Override
    public int removeEnded(Valid when, int limit) {
        return jdbc.sql(
                        "DELETE FROM access_session WHERE secret_sha256 IN (SELECT s.secret_sha256 FROM access_session s"
                                + " WHERE NOT (" + VALID + ") LIMIT :limit FOR UPDATE OF s SKIP LOCKED)")
                .param("now", utc(when.now()))
                .param("used", utc(when.usedSince()))
                .param("limit", limit)
                .update();
    }

    private static AccessSession read(ResultSet row, int number) throws SQLException {
        return new AccessSession(
                row.getString("secret_sha256"),
                row.getString("owner"),
                AccessScope.known(row.getString("scopes")),
                row.getString("key_id"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_used_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }
}
