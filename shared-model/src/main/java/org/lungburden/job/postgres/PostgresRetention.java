package org.lungburden.job.postgres;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.lungburden.audit.Actor;
import org.lungburden.audit.AuditAction;
import org.lungburden.audit.AuditEntry;
import org.lungburden.audit.AuditLog;
import org.lungburden.job.upkeep.Retention;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** A lock within the transaction lets one instance work at a time. */
final class PostgresRetention implements Retention {
    private static final String LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('lungburden.retention'))";
    private static final String EXPIRE = """
            WITH due AS MATERIALIZED (
                SELECT id FROM job WHERE finished_at < clock_timestamp() - make_interval(secs => :keep)
                AND expired_at IS NULL AND deleted_at IS NULL AND status IN ('SUCCEEDED', 'FAILED', 'CANCELLED')
                ORDER BY finished_at LIMIT :limit FOR UPDATE SKIP LOCKED),
            expired AS (
                UPDATE job SET expired_at = clock_timestamp(), result = NULL, reference = NULL, subject = NULL,
                    batch = NULL, series_instance_uid = NULL, error_candidates = NULL, upload_sha256 = '', callback_url = NULL,
                    upload_spent_at = coalesce(upload_spent_at, clock_timestamp()), version = version + 1
                FROM due WHERE job.id = due.id RETURNING job.id, job.owner, job.lease_until),
            artifacts AS (DELETE FROM artifact USING expired WHERE job_id = expired.id),
            deliveries AS (DELETE FROM webhook_delivery USING expired WHERE job_id = expired.id),
            keys AS (DELETE FROM idempotency USING expired WHERE job_id = expired.id),
            purged AS (
                INSERT INTO purge (job_id, owner, due_at)
                SELECT id, owner, greatest(lease_until, clock_timestamp()) FROM expired
                ON CONFLICT (job_id) DO UPDATE SET due_at = EXCLUDED.due_at, again = true, tries = 0)
            SELECT id, owner FROM expired
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final AuditLog audit;

    PostgresRetention(JdbcClient jdbc, TransactionOperations transactions, AuditLog audit) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.audit = audit;
    }

    private record Expired(UUID id, String owner) {}

    @Override
    public int expire(Duration keep, int limit) {
        return transactions.execute(status -> {
            if (!jdbc.sql(LOCK).query(Boolean.class).single()) {
                return 0;
            }
            List<Expired> expired = jdbc.sql(EXPIRE)
                    .param("keep", JobStatements.seconds(keep))
                    .param("limit", limit)
                    .query(Expired.class)
                    .list();
            expired.forEach(
                    job -> audit.write(AuditEntry.ofJob(Actor.service(job.owner()), AuditAction.JOB_EXPIRE, job.id())));
            return expired.size();
        });
    }
}
