package org.lungburden.job.postgres;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.lungburden.job.upkeep.Outbox;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The outbox table. A relay locks the rows that it sends, and other relays skip locked rows. */
final class PostgresOutbox implements Outbox {
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();

    PostgresOutbox(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Call this within the transaction that queued the job; the message is due when the job is due. */
    void write(UUID jobId) {
        jdbc.sql("INSERT INTO outbox (job_id, owner, due_at) SELECT id, owner, due_at FROM job WHERE id = :id")
                .param("id", jobId)
                .update();
        told();
    }

    /** The same for a task. A message carries the id of a job, and a worker claims whatever is due. */
    void writeTask(UUID taskId) {
        jdbc.sql("INSERT INTO outbox (job_id, owner, due_at) SELECT job_id, owner, due_at FROM task WHERE id = :id")
                .param("id", taskId)
                .update();
        told();
    }

    private void told() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                listeners.forEach(Runnable::run);
            }
        });
    }

    @Override
    public int relay(int limit, Consumer<List<UUID>> publisher) {
        return transactions.execute(status -> {
            List<Row> rows = due(limit);
            if (!rows.isEmpty()) {
                publisher.accept(rows.stream().map(Row::jobId).distinct().toList());
                jdbc.sql("UPDATE outbox SET sent_at = clock_timestamp() WHERE id IN (:ids)")
                        .param("ids", rows.stream().map(Row::id).toList())
                        .update();
            }
            return rows.size();
        });
    }

    private List<Row> due(int limit) {
        return jdbc.sql("""
                        SELECT id, job_id FROM outbox WHERE sent_at IS NULL AND due_at <= (SELECT clock_timestamp())
                        ORDER BY due_at, id LIMIT :limit FOR UPDATE SKIP LOCKED
                        """)
                .param("limit", limit)
                .query((row, n) -> new Row(row.getLong("id"), row.getObject("job_id", UUID.class)))
                .list();
    }

    @Override
    public int removeSent(Duration age, int limit) {
        return transactions.execute(status -> jdbc.sql("""
                        DELETE FROM outbox WHERE id = ANY (ARRAY(
                            SELECT id FROM outbox
                            WHERE sent_at < (SELECT clock_timestamp()) - make_interval(secs => :age)
                            ORDER BY sent_at LIMIT :limit FOR UPDATE SKIP LOCKED))
                        """)
                .param("age", JobStatements.seconds(age))
                .param("limit", limit)
                .update());
    }

    @Override
    public Registration onWritten(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private record Row(long id, UUID jobId) {}
}
