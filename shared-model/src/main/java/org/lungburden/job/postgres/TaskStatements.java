package org.lungburden.job.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.KnownFile;
import org.lungburden.job.Attempt;
import org.lungburden.job.Fence;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobError;
import org.lungburden.job.Task;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The only statements that change a task, apart from the end of its job, which cancels it. */
final class TaskStatements extends FencedStatements {
    /** Only the index {@code task_turn} knows these rows. */
    static final String WAITS = "(status || '') = 'QUEUED'";

    private static final String LONGEST_DUE = """
             AND id = (SELECT id FROM task WHERE %s AND owner = :owner AND due_at <= (SELECT clock_timestamp())
             ORDER BY owner, due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            """.formatted(WAITS);

    private static final String ONE = """
            SELECT task.id, task.job_id, task.kind, task.attempt, CAST(job.result AS json) -> 'study' AS study,
                before.key AS before_key, before.media_type AS before_type, before.bytes AS before_bytes,
                before.sha256 AS before_sha256,
            """ + RevisionRows.COLUMNS + """
             FROM task JOIN job ON job.id = task.job_id
            LEFT JOIN revision ON revision.job_id = task.job_id
                AND (revision.task_id = task.id OR revision.number = task.revision)
            LEFT JOIN LATERAL (
                SELECT key, media_type, bytes, sha256 FROM revision_artifact AS file
                WHERE file.job_id = revision.job_id AND file.number = coalesce(task.revision, revision.base)
                AND file.name = :before
                UNION ALL
                SELECT key, media_type, bytes, sha256 FROM artifact AS file
                WHERE file.job_id = revision.job_id AND coalesce(task.revision, revision.base) = 0
                AND file.name = :before
            ) AS before ON true
            WHERE task.id = :id
            """;

    private static final String BEFORE = KnownFile.DICOM_MEASUREMENTS.fileName();

    private final UnreadableRows unreadable;

    TaskStatements(JdbcClient jdbc, UnreadableRows unreadable) {
        super(jdbc, "task");
        this.unreadable = unreadable;
    }

    /** Passes those that somebody else claims at this moment. */
    Optional<Claimed> claimLongestDue(String owner, Duration lease, Instant now) {
        return claimed(claim(LONGEST_DUE).param("owner", owner), lease, now);
    }

    /** A task and its job. */
    record OfJob(UUID job, Task task) {}

    /** Empty when this version cannot read the task, whose kind only a newer one knows. */
    Optional<OfJob> one(UUID id) {
        return jdbc.sql(ONE)
                .param("id", id)
                .param("before", BEFORE)
                .query((row, n) -> unreadable.read(row, "job_id", TaskStatements::read))
                .single();
    }

    private static OfJob read(ResultSet row, int number) throws SQLException {
        return new OfJob(
                row.getObject("job_id", UUID.class),
                new Task(
                        row.getObject("id", UUID.class),
                        Task.Kind.valueOf(row.getString("kind")),
                        row.getInt("attempt"),
                        MeasuredSeries.of(row.getString("study")),
                        row.getString("labels_key") == null ? null : RevisionRows.read(row, number),
                        before(row)));
    }

    private static @Nullable JobArtifact before(ResultSet row) throws SQLException {
        String key = row.getString("before_key");
        return key == null
                ? null
                : new JobArtifact(
                        BEFORE,
                        key,
                        row.getString("before_type"),
                        row.getLong("before_bytes"),
                        row.getString("before_sha256"));
    }

    /** A task that has just ended well. */
    record Completed(
            UUID jobId, String owner, String kind, @Nullable Integer revision) {}

    Optional<Completed> complete(Fence fence, Instant now) {
        return fenced(
                        """
                SET status = 'SUCCEEDED', stage = 'WRITING', progress = 1, finished_at = :now, lease_until = NULL,
                    version = version + 1
                """,
                        fence,
                        " RETURNING job_id, owner, kind, coalesce(revision,"
                                + " (SELECT number FROM revision WHERE task_id = task.id)) AS revision")
                .param("now", JobStatements.utc(now))
                .query(Completed.class)
                .optional();
    }

