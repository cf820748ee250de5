package org.lungburden.job.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lungburden.job.Fence;
import org.lungburden.job.JobError;
import org.lungburden.job.RetryPolicy;
import org.lungburden.job.Stage;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a worker's attempt and the reaper change, in the table of jobs or in that of tasks, whose columns have the same
 * names. Each statement of a worker expects the state RUNNING and its attempt. The number of changed rows shows whether
 * the expectation held.
 */
abstract class FencedStatements {
    /**
     * Finds one row by its id. The states stand in subqueries, because the planner must not see them: after an idle time
     * the statistics know no row that waits or runs. A small partial index such as {@code job_claim} then looks as good
     * as the primary key, and each claim reads every waiting row.
     */
    private static final String FENCE = """
             WHERE id = :id AND attempt = :attempt AND status = (SELECT 'RUNNING')
            AND fence_token IS NOT DISTINCT FROM CAST(:token AS uuid)
            """;

    private static final String CLAIM = """
            UPDATE %s SET status = 'RUNNING', attempt = attempt + 1, fence_token = :token, stage = NULL, progress = 0,
                lease_until = clock_timestamp() + make_interval(secs => :lease),
                started_at = coalesce(started_at, :now), version = version + 1
            WHERE status = (SELECT 'QUEUED') AND due_at <= clock_timestamp()
            """;

    private static final String CLAIMED = " RETURNING id, owner, attempt, fence_token, lease_until";

    final JdbcClient jdbc;
    private final String table;

    /** @param table a name that the program knows, never a client's */
    FencedStatements(JdbcClient jdbc, String table) {
        this.jdbc = jdbc;
        this.table = table;
    }

    /** A row that has just become RUNNING. */
    record Claimed(UUID id, String owner, int attempt, UUID token, Instant leaseUntil) {
        Fence fence() {
            return new Fence(id, attempt, token);
        }
    }

    /** A row that a statement has just changed. */
    record Changed(int attempt, String owner) {}

    /** @param condition which of the rows that wait and are due; names one of them */
    final JdbcClient.StatementSpec claim(String condition) {
        return jdbc.sql(CLAIM.formatted(table) + condition + CLAIMED);
    }

    static Optional<Claimed> claimed(JdbcClient.StatementSpec statement, Duration lease, Instant now) {
        return statement
                .param("token", UUID.randomUUID())
                .param("lease", JobStatements.seconds(lease))
                .param("now", JobStatements.utc(now))
                .query((row, n) -> new Claimed(
                        row.getObject("id", UUID.class),
                        row.getString("owner"),
                        row.getInt("attempt"),
                        row.getObject("fence_token", UUID.class),
                        row.getObject("lease_until", OffsetDateTime.class).toInstant()))
                .optional();
    }

    boolean renew(Fence fence, Duration lease) {
        return fenced("SET lease_until = clock_timestamp() + make_interval(secs => :lease)", fence)
                        .param("lease", JobStatements.seconds(lease))
                        .update()
                == 1;
    }

    boolean holds(Fence fence) {
        return named("SELECT count(*) FROM " + table + FENCE, fence)
                        .query(Long.class)
                        .single()
                == 1;
    }

    boolean succeeded(Fence fence) {
        return named("SELECT count(*) FROM " + table + FENCE.replace("RUNNING", "SUCCEEDED"), fence)
                        .query(Long.class)
                        .single()
                == 1;
    }

    boolean progress(Fence fence, Stage stage, double progress) {
        return fenced("SET stage = :stage, progress = greatest(progress, :progress), version = version + 1", fence)
                        .param("stage", stage.name())
                        .param("progress", progress)
                        .update()
                == 1;
    }

    /** Reads what the retry policy needs, and locks the row until the transaction ends. */
    Optional<RetryPolicy.Standing> lock(Fence fence) {
        return named("SELECT failures, setbacks, queued_since FROM " + table + FENCE + " FOR UPDATE", fence)
                .query((row, n) -> new RetryPolicy.Standing(
                        row.getInt("failures"),
                        row.getInt("setbacks"),
                        row.getObject("queued_since", OffsetDateTime.class).toInstant()))
                .optional();
    }

    Optional<Changed> fail(Fence fence, int failures, JobError error, Instant now) {
        return fenced("""
                SET status = 'FAILED', failures = :failures, error_code = :code, error_detail = :detail,
                    error_candidates = :candidates, finished_at = :now, lease_until = NULL, version = version + 1
                """, fence, " RETURNING attempt, owner")
                .param("failures", failures)
                .param("code", error.code())
                .param("detail", error.detail())
                .param("candidates", CandidatesJson.text(error.candidates()))
                .param("now", JobStatements.utc(now))
                .query(Changed.class)
                .optional();
    }

    /** @param setbacks 1 when the attempt is to lengthen the next delay, else 0 */
    Optional<Changed> queueAgain(Fence fence, int failures, int setbacks, Duration delay) {
        return fenced("""
                SET status = 'QUEUED', failures = :failures, setbacks = setbacks + :setbacks,
                    due_at = clock_timestamp() + make_interval(secs => :delay),
                    lease_until = NULL, stage = NULL, progress = 0, version = version + 1
                """, fence, " RETURNING attempt, owner")
                .param("failures", failures)
                .param("setbacks", setbacks)
                .param("delay", JobStatements.seconds(delay))
                .query(Changed.class)
                .optional();
    }

    List<Fence> expired(int limit) {
        return jdbc.sql("""
                        SELECT id, attempt, fence_token FROM %s WHERE status = 'RUNNING'
                        AND lease_until < (SELECT clock_timestamp())
                        ORDER BY lease_until LIMIT :limit FOR UPDATE SKIP LOCKED
                        """.formatted(table))
                .param("limit", limit)
                .query(FencedStatements::fence)
                .list();
    }

    List<Fence> running() {
        return jdbc.sql("SELECT id, attempt, fence_token FROM " + table
                        + " WHERE status = 'RUNNING' ORDER BY id FOR UPDATE")
                .query(FencedStatements::fence)
                .list();
    }

    private JdbcClient.StatementSpec fenced(String change, Fence fence) {
        return fenced(change, fence, "");
    }

    final JdbcClient.StatementSpec fenced(String change, Fence fence, String end) {
        return named("UPDATE " + table + " " + change + FENCE + end, fence);
    }

    private JdbcClient.StatementSpec named(String statement, Fence fence) {
        return jdbc.sql(statement)
                .param("id", fence.id())
                .param("attempt", fence.attempt())
                .param("token", fence.token());
    }

    private static Fence fence(ResultSet row, int number) throws SQLException {
        return new Fence(
                row.getObject("id", UUID.class), row.getInt("attempt"), row.getObject("fence_token", UUID.class));
    }
}
