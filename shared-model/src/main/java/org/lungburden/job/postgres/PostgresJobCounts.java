package org.lungburden.job.postgres;

import java.time.Duration;
import org.lungburden.job.upkeep.JobCounts;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One statement over partial indexes, so jobs at their end cost nothing. */
final class PostgresJobCounts implements JobCounts {
    private static final String COUNT = """
            SELECT (SELECT count(*) FROM job WHERE status = 'QUEUED'),
                   (SELECT count(*) FROM job WHERE status = 'RUNNING'),
                   coalesce((SELECT greatest(0, extract(epoch FROM clock_timestamp() - min(due_at)))
                             FROM job WHERE status = 'QUEUED'), 0),
                   (SELECT count(*) FROM outbox WHERE sent_at IS NULL AND due_at <= (SELECT clock_timestamp()))
            """;
    private static final double MS = 1000;

    private final JdbcClient jdbc;

    private final UnreadableRows unreadable;

    PostgresJobCounts(JdbcClient jdbc, UnreadableRows unreadable) {
        this.jdbc = jdbc;
        this.unreadable = unreadable;
    }

    @Override
    public long unreadable() {
        return unreadable.count();
    }

    @Override
    public Counts count() {
        return jdbc.sql(COUNT)
                .query((row, n) -> new Counts(
                        row.getLong(1),
                        row.getLong(2),
                        Duration.ofMillis(Math.round(row.getDouble(3) * MS)),
                        row.getLong(4)))
                .single();
    }
}
