package org.lungburden.job.postgres;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.FairOrder.Waiting;
import org.lungburden.job.JobPriority;
import org.lungburden.job.upkeep.Backlog;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Two statements over indexes; neither reads more than a fixed number of rows, however many jobs wait. */
final class PostgresBacklog implements Backlog.Source {
    /** Of one owner's jobs of a priority; those behind have no estimate. */
    private static final int LINE = 1000;
    /** Of all owners together. */
    private static final int MOST = 10_000;

    /** A sort would read all jobs of a line before its first ones. */
    private static final String IN_ORDER = "SET LOCAL enable_sort = off";

    private static final String LINES = OwnerTurns.EACH_WAITING + """
            SELECT waiting.owner, waiting.priority, coalesce(owner_turn.served, 0) AS served, line.id, line.batch,
                extract(epoch FROM line.due_at - (SELECT clock_timestamp())) AS due_in
            FROM waiting LEFT JOIN owner_turn
                ON owner_turn.owner = waiting.owner AND owner_turn.priority = waiting.priority
            CROSS JOIN LATERAL (
                SELECT id, due_at, batch FROM job WHERE %s
                AND (priority, owner, due_at) >= (waiting.priority, waiting.owner, '-infinity')
                AND (priority, owner, due_at) <= (waiting.priority, waiting.owner, 'infinity')
                ORDER BY priority, owner, due_at LIMIT :line) AS line
            LIMIT :most
            """.formatted(OwnerTurns.WAITS);

    /** The last jobs that ended are among those that changed last. */
    private static final String PACE = """
            SELECT (SELECT count(*) FROM (SELECT FROM job WHERE status = 'RUNNING'
                       AND lease_until > (SELECT clock_timestamp()) ORDER BY lease_until LIMIT 1000) AS running),
                   (SELECT avg(extract(epoch FROM last.ended_at - last.started_at)) FROM (
                       SELECT attempt.started_at, attempt.ended_at
                       FROM (SELECT id, attempt, status FROM job ORDER BY changed_in DESC LIMIT 500) AS recent
                       JOIN attempt ON attempt.job_id = recent.id AND attempt.number = recent.attempt
                       WHERE recent.status IN ('SUCCEEDED', 'FAILED') AND attempt.ended_at IS NOT NULL
                       LIMIT 50) AS last),
                   (SELECT last_value FROM claim_number)
            """;

    private static final double MS = 1000;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    PostgresBacklog(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public Backlog look() {
        List<Backlog.Line> lines = lines();
        return jdbc.sql(PACE)
                .query((row, n) ->
                        new Backlog(lines, row.getLong(3), row.getInt(1), millis(row.getObject(2, BigDecimal.class))))
                .single();
    }

    private static @Nullable Duration millis(@Nullable BigDecimal seconds) {
        return seconds == null ? null : Duration.ofMillis(Math.round(seconds.doubleValue() * MS));
    }

    private List<Backlog.Line> lines() {
        Map<Waiting, List<Backlog.Place>> lines = new LinkedHashMap<>();
        transactions.executeWithoutResult(status -> {
            jdbc.sql(IN_ORDER).update();
            jdbc.sql(LINES).param("line", LINE).param("most", MOST).query(row -> {
                Waiting waiting = new Waiting(
                        row.getString("owner"), new JobPriority(row.getString("priority")), row.getLong("served"));
                lines.computeIfAbsent(waiting, line -> new ArrayList<>())
                        .add(new Backlog.Place(
                                row.getObject("id", UUID.class),
                                Duration.ofMillis(Math.round(row.getDouble("due_in") * MS)),
                                row.getString("batch")));
            });
        });
        return lines.entrySet().stream()
                .map(line -> new Backlog.Line(line.getKey(), line.getValue()))
                .toList();
    }
}
