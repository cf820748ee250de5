package org.lungburden.job.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.revision.Agreements;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the few volumes of each result by a pattern, as {@code V25} does: the whole documents would be some kilobytes
 * each.
 */
final class PostgresAgreements implements Agreements {
    private static final String VOLUMES = "'\"volumesMl\"\\s*:\\s*(\\{[^{}]*\\})'";

    private static final String CORRECTED = """
            SELECT id, reference, batch, created_at, accepted_revision, number, confusion,
                substring(automatic from %1$s) AS automatic, substring(corrected from %1$s) AS corrected
            FROM (SELECT DISTINCT ON (revision.job_id) job.id, job.reference, job.batch, job.created_at,
                    job.accepted_revision, job.result AS automatic,
                    revision.number, revision.confusion, revision.result AS corrected
                FROM revision JOIN job ON job.id = revision.job_id
                WHERE revision.owner = :owner AND revision.result IS NOT NULL
                    AND job.owner = :owner AND job.deleted_at IS NULL AND job.result IS NOT NULL
                    %2$s
                ORDER BY revision.job_id, (revision.number = job.accepted_revision) DESC, revision.number DESC) AS chosen
            ORDER BY created_at DESC, id DESC LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    PostgresAgreements(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public List<Corrected> corrected(String owner, Wanted wanted, int limit) {
        String filters = (wanted.batch() == null ? "" : " AND job.batch = :batch")
                + (wanted.from() == null ? "" : " AND job.created_at >= :from")
                + (wanted.to() == null ? "" : " AND job.created_at < :to");
        return transactions.execute(status -> {
            jdbc.sql(PostgresBatches.SHORT).query(row -> {});
            JdbcClient.StatementSpec statement = jdbc.sql(CORRECTED.formatted(VOLUMES, filters))
                    .param("owner", owner)
                    .param("limit", limit);
            if (wanted.batch() != null) {
                statement = statement.param("batch", wanted.batch());
            }
            if (wanted.from() != null) {
                statement = statement.param("from", JobStatements.utc(wanted.from()));
            }
            if (wanted.to() != null) {
                statement = statement.param("to", JobStatements.utc(wanted.to()));
            }
            return statement.query(PostgresAgreements::read).list().stream()
                    .flatMap(Optional::stream)
                    .toList();
        });
    }

    /** Empty for a row whose results tell no volumes: what a newer version wrote must not hide the others. */
    private static Optional<Corrected> read(ResultSet row, int number) throws SQLException {
        Optional<Volumes> automatic = volumes(row.getString("automatic"));
        Optional<Volumes> corrected = volumes(row.getString("corrected"));
        String voxels = row.getString("confusion");
        if (automatic.isEmpty() || corrected.isEmpty()) {
            return Optional.empty();
        }
        int revision = row.getInt("number");
        return Optional.of(new Corrected(
                row.getObject("id", UUID.class),
                row.getString("reference"),
                row.getString("batch"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                revision,
                row.getInt("accepted_revision") == revision,
                automatic.get(),
                corrected.get(),
                voxels == null ? null : ConfusionText.read(voxels)));
    }

    private static Optional<Volumes> volumes(@Nullable String json) {
        if (json == null) {
            return Optional.empty();
        }
        JsonNode volumes = JsonMapper.shared().readTree(json);
        boolean whole = List.of("lung", "pneumonia", "groundGlass", "highOpacity").stream()
                .allMatch(name -> volumes.path(name).isNumber());
        return whole
                ? Optional.of(new Volumes(
                        volumes.get("lung").doubleValue(),
                        volumes.get("pneumonia").doubleValue(),
                        volumes.get("groundGlass").doubleValue(),
                        volumes.get("highOpacity").doubleValue()))
                : Optional.empty();
    }
}
