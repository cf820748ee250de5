package org.lungburden.webhook.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.lungburden.webhook.Deliveries;
import org.lungburden.webhook.DeliveryLog;
import org.lungburden.webhook.DeliveryState;
import org.lungburden.webhook.JobEvent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads deliveries for people. */
final class DeliveryRows {
    /** Of a job the newest events, of each the newest attempts. */
    static final int MOST = 50;

    private final JdbcClient jdbc;

    DeliveryRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Numbered(long delivery, DeliveryLog.Attempt attempt) {}

    DeliveryLog log(String owner, UUID jobId) {
        String url = jdbc.sql("SELECT coalesce(callback_url, '') FROM job WHERE id = :job AND owner = :owner")
                .param("job", jobId)
                .param("owner", owner)
                .query(String.class)
                .optional()
                .orElse("");
        Map<Long, List<DeliveryLog.Attempt>> attempts = attempts(jobId);
        List<DeliveryLog.Item> items = new ArrayList<>(jdbc.sql("""
                        SELECT * FROM webhook_delivery WHERE job_id = :job AND owner = :owner
                        ORDER BY job_id, id DESC LIMIT :most
                        """)
                .param("job", jobId)
                .param("owner", owner)
                .param("most", MOST)
                .query((row, n) -> item(row, attempts))
                .list());
        Collections.reverse(items);
        return new DeliveryLog(url.isEmpty() ? null : url, items);
    }

    private Map<Long, List<DeliveryLog.Attempt>> attempts(UUID jobId) {
        Map<Long, List<DeliveryLog.Attempt>> all = new TreeMap<>();
        jdbc.sql("""
                        SELECT a.* FROM (SELECT id FROM webhook_delivery WHERE job_id = :job
                            ORDER BY job_id, id DESC LIMIT :most) AS d
                        JOIN webhook_attempt a ON a.delivery_id = d.id ORDER BY a.delivery_id, a.number
                        """)
                .param("job", jobId)
                .param("most", MOST)
                .query((row, n) -> new Numbered(
                        row.getLong("delivery_id"),
                        new DeliveryLog.Attempt(
                                time(row, "at"), row.getObject("http_status", Integer.class), row.getString("code"))))
                .list()
                .forEach(each -> all.computeIfAbsent(each.delivery(), id -> new ArrayList<>())
                        .add(each.attempt()));
        return all;
    }

    private static DeliveryLog.Item item(ResultSet row, Map<Long, List<DeliveryLog.Attempt>> attempts)
            throws SQLException {
        String state = row.getString("state");
        return new DeliveryLog.Item(
                row.getObject("message", UUID.class),
                JobEvent.type(row.getString("status")),
                state,
                row.getString("code"),
                time(row, "occurred_at"),
                state.equals(DeliveryState.PENDING.name()) ? time(row, "due_at") : null,
                attempts.getOrDefault(row.getLong("id"), List.of()));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    Deliveries.Counts count() {
        return jdbc.sql("""
                        SELECT count(*) AS waiting, coalesce(extract(epoch FROM
                            clock_timestamp() - min(occurred_at)), 0) * 1000 AS oldest
                        FROM webhook_delivery WHERE state = 'PENDING'
                        """)
                .query((row, n) -> new Deliveries.Counts(
                        row.getLong("waiting"), Duration.ofMillis(Math.max(0, row.getLong("oldest")))))
                .single();
    }
}
