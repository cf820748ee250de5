package org.lungburden.job.postgres;

import java.sql.PreparedStatement;
import java.util.Collection;
import java.util.UUID;
import org.lungburden.database.Installation;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * The only row of the table {@code installation}. The row belongs to the service itself, so its owner is always the
 * default one.
 */
final class PostgresInstallation implements Installation {
    private final JdbcOperations jdbc;

    PostgresInstallation(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public UUID id() {
        return jdbc.query(
                        "SELECT id FROM installation WHERE owner = 'local'",
                        (row, n) -> row.getObject("id", UUID.class))
                .get(0);
    }

    @Override
    public boolean hasStore() {
        return Boolean.TRUE.equals(
                jdbc.queryForObject("SELECT store_set_up FROM installation WHERE owner = 'local'", Boolean.class));
    }

    @Override
    public void storeIsSetUp() {
        jdbc.update("UPDATE installation SET store_set_up = true WHERE owner = 'local' AND NOT store_set_up");
    }

    @Override
    public boolean knowsAny(Collection<UUID> jobIds) {
        return !jdbc.query(
                        connection -> {
                            PreparedStatement statement =
                                    connection.prepareStatement("SELECT 1 FROM job WHERE id = ANY (?) LIMIT 1");
                            statement.setArray(1, connection.createArrayOf("uuid", jobIds.toArray()));
                            return statement;
                        },
                        (row, n) -> true)
                .isEmpty();
    }
}
