package org.lungburden.job.postgres;

import java.util.Collection;
import java.util.UUID;
import org.lungburden.database.Installation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * The only row of the table {@code installation}. The row belongs to the service itself, so its owner is always the
 * default one.
 */
final class PostgresInstallation implements Installation {
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
