package org.lungburden.job.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.BatchState;
import org.lungburden.job.Batches;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Batches out of the indexes of the jobs' list, see ADR 32. Values stand in subqueries for the reason of {@link JobLists}. */
final class PostgresBatches implements Batches {
    private static final int MAX_LIMIT = 200;
    /** Counting ends here, as a count reads an entry of the index for each job. */
    private static final int MOST_COUNTED = 1_000_000;

    /**
     * What counts a batch, or finds the first job of each, is best answered by an index, whatever the statistics say. The
     * server takes longer to compile such a statement than to run it.
     */
    static final String SHORT = Stream.of("seqscan", "bitmapscan", "sort", "incremental_sort")
            .map(way -> "set_config('enable_" + way + "', 'off', true)")
            .collect(Collectors.joining(
                    ", ",
                    "SELECT ",
                    ", set_config('jit', 'off', true), set_config('statement_timeout', '1500ms', true)"));

    private static final String OF_BATCH =
            " FROM job WHERE owner = :owner AND batch = (SELECT :batch) AND deleted_at IS NULL";

    /**
     * Each round finds the next name, and with it the batch's newest job, with one descent of the index, however many jobs
     * the batch has.
     */
    private static final String PAGE = """
            WITH RECURSIVE each AS (
                (SELECT batch, created_at, id FROM job WHERE owner = :owner AND batch IS NOT NULL AND deleted_at IS NULL
                 ORDER BY owner, batch, created_at DESC, id DESC LIMIT 1)
                UNION ALL
                SELECT further.* FROM each CROSS JOIN LATERAL (
                    SELECT batch, created_at, id FROM job
                    WHERE owner = :owner AND batch > each.batch AND deleted_at IS NULL
                    ORDER BY owner, batch, created_at DESC, id DESC LIMIT 1) AS further)
            SELECT shown.batch, shown.created_at, shown.id, (
                SELECT count(*) FROM unnest(CAST((SELECT :unfinished) AS text[])) AS state (name) CROSS JOIN LATERAL (
                    SELECT FROM job WHERE owner = :owner AND batch = shown.batch AND deleted_at IS NULL
                    AND status = state.name LIMIT 1) AS unfinished) = 0 AS finished
            FROM (SELECT * FROM each WHERE %s ORDER BY created_at DESC, id DESC LIMIT :rows) AS shown
            ORDER BY shown.created_at DESC, shown.id DESC
            """;

    /** The first part reads nothing but the index; only the running jobs themselves tell their progress. */
    private static final String STATE = """
            WITH running AS MATERIALIZED (
                SELECT coalesce(sum(progress), 0) AS total, coalesce(min(progress), 0) AS least
                %1$s AND status = (SELECT 'RUNNING'))
            SELECT status, count(*) AS jobs, min(created_at) AS first, max(created_at) AS last,
                (SELECT total FROM running) AS total, (SELECT least FROM running) AS least
            FROM (SELECT status, created_at %1$s LIMIT :most) AS counted GROUP BY status
            """.formatted(OF_BATCH);

    /** Whoever cancels at the same time waits for this one, and goes on behind it. */
    private static final String CANCEL = """
            WITH step AS MATERIALIZED (
                SELECT id %s AND status = ANY (CAST((SELECT :from) AS text[])) AND created_at <= :newest
                LIMIT :limit FOR UPDATE)
            UPDATE job SET status = 'CANCELLED', finished_at = :now, version = version + 1
            WHERE id = ANY (ARRAY(SELECT id FROM step)) AND status = ANY (CAST((SELECT :from) AS text[]))
            RETURNING id, attempt
            """.formatted(OF_BATCH);

    private static final String MEMBERS = "SELECT " + JobRows.COLUMNS + ", " + JobStatements.COUNTING + " AS result"
            + OF_BATCH + " AND (created_at, id) > (:lastCreated, :lastId) ORDER BY created_at, id LIMIT :limit";
    /** Before every job. */
    private static final Cursor FIRST = new Cursor(Instant.EPOCH, new UUID(0, 0));

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final AttemptStatements attempts;
    private final JobRows rows;
    private final UnreadableRows unreadable;
    private final Clock clock;

    PostgresBatches(
            JdbcClient jdbc,
            TransactionOperations transactions,
            AttemptStatements attempts,
            JobRows rows,
            UnreadableRows unreadable,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.attempts = attempts;
        this.rows = rows;
        this.unreadable = unreadable;
        this.clock = clock;
    }

    private record Placed(Listed listed, Cursor place) {}

