package org.lungburden.job.postgres;

import java.time.Duration;
import org.lungburden.job.upkeep.JobCounts;
import org.lungburden.job.upkeep.WorkerBeats;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One statement over partial indexes, so jobs at their end cost nothing. The order of each count keeps PostgreSQL from
 * reading the table instead, when it takes most rows for those that count.
 */
final class PostgresJobCounts implements JobCounts {
    private static final String COUNT = """
            SELECT (SELECT count(*) FROM (SELECT FROM job WHERE status = 'QUEUED'
                       ORDER BY due_at LIMIT :most) AS queued),
                   (SELECT count(*) FROM (SELECT FROM job WHERE status = 'RUNNING'
                       ORDER BY lease_until LIMIT :most) AS running),
                   coalesce((SELECT greatest(0, extract(epoch FROM clock_timestamp() - min(due_at)))
                             FROM job WHERE status = 'QUEUED'), 0),
                   (SELECT count(*) FROM (SELECT FROM outbox WHERE sent_at IS NULL
                       AND due_at <= (SELECT clock_timestamp()) ORDER BY due_at LIMIT :most) AS unsent),
                   (SELECT count(*) FROM worker_beat
                       WHERE seen_at > clock_timestamp() - make_interval(secs => :alive))
            """;
    private static final double MS = 1000;
    /** Every process counts every few seconds, and further than this the number says nothing more. */
    private static final int MOST = 10_000;

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
                .param("most", MOST)
                .param("alive", WorkerBeats.COUNTED_FOR.toSeconds())
                .query((row, n) -> new Counts(
                        row.getLong(1),
                        row.getLong(2),
                        Duration.ofMillis(Math.round(row.getDouble(3) * MS)),
                        row.getLong(4),
                        row.getLong(5)))
                .single();
    }
}
