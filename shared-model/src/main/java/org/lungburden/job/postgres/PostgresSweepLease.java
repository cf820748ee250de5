package org.lungburden.job.postgres;

import java.time.Duration;
import java.util.UUID;
import org.lungburden.job.upkeep.SweepLease;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The lease stands in the table {@code installation}; PostgreSQL's clock measures it. */
final class PostgresSweepLease implements SweepLease {
    private static final String TAKE = """
            UPDATE installation SET sweep_holder = :me, sweep_until = clock_timestamp() + make_interval(secs => :time)
            WHERE owner = 'local'
            """;
    private static final String FREE =
            " AND (sweep_holder = :me OR sweep_until IS NULL OR sweep_until <= clock_timestamp())";

    private final JdbcClient jdbc;
    private final UUID me = UUID.randomUUID();

    PostgresSweepLease(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean take(Duration time) {
        return update(TAKE + FREE, time) == 1;
    }

    @Override
    public void takeOver(Duration time) {
        update(TAKE, time);
    }

    @Override
    public void giveBack() {
        jdbc.sql("UPDATE installation SET sweep_until = NULL WHERE owner = 'local' AND sweep_holder = :me")
                .param("me", me)
                .update();
    }

    private int update(String statement, Duration time) {
        return jdbc.sql(statement)
                .param("me", me)
                .param("time", JobStatements.seconds(time))
                .update();
    }
}