    @Override
    public BatchPage page(String owner, @Nullable String cursor, int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new CodedException(ErrorCode.INVALID_REQUEST, "The limit must lie between 1 and " + MAX_LIMIT + ".");
        }
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("owner", owner);
        parameters.put("rows", limit + 1);
        parameters.put("unfinished", JobStatements.array("text", JobStatements.unfinished(), name -> name));
        String condition = "true";
        if (cursor != null) {
            Cursor last = Cursor.decode(cursor);
            condition = "(created_at, id) < (:lastCreated, :lastId)";
            parameters.put("lastCreated", JobStatements.utc(last.createdAt()));
            parameters.put("lastId", last.id());
        }
        String sql = PAGE.formatted(condition);
        List<Placed> found = soon(() ->
                jdbc.sql(sql).params(parameters).query(PostgresBatches::placed).list());
        boolean more = found.size() > limit;
        List<Placed> shown = more ? found.subList(0, limit) : found;
        return new BatchPage(
                shown.stream().map(Placed::listed).toList(),
                more ? shown.get(limit - 1).place().encode() : null);
    }

    private static Placed placed(ResultSet row, int number) throws SQLException {
        Instant newest = time(row, "created_at");
        return new Placed(
                new Listed(row.getString("batch"), newest, row.getBoolean("finished")),
                new Cursor(newest, row.getObject("id", UUID.class)));
    }

    @Override
    public Optional<BatchState> state(String owner, String batch) {
        List<BatchState> parts = soon(() -> jdbc.sql(STATE)
                .param("owner", owner)
                .param("batch", batch)
                .param("most", MOST_COUNTED)
                .query((row, n) -> new BatchState(
                        batch,
                        Map.of(new JobStatus(row.getString("status")), row.getLong("jobs")),
                        row.getDouble("total"),
                        row.getDouble("least"),
                        time(row, "first"),
                        time(row, "last")))
                .list());
        return parts.stream().reduce(PostgresBatches::together);
    }

    private static BatchState together(BatchState one, BatchState other) {
        Map<JobStatus, Long> counts = new LinkedHashMap<>(one.counts());
        other.counts().forEach((status, jobs) -> counts.merge(status, jobs, Long::sum));
        return new BatchState(
                one.name(),
                counts,
                one.runningProgress(),
                one.leastProgress(),
                one.firstJobAt().isBefore(other.firstJobAt()) ? one.firstJobAt() : other.firstJobAt(),
                one.lastJobAt().isAfter(other.lastJobAt()) ? one.lastJobAt() : other.lastJobAt());
    }

    @Override
    public List<UUID> cancelSome(String owner, String batch, Instant newest, int limit) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return soon(() -> {
            Map<UUID, Integer> changed = new LinkedHashMap<>();
            jdbc.sql(CANCEL)
                    .param("owner", owner)
                    .param("batch", batch)
                    .param("from", JobStatements.array("text", JobStatements.unfinished(), name -> name))
                    .param("newest", JobStatements.utc(newest))
                    .param("limit", limit)
                    .param("now", JobStatements.utc(now))
                    .query(row -> {
                        changed.put(row.getObject("id", UUID.class), row.getInt("attempt"));
                    });
            attempts.cancelled(changed, now);
            return List.copyOf(changed.keySet());
        });
    }

    @Override
    public List<Member> members(String owner, String batch, @Nullable Job after, int limit) {
        Cursor last = after == null ? FIRST : new Cursor(after.createdAt(), after.id());
        List<Member> members = new ArrayList<>();
        jdbc.sql(MEMBERS)
                .param("owner", owner)
                .param("batch", batch)
                .param("lastCreated", JobStatements.utc(last.createdAt()))
                .param("lastId", last.id())
                .param("limit", limit)
                .query((row, n) -> unreadable.read(row, "id", this::member).orElseThrow(UnreadableRows::refusal))
                .list()
                .forEach(members::add);
        return members;
    }

    private Member member(ResultSet row, int number) throws SQLException {
        Job job = rows.read(row, number);
        String result = JobStatus.SUCCEEDED.equals(job.status()) ? row.getString("result") : null;
        return new Member(job, result == null ? null : job.review().document(result));
    }

    @Override
    public Map<UUID, List<JobArtifact>> files(String owner, Collection<UUID> jobs) {
        return attempts.artifactsOf(owner, jobs);
    }

    private <T> T soon(Supplier<T> read) {
        return transactions.execute(status -> {
            jdbc.sql(SHORT).query(row -> {});
            return read.get();
        });
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
