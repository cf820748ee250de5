package org.lungburden.job.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.artifact.AttemptFile;
import org.lungburden.job.upkeep.Orphans;
import org.springframework.jdbc.core.JdbcOperations;
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
    private static final String FINISHED = """
            SELECT id FROM job WHERE id = ANY (?) AND status NOT IN ('QUEUED', 'RUNNING') AND finished_at < ?
            AND deleted_at IS NULL ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
            """;
    private static final String LOST = """
            SELECT file.key, file.job_id, file.attempt FROM unnest(?, ?, ?) AS file (key, job_id, attempt)
            LEFT JOIN job ON job.id = file.job_id
            WHERE job.id IS NULL OR (job.deleted_at IS NULL
                AND NOT (job.status = 'RUNNING' AND job.attempt = file.attempt)
                AND NOT EXISTS (SELECT 1 FROM artifact WHERE artifact.job_id = job.id AND artifact.key = file.key))
            """;

    private final JdbcOperations jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;

    PostgresOrphans(JdbcOperations jdbc, TransactionOperations transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public int abandon(Collection<UUID> jobIds) {
        if (jobIds.isEmpty()) {
            return 0;
        }
        OffsetDateTime now = JobStatements.utc(clock.instant());
        Integer abandoned = transactions.execute(status -> jdbc.update(connection -> {
            PreparedStatement statement = connection.prepareStatement(ABANDON);
            statement.setString(1, ArtifactKeys.UPLOADS);
            statement.setArray(2, connection.createArrayOf("uuid", jobIds.toArray()));
            statement.setObject(3, now);
            return statement;
        }));
        return abandoned == null ? 0 : abandoned;
    }

    @Override
    public void finishedBefore(Instant time, Collection<UUID> jobIds, Consumer<List<UUID>> remover) {
        if (jobIds.isEmpty()) {
            return;
        }
        transactions.executeWithoutResult(status -> {
            List<UUID> finished = jdbc.query(
                    connection -> {
                        PreparedStatement statement = connection.prepareStatement(FINISHED);
                        statement.setArray(1, connection.createArrayOf("uuid", jobIds.toArray()));
                        statement.setObject(2, JobStatements.utc(time));
                        return statement;
                    },
                    (row, n) -> row.getObject("id", UUID.class));
            if (!finished.isEmpty()) {
                remover.accept(finished);
            }
        });
    }

    @Override
    public List<AttemptFile> lost(Collection<AttemptFile> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        return Objects.requireNonNull(transactions.execute(status -> jdbc.query(
                connection -> lost(connection, files),
                (row, n) -> new AttemptFile(
                        row.getString("key"), row.getObject("job_id", UUID.class), row.getInt("attempt")))));
    }

    private static PreparedStatement lost(Connection connection, Collection<AttemptFile> files) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(LOST);
        Object[] keys = files.stream().map(AttemptFile::key).toArray();
        Object[] jobIds = files.stream().map(AttemptFile::jobId).toArray();
        Object[] attempts = files.stream().map(AttemptFile::attempt).toArray();
        statement.setArray(1, connection.createArrayOf("text", keys));
        statement.setArray(2, connection.createArrayOf("uuid", jobIds));
        statement.setArray(3, connection.createArrayOf("integer", attempts));
        return statement;
    }
}
