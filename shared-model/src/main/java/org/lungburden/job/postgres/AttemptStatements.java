package org.lungburden.job.postgres;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Attempt;
import org.lungburden.job.Fence;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobError;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows that belong to a job: its attempts, its artifacts, its purge. */
final class AttemptStatements {
    /** The files of the accepted revision and the scan's image, or those of the automatic result. */
    private static final String COUNTING = """
            (SELECT position, name, key, media_type, bytes, sha256 FROM artifact
             WHERE artifact.job_id = j.id AND artifact.owner = j.owner
             AND (j.accepted_revision = 0 OR artifact.name = 'image.nii.gz')
             UNION ALL
             SELECT position - 1000, name, key, media_type, bytes, sha256 FROM revision_artifact
             WHERE revision_artifact.job_id = j.id AND revision_artifact.number = j.accepted_revision)
            """;

    private final JdbcClient jdbc;

    private final UnreadableRows unreadable;

    AttemptStatements(JdbcClient jdbc, UnreadableRows unreadable) {
        this.jdbc = jdbc;
        this.unreadable = unreadable;
    }

    void begin(Fence fence, String owner, String worker, Instant now) {
        jdbc.sql("""
                        INSERT INTO attempt (job_id, number, owner, worker, started_at)
                        VALUES (:job, :number, :owner, :worker, :now)
                        """)
                .param("job", fence.id())
                .param("number", fence.attempt())
                .param("owner", owner)
                .param("worker", worker)
                .param("now", JobStatements.utc(now))
                .update();
    }

    /** Changes nothing when no attempt runs. */
    void end(UUID job, int number, Attempt.Outcome outcome, @Nullable JobError error, Instant now) {
        jdbc.sql("""
                        UPDATE attempt SET ended_at = :now, outcome = :outcome, code = :code, detail = :detail
                        WHERE job_id = :job AND number = :number AND ended_at IS NULL
                        """)
                .param("job", job)
                .param("number", number)
                .param("outcome", outcome.name())
                .param("code", error == null ? null : error.code())
                .param("detail", error == null ? null : error.detail())
                .param("now", JobStatements.utc(now))
                .update();
    }

    /** The same for the running attempts of many jobs that a client canceled. */
    void cancelled(Map<UUID, Integer> attempts, Instant now) {
        Map<UUID, Integer> numbers = new HashMap<>(attempts);
        numbers.values().removeIf(number -> number == 0);
        jdbc.sql("""
                        UPDATE attempt SET ended_at = :now, outcome = 'CANCELLED'
                        FROM unnest(CAST(:jobs AS uuid[]), CAST(:numbers AS integer[])) AS ended (job_id, number)
                        WHERE attempt.job_id = ended.job_id AND attempt.number = ended.number AND attempt.ended_at IS NULL
                        """)
                .param("now", JobStatements.utc(now))
                .param("jobs", JobStatements.array("uuid", numbers.keySet(), id -> id))
                .param("numbers", JobStatements.array("integer", numbers.values(), number -> number))
                .update();
    }

    void artifacts(Fence fence, String owner, List<JobArtifact> artifacts) {
        for (int position = 0; position < artifacts.size(); position++) {
            JobArtifact artifact = artifacts.get(position);
            jdbc.sql("""
                            INSERT INTO artifact (job_id, attempt, position, owner, name, key, media_type, bytes, sha256)
                            VALUES (:job, :attempt, :position, :owner, :name, :key, :mediaType, :bytes, :sha256)
                            """)
                    .param("job", fence.id())
                    .param("attempt", fence.attempt())
                    .param("position", position)
                    .param("owner", owner)
                    .param("name", artifact.name())
                    .param("key", artifact.key())
                    .param("mediaType", artifact.mediaType())
                    .param("bytes", artifact.bytes())
                    .param("sha256", artifact.sha256())
                    .update();
        }
    }

    List<Attempt> of(String owner, UUID id) {
        List<Optional<Attempt>> attempts = jdbc.sql("""
                        SELECT a.job_id, a.number, a.worker, a.started_at, a.ended_at, a.outcome, a.code, a.detail FROM attempt a
                        JOIN job j ON j.id = a.job_id AND j.owner = a.owner
                        WHERE j.id = :id AND j.owner = :owner AND j.deleted_at IS NULL ORDER BY a.number
                        """)
                .param("id", id)
                .param("owner", owner)
                .query((row, n) -> unreadable.read(row, "job_id", JobRows::readAttempt))
                .list();
        return attempts.stream().flatMap(Optional::stream).toList();
    }

    List<JobArtifact> artifactsOf(String owner, UUID id) {
        return jdbc.sql("""
                        SELECT a.name, a.key, a.media_type, a.bytes, a.sha256 FROM job j CROSS JOIN LATERAL %s AS a
                        WHERE j.id = :id AND j.owner = :owner AND j.deleted_at IS NULL AND j.status = 'SUCCEEDED'
                        ORDER BY a.position
                        """.formatted(COUNTING))
                .param("id", id)
                .param("owner", owner)
                .query(JobArtifact.class)
                .list();
    }

    /** Holds no job without files. */
    Map<UUID, List<JobArtifact>> artifactsOf(String owner, Collection<UUID> jobs) {
        Map<UUID, List<JobArtifact>> files = new HashMap<>();
        jdbc.sql("""
                        SELECT j.id AS job_id, a.name, a.key, a.media_type, a.bytes, a.sha256
                        FROM job j CROSS JOIN LATERAL %s AS a
                        WHERE j.id = ANY (CAST(:jobs AS uuid[]))
                        AND j.owner = :owner AND j.deleted_at IS NULL AND j.status = (SELECT 'SUCCEEDED')
                        ORDER BY j.id, a.position
                        """.formatted(COUNTING))
                .param("jobs", JobStatements.array("uuid", jobs, id -> id))
                .param("owner", owner)
                .query(row -> {
                    files.computeIfAbsent(row.getObject("job_id", UUID.class), id -> new ArrayList<>())
                            .add(new JobArtifact(
                                    row.getString("name"),
                                    row.getString("key"),
                                    row.getString("media_type"),
                                    row.getLong("bytes"),
                                    row.getString("sha256")));
                });
        return files;
    }

    /**
     * The first round is due when the job's lease ends. A second round follows unless every attempt reported its own
     * success; a worker writes nothing after that report. The idempotency key becomes free at once.
     */
    void purge(UUID id, String owner) {
        jdbc.sql("""
                        INSERT INTO purge (job_id, owner, due_at, again)
                        SELECT id, owner, coalesce(lease_until, clock_timestamp()), EXISTS
                            (SELECT 1 FROM attempt WHERE job_id = id AND outcome IS DISTINCT FROM 'SUCCEEDED')
                            OR EXISTS (SELECT 1 FROM task WHERE job_id = :id AND attempt > 0
                                AND (status <> 'SUCCEEDED' OR attempt > 1))
                        FROM job WHERE id = :id AND owner = :owner
                        ON CONFLICT (job_id) DO UPDATE SET due_at = EXCLUDED.due_at, again = true, tries = 0
                        """).param("id", id).param("owner", owner).update();
        jdbc.sql("DELETE FROM idempotency WHERE job_id = :id AND owner = :owner")
                .param("id", id)
                .param("owner", owner)
                .update();
    }
}
