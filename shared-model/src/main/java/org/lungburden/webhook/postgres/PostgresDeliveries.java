package org.lungburden.webhook.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.webhook.Deliveries;
import org.lungburden.webhook.DeliveryEnd;
import org.lungburden.webhook.DeliveryLog;
import org.lungburden.webhook.DeliveryState;
import org.lungburden.webhook.JobEvent;
import org.lungburden.webhook.Lane;
import org.lungburden.webhook.Tried;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The table of deliveries, which a trigger of the jobs fills. The due time of a taken delivery is the end of its lease,
 * and its token is the fence.
 */
public final class PostgresDeliveries implements Deliveries {
    /**
     * Whether a delivery that is found by its id or its job still waits. The expression keeps the planner from the index
     * of what waits: with old statistics the planner takes a table that grew for a small one and reads all of that index.
     */
    private static final String WAITS = "(state || '') = 'PENDING'";

    /** Steps from lane to lane in the index, however many deliveries each has. */
    private static final String LANES = """
            WITH RECURSIVE lane (owner, host) AS (
                (SELECT owner, host FROM webhook_delivery
                 WHERE state = 'PENDING' AND (owner, host) > (:owner, :host) ORDER BY owner, host LIMIT 1)
                UNION ALL
                SELECT next.owner, next.host FROM lane, LATERAL (
                    SELECT d.owner, d.host FROM webhook_delivery d
                    WHERE d.state = 'PENDING' AND (d.owner, d.host) > (lane.owner, lane.host)
                    ORDER BY d.owner, d.host LIMIT 1) AS next)
            SELECT owner, host, EXISTS (SELECT FROM webhook_delivery d WHERE d.state = 'PENDING'
                AND d.owner = found.owner AND d.host = found.host AND d.due_at <= (SELECT clock_timestamp())) AS due
            FROM (SELECT owner, host FROM lane LIMIT :limit) AS found
            """;

    /**
     * Looks at few rows. Those that wait for an earlier event of their job step back, so that many of them hide nothing
     * behind them; the end of the earlier event brings the next one forward.
     */
    private static final String TAKE = """
            WITH soon AS MATERIALIZED (
                SELECT d.id, d.due_at, EXISTS (SELECT FROM webhook_delivery earlier WHERE earlier.job_id = d.job_id
                    AND earlier.id < d.id AND (earlier.state || '') = 'PENDING') AS blocked
                FROM webhook_delivery d WHERE d.state = 'PENDING' AND d.owner = :owner AND d.host = :host
                AND d.due_at <= (SELECT clock_timestamp()) ORDER BY d.due_at LIMIT 200),
            later AS (
                UPDATE webhook_delivery SET due_at = clock_timestamp() + interval '10 s' WHERE id = ANY (ARRAY(
                    SELECT d.id FROM webhook_delivery d JOIN soon ON soon.id = d.id WHERE soon.blocked
                    FOR UPDATE OF d SKIP LOCKED))),
            mine AS MATERIALIZED (
                SELECT d.id FROM webhook_delivery d JOIN soon ON soon.id = d.id WHERE NOT soon.blocked
                AND (d.state || '') = 'PENDING' AND d.due_at <= clock_timestamp()
                ORDER BY soon.due_at LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
            UPDATE webhook_delivery SET token = :token, tries = tries + 1,
                due_at = clock_timestamp() + make_interval(secs => :lease)
            FROM job WHERE job.id = webhook_delivery.job_id AND webhook_delivery.id = (SELECT id FROM mine)
            RETURNING webhook_delivery.*, coalesce(job.callback_url, '') AS url
            """;

    private static final String NEXT = """
            UPDATE webhook_delivery SET due_at = clock_timestamp() WHERE token IS NULL AND id = (
                SELECT id FROM webhook_delivery WHERE job_id = :job AND id > :id AND (state || '') = 'PENDING'
                ORDER BY job_id, id LIMIT 1)
            """;

    /** Of one delivery the newest attempts stay, since somebody may ask for it again and again. */
    private static final String NOTE = """
            WITH numbered AS (
                INSERT INTO webhook_attempt (delivery_id, number, http_status, code)
                SELECT :id, coalesce(max(number), 0) + 1, :status, :code FROM webhook_attempt WHERE delivery_id = :id
                RETURNING number)
            DELETE FROM webhook_attempt USING numbered
            WHERE delivery_id = :id AND webhook_attempt.number <= numbered.number - :most
            """;

    private static final String MINE = " WHERE id = :id AND token = :token AND " + WAITS + " RETURNING state";
    private static final String NOT_TAKEN = " AND (token IS NULL OR due_at <= (SELECT clock_timestamp()))";
    private static final double MS = 1000;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final DeliveryRows rows;

    public PostgresDeliveries(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.rows = new DeliveryRows(jdbc);
    }

    private record Looked(Lane lane, boolean due) {}

    @Override
    public Turn due(@Nullable Lane after, int limit) {
        List<Looked> looked = jdbc.sql(LANES)
                .param("owner", after == null ? "" : after.owner())
                .param("host", after == null ? "" : after.host())
                .param("limit", limit)
                .query((row, n) ->
                        new Looked(new Lane(row.getString("owner"), row.getString("host")), row.getBoolean("due")))
                .list();
        return new Turn(
                looked.stream().filter(Looked::due).map(Looked::lane).toList(),
                looked.size() < limit ? null : looked.get(looked.size() - 1).lane());
    }

