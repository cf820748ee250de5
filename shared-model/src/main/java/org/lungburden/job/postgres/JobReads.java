package org.lungburden.job.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lungburden.error.CodedException;
import org.lungburden.job.Job;
import org.lungburden.job.JobChanges;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The reads that clients repeat while they wait: one statement each, without a transaction of their own. */
final class JobReads implements JobChanges {
    private static final String ONE = "SELECT " + JobRows.COLUMNS + " FROM job WHERE id = ?";
    private static final String FIND = ONE + " AND owner = ? AND deleted_at IS NULL";
    private static final String SINCE = "SELECT known.id AS known_id, " + JobRows.COLUMNS + """
            FROM unnest(?, ?, ?) AS known (id, owner, version)
            LEFT JOIN job ON job.id = known.id AND job.owner = known.owner AND job.deleted_at IS NULL
            WHERE job.id IS NULL OR job.version <> known.version
            """;

    /**
     * The statement excludes changes of transactions that the snapshot cannot have seen. A restored dump has such
     * changes, because its transaction numbers come from another cluster.
     */
    static final String FROM = "SELECT CAST(CAST(pg_snapshot_xmin(snapshot) AS text) AS bigint) AS position, "
            + "CAST(CAST(job.changed_in AS text) AS bigint) AS changed_in, job.deleted_at IS NOT NULL AS deleted, "
            + JobRows.COLUMNS + """
            FROM pg_current_snapshot() AS snapshot LEFT JOIN LATERAL (
                SELECT * FROM job WHERE changed_in >= CAST(? AS xid8) AND changed_in < pg_snapshot_xmax(snapshot)
                AND (CAST(? AS text) IS NULL OR owner = ?) AND (CAST(? AS text) IS NULL OR batch = ?)
                AND (CAST(? AS text) IS NULL OR subject = ?) ORDER BY changed_in LIMIT ?) AS job ON true
            """;

    private final JdbcClient jdbc;
    private final UnreadableRows unreadable;
    private final JobRows rows;

    JobReads(JdbcClient jdbc, UnreadableRows unreadable, JobRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.unreadable = unreadable;
    }

    /** @throws CodedException {@code INTERNAL} when this version cannot read the job */
    Optional<Job> find(String owner, UUID id) {
        return jdbc.sql(FIND).params(id, owner).query(this::read).optional().map(JobReads::required);
    }

    /**
     * A job of any owner that certainly exists.
     *
     * @throws CodedException {@code INTERNAL} when this version cannot read the job
     */
    Job one(UUID id) {
        return required(readable(id));
    }

    /** A job of any owner that certainly exists; empty when this version cannot read it. */
    Optional<Job> readable(UUID id) {
        return jdbc.sql(ONE).param(id).query(this::read).single();
    }

    private static Job required(Optional<Job> job) {
        return job.orElseThrow(UnreadableRows::refusal);
    }

    private Optional<Job> read(ResultSet row, int number) throws SQLException {
        return unreadable.read(row, "id", rows::read);
    }

    /** Searches without the owner, because an abandoned upload has no owner yet. */
    boolean isDeleted(UUID id) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM job WHERE id = ? AND deleted_at IS NOT NULL)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    @Override
    public Map<UUID, Optional<Job>> since(Collection<Known> jobs) {
        Map<UUID, Optional<Job>> changed = new HashMap<>();
        if (!jobs.isEmpty()) {
            jdbc.sql(SINCE)
                    .param(JobStatements.array("uuid", jobs, Known::id))
                    .param(JobStatements.array("text", jobs, Known::owner))
                    .param(JobStatements.array("bigint", jobs, Known::version))
                    .query(row -> {
                        UUID id = row.getObject("known_id", UUID.class);
                        if (row.getObject("id") == null) {
                            changed.put(id, Optional.empty());
                        } else {
                            // Whoever waits for a job that became unreadable keeps the state from before.
                            read(row, 0).ifPresent(job -> changed.put(id, Optional.of(job)));
                        }
                    });
        }
        return changed;
    }

    @Override
    public Changed from(long position, Scope scope, int limit) {
        List<Optional<Change>> changes = new ArrayList<>();
        long[] reached = new long[1];
        jdbc.sql(FROM)
                .param(Long.toString(position))
                .param(scope.owner())
                .param(scope.owner())
                .param(scope.batch())
                .param(scope.batch())
                .param(scope.subject())
                .param(scope.subject())
                .param(limit + 1)
                .query(row -> {
                    reached[0] = row.getLong("position");
                    if (row.getObject("id") != null) {
                        changes.add(unreadable.read(
                                row,
                                "id",
                                (job, n) -> new Change(
                                        rows.read(job, n), job.getLong("changed_in"), job.getBoolean("deleted"))));
                    }
                });
        boolean full = changes.size() > limit;
        List<Optional<Change>> kept = full ? changes.subList(0, limit) : changes;
        return new Changed(kept.stream().flatMap(Optional::stream).toList(), reached[0], full);
    }
}
