package org.lungburden.job.postgres;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.lungburden.database.Installation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PermissionDeniedDataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * The only row of the table {@code installation}. The row belongs to the service itself, so its owner is always the
 * default one.
 */
final class PostgresInstallation implements Installation {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresInstallation.class);

    private final JdbcClient jdbc;

    PostgresInstallation(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public UUID id() {
        return jdbc.sql("SELECT id FROM installation WHERE owner = 'local'")
                .query(UUID.class)
                .single();
    }

    @Override
    public Optional<String> cluster() {
        try {
            return jdbc.sql("SELECT system_identifier::text FROM pg_control_system()")
                    .query(String.class)
                    .optional();
        } catch (PermissionDeniedDataAccessException | BadSqlGrammarException e) {
            LOG.warn(
                    "The database's user may not call pg_control_system(); a restored dump is not told from its origin");
            return Optional.empty();
        }
    }

    @Override
    public boolean hasStore() {
        return jdbc.sql("SELECT store_set_up FROM installation WHERE owner = 'local'")
                .query(Boolean.class)
                .single();
    }

    @Override
    public void storeIsSetUp() {
        jdbc.sql("UPDATE installation SET store_set_up = true WHERE owner = 'local' AND NOT store_set_up")
                .update();
    }

    @Override
    public boolean knowsAny(Collection<UUID> jobIds) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM job WHERE id = ANY (?))")
                .param(new SqlArrayValue("uuid", jobIds.toArray()))
                .query(Boolean.class)
                .single();
    }
}