    @Override
    public Optional<Taken> take(Lane lane, Duration lease) {
        return transactions.execute(status -> jdbc.sql(TAKE)
                .param("token", UUID.randomUUID())
                .param("lease", lease.toMillis() / MS)
                .param("owner", lane.owner())
                .param("host", lane.host())
                .query(PostgresDeliveries::taken)
                .optional());
    }

    private static Taken taken(ResultSet row, int number) throws SQLException {
        return new Taken(
                row.getLong("id"),
                row.getObject("token", UUID.class),
                new Lane(row.getString("owner"), row.getString("host")),
                row.getString("url"),
                new JobEvent(
                        row.getObject("message", UUID.class),
                        row.getObject("job_id", UUID.class),
                        row.getString("status"),
                        row.getInt("attempt"),
                        row.getString("error_code"),
                        row.getString("reference"),
                        row.getString("batch"),
                        row.getObject("occurred_at", OffsetDateTime.class).toInstant()),
                row.getInt("tries"));
    }

    @Override
    public boolean delivered(Taken taken, Tried tried) {
        return end(jdbc.sql("UPDATE webhook_delivery SET state = 'DELIVERED', token = NULL" + MINE), taken, tried)
                .isPresent();
    }

    @Override
    public Optional<DeliveryState> failed(Taken taken, Tried tried, Duration delay) {
        JdbcClient.StatementSpec statement = jdbc.sql("""
                UPDATE webhook_delivery SET token = NULL, due_at = next,
                    state = CASE WHEN next > give_up_at THEN 'FAILED' ELSE 'PENDING' END,
                    code = CASE WHEN next > give_up_at THEN 'TIME_OVER' END
                FROM (SELECT clock_timestamp() + make_interval(secs => :delay) AS next) AS times
                """ + MINE).param("delay", delay.toMillis() / MS);
        return end(statement, taken, tried).map(DeliveryState::valueOf);
    }

    @Override
    public boolean refused(Taken taken, Tried tried, DeliveryEnd why) {
        JdbcClient.StatementSpec statement = jdbc.sql(
                        "UPDATE webhook_delivery SET state = 'FAILED', code = :why, token = NULL" + MINE)
                .param("why", why.name());
        return end(statement, taken, tried).isPresent();
    }

    private Optional<String> end(JdbcClient.StatementSpec statement, Taken taken, Tried tried) {
        return transactions.execute(status -> {
            Optional<String> state = statement
                    .param("id", taken.id())
                    .param("token", taken.token())
                    .query(String.class)
                    .optional();
            if (state.filter(now -> !now.equals(DeliveryState.PENDING.name())).isPresent()) {
                jdbc.sql(NEXT)
                        .param("job", taken.event().jobId())
                        .param("id", taken.id())
                        .update();
            }
            if (state.isPresent()) {
                jdbc.sql(NOTE)
                        .param("id", taken.id())
                        .param("status", tried.httpStatus())
                        .param(
                                "code",
                                tried.code() == null ? null : tried.code().name())
                        .param("most", DeliveryRows.MOST)
                        .update();
            }
            return state;
        });
    }

    @Override
    public int giveUp(Lane lane, int limit) {
        return transactions.execute(status -> jdbc.sql(
                        """
                        UPDATE webhook_delivery SET state = 'FAILED', code = 'TIME_OVER', token = NULL
                        WHERE id = ANY (ARRAY(SELECT id FROM webhook_delivery WHERE state = 'PENDING'
                            AND owner = :owner AND host = :host AND give_up_at < (SELECT clock_timestamp())
                        """ + NOT_TAKEN + " ORDER BY owner, host, due_at LIMIT :limit FOR UPDATE SKIP LOCKED))")
                .param("owner", lane.owner())
                .param("host", lane.host())
                .param("limit", limit)
                .update());
    }

    @Override
    public DeliveryLog log(String owner, UUID jobId) {
        return transactions.execute(status -> rows.log(owner, jobId));
    }

    @Override
    public int again(String owner, UUID jobId) {
        return transactions.execute(status -> {
            if (again(owner, jobId, "(state = 'FAILED' OR " + WAITS + NOT_TAKEN + ")") == 0) {
                again(
                        owner,
                        jobId,
                        "state = 'DELIVERED' AND id = (SELECT max(id) FROM webhook_delivery WHERE job_id = :job)"
                                + " AND NOT EXISTS (SELECT FROM webhook_delivery WHERE job_id = :job AND " + WAITS
                                + ")");
            }
            return jdbc.sql("SELECT count(*) FROM webhook_delivery WHERE job_id = :job AND owner = :owner AND " + WAITS)
                    .param("job", jobId)
                    .param("owner", owner)
                    .query(Integer.class)
                    .single();
        });
    }

    private int again(String owner, UUID jobId, String which) {
        return jdbc.sql("""
                        UPDATE webhook_delivery SET state = 'PENDING', code = NULL, tries = 0, token = NULL,
                            due_at = clock_timestamp(), give_up_at = clock_timestamp() + interval '24 hours'
                        WHERE job_id = :job AND owner = :owner AND
                        """ + which).param("job", jobId).param("owner", owner).update();
    }

    @Override
    public Counts count() {
        return rows.count();
    }
}