    /** Keeps the fault of an attempt that another attempt may follow, for the age limit. */
    void ended(UUID id, int attempt, Attempt.Outcome outcome, @Nullable JobError error, Instant now) {
        jdbc.sql("UPDATE task SET setback_code = :code, setback_at = :now WHERE id = :id AND attempt = :attempt")
                .param("code", error == null ? null : error.code())
                .param("now", JobStatements.utc(now))
                .param("id", id)
                .param("attempt", attempt)
                .update();
    }

    /** As {@link JobStatements#failOverAge}. */
    int failOverAge(JobStatements.OverAge limits, JobError error, Instant now) {
        return jdbc.sql("""
                        WITH over_age AS MATERIALIZED (
                            SELECT id FROM task WHERE status = 'QUEUED' AND setbacks > 0 AND queued_since <= :since
                            AND setback_code IN (:faults) AND setback_at >= :up
                            ORDER BY queued_since LIMIT :limit FOR UPDATE SKIP LOCKED)
                        UPDATE task SET status = 'FAILED', error_code = :code, error_detail = :detail,
                            finished_at = :now, version = version + 1
                        WHERE id IN (SELECT id FROM over_age) AND status = (SELECT 'QUEUED')
                        """)
                .param("since", JobStatements.utc(limits.queuedSince()))
                .param("faults", limits.faults())
                .param("up", JobStatements.utc(limits.upSince()))
                .param("limit", limits.limit())
                .param("code", error.code())
                .param("detail", error.detail())
                .param("now", JobStatements.utc(now))
                .update();
    }

    /** Call this within the transaction that locked the job. */
    UUID insert(UUID job, String owner, Task.Kind kind, Instant now) {
        return insert(job, owner, kind, null, now);
    }

    /** @param revision whose files are written again; null for the kinds that need none */
    UUID insert(UUID job, String owner, Task.Kind kind, @Nullable Integer revision, Instant now) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO task (id, job_id, owner, kind, revision, created_at, queued_since)
                        VALUES (:id, :job, :owner, :kind, :revision, :now, :now)
                        """)
                .param("revision", revision)
                .param("id", id)
                .param("job", job)
                .param("owner", owner)
                .param("kind", kind.name())
                .param("now", JobStatements.utc(now))
                .update();
        return id;
    }

    /**
     * Whether a task waits that writes the files as it finds the acceptance when it is claimed. No worker claims it until the
     * transaction ends.
     */
    boolean willWrite(UUID job, int revision) {
        return !jdbc.sql("""
                        SELECT id FROM task WHERE job_id = :job AND revision = :revision AND status = (SELECT 'QUEUED')
                        FOR UPDATE
                        """)
                .param("job", job)
                .param("revision", revision)
                .query(UUID.class)
                .list()
                .isEmpty();
    }

    /** Whether the same files are to be written once more, after a later acceptance. */
    boolean isOvertaken(UUID id) {
        return jdbc.sql("""
                        SELECT count(*) FROM task JOIN task AS later
                            ON later.job_id = task.job_id AND later.revision = task.revision
                            AND later.created_at > task.created_at
                        WHERE task.id = :id
                        """).param("id", id).query(Long.class).single() > 0;
    }

    /** Whether one of the kind waits or runs. */
    boolean isUnderWay(UUID job, Task.Kind kind) {
        return jdbc.sql("""
                        SELECT count(*) FROM task WHERE job_id = :job AND kind = :kind
                        AND status = ANY (CAST((SELECT :open) AS text[]))
                        """)
                        .param("job", job)
                        .param("kind", kind.name())
                        .param("open", JobStatements.array("text", List.of("QUEUED", "RUNNING"), name -> name))
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** How many of the owner's tasks wait, and how many of this job's; counting ends at {@code most}. */
    Waiting waiting(String owner, UUID job, int most) {
        return jdbc.sql("""
                        SELECT (SELECT count(*) FROM (SELECT FROM task WHERE %1$s AND owner = :owner LIMIT :most) AS owned)
                            AS of_owner,
                            (SELECT count(*) FROM task WHERE job_id = :job AND status = (SELECT 'QUEUED')) AS of_job
                        """.formatted(WAITS))
                .param("owner", owner)
                .param("job", job)
                .param("most", most)
                .query(Waiting.class)
                .single();
    }

    record Waiting(long ofOwner, long ofJob) {}
}
