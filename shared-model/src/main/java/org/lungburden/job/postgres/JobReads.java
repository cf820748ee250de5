package org.lungburden.job.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.lungburden.job.Job;
import org.lungburden.job.JobChanges;
import org.springframework.jdbc.core.JdbcOperations;

/** The reads that clients repeat while they wait: one statement each, without a transaction of their own. */
final class JobReads implements JobChanges {
    private static final String FIND =
            "SELECT " + JobRows.COLUMNS + " FROM job WHERE id = ? AND owner = ? AND deleted_at IS NULL";
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

    private final JdbcOperations jdbc;

    JobReads(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Job> find(String owner, UUID id) {
        return jdbc.query(FIND, JobRows::read, id, owner).stream().findFirst();
    }

    /** Searches without the owner, because an abandoned upload has no owner yet. */
    boolean isDeleted(UUID id) {
        return !jdbc.query("SELECT 1 FROM job WHERE id = ? AND deleted_at IS NOT NULL", (row, n) -> true, id)
                .isEmpty();
    }

    @Override
    public Map<UUID, Optional<Job>> since(Collection<Known> jobs) {
        Map<UUID, Optional<Job>> changed = new HashMap<>();
        if (!jobs.isEmpty()) {
            List<Known> known = List.copyOf(jobs);
            jdbc.query(connection -> since(connection, known), row -> {
                Optional<Job> job = row.getObject("id") == null ? Optional.empty() : Optional.of(JobRows.read(row, 0));
                changed.put(row.getObject("known_id", UUID.class), job);
            });
        }
        return changed;
    }

    @Override
    public Changed from(long position, Scope scope, int limit) {
        List<Change> changes = new ArrayList<>();
        long[] reached = new long[1];
        jdbc.query(
                FROM,
                row -> {
                    reached[0] = row.getLong("position");
                    if (row.getObject("id") != null) {
                        changes.add(
                                new Change(JobRows.read(row, 0), row.getLong("changed_in"), row.getBoolean("deleted")));
                    }
                },
                Long.toString(position),
                scope.owner(),
                scope.owner(),
                scope.batch(),
                scope.batch(),
                scope.subject(),
                scope.subject(),
                limit + 1);
        boolean full = changes.size() > limit;
        return new Changed(List.copyOf(full ? changes.subList(0, limit) : changes), reached[0], full);
    }

    private static PreparedStatement since(Connection connection, List<Known> known) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(SINCE);
        statement.setArray(1, array(connection, "uuid", known, Known::id));
        statement.setArray(2, array(connection, "text", known, Known::owner));
        statement.setArray(3, array(connection, "bigint", known, Known::version));
        return statement;
    }

    private static Array array(Connection connection, String type, List<Known> known, Function<Known, Object> part)
            throws SQLException {
        return connection.createArrayOf(type, known.stream().map(part).toArray());
    }
}
