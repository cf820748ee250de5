package org.lungburden.job.postgres;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.ExpectedVersion;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.Revision;
import org.lungburden.job.revision.NewRevision;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of revisions and of their files. */
final class RevisionStatements {
    /** Of a job that its owner still finds. */
    private static final String OF_JOB = """
             FROM job JOIN revision ON revision.job_id = job.id JOIN task ON task.id = revision.task_id
            WHERE job.id = :job AND job.owner = :owner AND job.deleted_at IS NULL
            """;

    private final JdbcClient jdbc;

    RevisionStatements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What decides whether a job takes a revision. */
    record Standing(String status, boolean expired, boolean spent) {}

    /** @param lock whether to hold the job's row until the transaction ends */
    Optional<Standing> standing(String owner, UUID job, boolean lock) {
        return jdbc.sql(
                        "SELECT status, expired_at IS NOT NULL AS expired, upload_spent_at IS NOT NULL AS spent FROM job"
                                + " WHERE id = :job AND owner = :owner AND deleted_at IS NULL"
                                + (lock ? " FOR NO KEY UPDATE" : ""))
                .param("job", job)
                .param("owner", owner)
                .query(Standing.class)
                .optional();
    }

    /** The newest revision that a person may build on; 0 for the automatic one. */
    int newestGood(UUID job) {
        return jdbc.sql("""
                        SELECT coalesce(max(revision.number), 0) FROM revision JOIN task ON task.id = revision.task_id
                        WHERE revision.job_id = :job AND (task.status || '') NOT IN ('FAILED', 'CANCELLED')
                        """).param("job", job).query(Integer.class).single();
    }

    /** Takes the next number, and tells those who wait for the job. Holds the job's row. */
    int nextNumber(UUID job) {
        return jdbc.sql("""
                        UPDATE job SET newest_revision = newest_revision + 1, version = version + 1 WHERE id = :job
                        RETURNING newest_revision
                        """).param("job", job).query(Integer.class).single();
    }

    void insert(NewRevision revision, int number, UUID task, Instant now) {
        jdbc.sql("""
                        INSERT INTO revision (job_id, number, owner, base, author, comment, labels_key, labels_bytes,
                            labels_sha256, confusion, created_at, task_id)
                        VALUES (:job, :number, :owner, :base, :author, :comment, :key, :bytes, :sha256, :confusion, :now,
                            :task)
                        """)
                .param("job", revision.job())
                .param("number", number)
                .param("owner", revision.owner())
                .param("base", revision.base())
                .param("author", revision.author())
                .param("comment", revision.comment())
                .param("key", revision.labels().key())
                .param("bytes", revision.labels().bytes())
                .param("sha256", revision.labels().sha256())
                .param("confusion", ConfusionText.of(revision.voxels()))
                .param("now", JobStatements.utc(now))
                .param("task", task)
                .update();
    }

    List<Revision> list(String owner, UUID job) {
        return jdbc.sql("SELECT " + RevisionRows.COLUMNS + OF_JOB + " ORDER BY revision.number")
                .param("job", job)
                .param("owner", owner)
                .query(RevisionRows::read)
                .list();
    }

    Optional<Revision> find(String owner, UUID job, int number) {
        return jdbc.sql("SELECT " + RevisionRows.COLUMNS + OF_JOB + " AND revision.number = :number")
                .param("job", job)
                .param("owner", owner)
                .param("number", number)
                .query(RevisionRows::read)
                .optional();
    }

    Optional<String> result(String owner, UUID job, int number) {
        String select = number == 0
                ? "SELECT result FROM job WHERE id = :job AND owner = :owner AND deleted_at IS NULL"
                        + " AND status = 'SUCCEEDED' AND result IS NOT NULL AND :number = 0"
                : "SELECT revision.result" + OF_JOB + " AND revision.number = :number AND revision.result IS NOT NULL";
        return jdbc.sql(select)
                .param("job", job)
                .param("owner", owner)
                .param("number", number)
                .query(String.class)
                .optional();
    }

    List<JobArtifact> artifacts(String owner, UUID job, int number) {
        String table = number == 0
                ? "artifact AS file ON file.job_id = job.id AND :number = 0"
                : "revision_artifact AS file ON file.job_id = job.id AND file.number = :number";
        return jdbc.sql("SELECT file.name, file.key, file.media_type, file.bytes, file.sha256 FROM job JOIN " + table
                        + " WHERE job.id = :job AND job.owner = :owner AND job.deleted_at IS NULL"
                        + " AND job.status = 'SUCCEEDED' ORDER BY file.position")
                .param("job", job)
                .param("owner", owner)
                .param("number", number)
                .query(JobArtifact.class)
                .list();
    }

    /** Whether the revision may count; the automatic result of a job that succeeded always may. */
    boolean accept(
            String owner, UUID job, ExpectedVersion expected, int number, @Nullable String by, @Nullable Instant at) {
        String versions = expected.versions() == null
                ? ""
                : expected.versions().isEmpty() ? " AND false" : " AND version IN (:versions)";
        return jdbc.sql("""
                        UPDATE job SET accepted_revision = :number, accepted_by = :by, accepted_at = :at,
                            version = version + 1
                        WHERE id = :job AND owner = :owner AND deleted_at IS NULL AND status = (SELECT 'SUCCEEDED')
                        AND expired_at IS NULL AND (:number = 0 OR EXISTS (SELECT 1 FROM revision
                            WHERE job_id = :job AND number = :number AND result IS NOT NULL))
                        """ + versions)
                        .param("number", number)
                        .param("by", by)
                        .param("at", at == null ? null : JobStatements.utc(at))
                        .param("job", job)
                        .param("owner", owner)
                        .param("versions", expected.versions())
                        .update()
                == 1;
    }

    /** Result and files of a revision, in the place of those that it has; it keeps the same names. */
    void complete(UUID job, String owner, int number, String resultJson, List<JobArtifact> files) {
        jdbc.sql("UPDATE revision SET result = :result WHERE job_id = :job AND number = :number")
                .param("result", resultJson)
                .param("job", job)
                .param("number", number)
                .update();
        for (int position = 0; position < files.size(); position++) {
            JobArtifact file = files.get(position);
            jdbc.sql("""
                            INSERT INTO revision_artifact
                                (job_id, number, position, owner, name, key, media_type, bytes, sha256)
                            VALUES (:job, :number, :position, :owner, :name, :key, :mediaType, :bytes, :sha256)
                            ON CONFLICT (job_id, number, name) DO UPDATE
                                SET key = excluded.key, bytes = excluded.bytes, sha256 = excluded.sha256
                            """)
                    .param("job", job)
                    .param("number", number)
                    .param("position", position)
                    .param("owner", owner)
                    .param("name", file.name())
                    .param("key", file.key())
                    .param("mediaType", file.mediaType())
                    .param("bytes", file.bytes())
                    .param("sha256", file.sha256())
                    .update();
        }
    }
}
