package org.lungburden.job.postgres;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.artifact.AttemptFile;
import org.lungburden.job.upkeep.Orphans;
import org.lungburden.job.upkeep.RetentionSettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Asks for many files in one statement. To give up an upload, the sweep takes its job's primary key. Only the sweep or
 * a submit can get that key, and each waits for the other's open transaction. The sweep takes ids in order, so two
 * sweeps cannot wait for each other.
 */
final class PostgresOrphans implements Orphans {
    private static final String ABANDON = """
            WITH abandoned AS (
                INSERT INTO job (id, status, upload_key, upload_bytes, upload_sha256, upload_format,
                    created_at, queued_since, finished_at, deleted_at)
                SELECT upload.id, 'CANCELLED', ? || upload.id, 0, '', 'ZIP', now.at, now.at, now.at, now.at
                FROM unnest(?) AS upload (id), (SELECT CAST(? AS timestamptz) AS at) AS now
                WHERE NOT EXISTS (SELECT 1 FROM job WHERE job.id = upload.id)
                ORDER BY upload.id
                ON CONFLICT (id) DO NOTHING RETURNING id, owner)
            INSERT INTO purge (job_id, owner, due_at) SELECT id, owner, clock_timestamp() FROM abandoned
            """;
    private static final String UNKNOWN = """
            SELECT upload.id FROM unnest(?) AS upload (id)
            WHERE NOT EXISTS (SELECT 1 FROM job WHERE job.id = upload.id)
            """;
    /**
     * Marks jobs instead of locking them while their files go, because a store may take long. A state that only a newer
     * version knows may still need the upload, and the files of an attempt.
     */
    private static final String SPEND = """
            WITH asked AS MATERIALIZED (
                SELECT id, upload_spent_at FROM job WHERE id = ANY (?)
                AND status = ANY (?) AND finished_at < ? AND deleted_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM task WHERE task.job_id = job.id AND task.finished_at IS NULL)
                ORDER BY id FOR NO KEY UPDATE SKIP LOCKED),
            marked AS (
                UPDATE job SET upload_spent_at = ? WHERE id IN (SELECT id FROM asked WHERE upload_spent_at IS NULL))
            SELECT id FROM asked
            """;

    /** The offset keeps PostgreSQL from reading all artifacts into a hash table to answer for some of them. */
    private static final String LOST = """
            SELECT file.key, file.job_id, file.attempt FROM unnest(?, ?, ?) AS file (key, job_id, attempt)
            LEFT JOIN job ON job.id = file.job_id
            WHERE job.id IS NULL OR (job.deleted_at IS NULL
                AND job.status IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')
                AND NOT (job.status = 'RUNNING' AND job.attempt = file.attempt)
                AND NOT EXISTS
                    (SELECT 1 FROM artifact WHERE artifact.job_id = job.id AND artifact.key = file.key OFFSET 0))
            """;

    private static final String LOST_OF_TASKS = """
            SELECT file.key, file.job_id, file.attempt FROM unnest(?, ?, ?) AS file (key, job_id, attempt)
            LEFT JOIN task ON task.id = file.job_id
            WHERE task.id IS NULL OR (task.status IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')
                AND NOT (task.status = 'RUNNING' AND task.attempt = file.attempt)
                AND NOT EXISTS (SELECT 1 FROM revision_artifact
                    WHERE revision_artifact.job_id = task.job_id AND revision_artifact.key = file.key OFFSET 0)
                AND NOT EXISTS
                    (SELECT 1 FROM artifact WHERE artifact.job_id = task.job_id AND artifact.key = file.key OFFSET 0))
            """;

    private static final String LOST_LABELS = """
            SELECT labels.key FROM unnest(?, ?) AS labels (key, job_id) WHERE NOT EXISTS
                (SELECT 1 FROM revision WHERE revision.job_id = labels.job_id AND revision.labels_key = labels.key OFFSET 0)
            """;

    private static final List<String> WITHOUT_RESULT = List.of("FAILED", "CANCELLED");
    private static final List<String> ENDED = List.of("SUCCEEDED", "FAILED", "CANCELLED");

    private final JdbcClient jdbc;
    private final List<String> spendable;
    private final TransactionOperations transactions;
    private final Clock clock;

    PostgresOrphans(JdbcClient jdbc, TransactionOperations transactions, RetentionSettings retention, Clock clock) {
        this.spendable = retention.uploads() == null ? WITHOUT_RESULT : ENDED;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public int abandon(Collection<UUID> jobIds) {
        if (jobIds.isEmpty()) {
            return 0;
        }
        return transactions.execute(status -> jdbc.sql(ABANDON)
                .param(ArtifactKeys.UPLOADS)
                .param(new SqlArrayValue("uuid", jobIds.toArray()))
                .param(JobStatements.utc(clock.instant()))
                .update());
    }

    @Override
    public List<UUID> unknown(Collection<UUID> jobIds) {
        return jdbc.sql(UNKNOWN)
                .param(new SqlArrayValue("uuid", jobIds.toArray()))
                .query(UUID.class)
                .list();
    }

    @Override
    public List<UUID> spend(Instant time, Collection<UUID> jobIds) {
        if (jobIds.isEmpty()) {
            return List.of();
        }
        return transactions.execute(status -> jdbc.sql(SPEND)
                .param(new SqlArrayValue("uuid", jobIds.toArray()))
                .param(JobStatements.array("text", spendable, name -> name))
                .param(JobStatements.utc(time))
                .param(JobStatements.utc(clock.instant()))
                .query(UUID.class)
                .list());
    }

    @Override
    public List<AttemptFile> lost(Collection<AttemptFile> files) {
        return lost(LOST, files);
    }

    @Override
    public List<AttemptFile> lostOfTasks(Collection<AttemptFile> files) {
        return lost(LOST_OF_TASKS, files);
    }

    private List<AttemptFile> lost(String statement, Collection<AttemptFile> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        return transactions.execute(status -> jdbc.sql(statement)
                .param(JobStatements.array("text", files, AttemptFile::key))
                .param(JobStatements.array("uuid", files, AttemptFile::jobId))
                .param(JobStatements.array("integer", files, AttemptFile::attempt))
                .query(AttemptFile.class)
                .list());
    }

    @Override
    public List<String> lostLabels(Collection<String> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        return transactions.execute(status -> jdbc.sql(LOST_LABELS)
                .param(JobStatements.array("text", keys, key -> key))
                .param(JobStatements.array(
                        "uuid", keys, key -> ArtifactKeys.jobOf(key).orElseThrow()))
                .query(String.class)
                .list());
    }
}
