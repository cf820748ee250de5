package org.lungburden.job.postgres;

import java.util.UUID;
import org.lungburden.job.JobArtifact;
import org.lungburden.result.StoredResults;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds the image to the files of a job that has succeeded. */
final class ImageStatements {
    private final JdbcClient jdbc;

    ImageStatements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks the job of a task until the transaction ends. */
    void lockJob(UUID task) {
        jdbc.sql("SELECT id FROM job WHERE id = (SELECT job_id FROM task WHERE id = :task) FOR NO KEY UPDATE")
                .param("task", task)
                .query(UUID.class)
                .optional();
    }

    /** Tells those who follow the job that its files have changed. */
    void tell(UUID job) {
        jdbc.sql("UPDATE job SET version = version + 1 WHERE id = :job")
                .param("job", job)
                .update();
    }

    /** Call this when the job is locked. Its result lists the file too, which counts as one of the job's own attempt. */
    void add(UUID job, String owner, JobArtifact file) {
        int added = jdbc.sql("""
                        INSERT INTO artifact (job_id, attempt, position, owner, name, key, media_type, bytes, sha256)
                        SELECT :job, (SELECT attempt FROM job WHERE id = :job), coalesce(max(position), 0) + 1, :owner,
                            :name, :key, :mediaType, :bytes, :sha256
                        FROM artifact WHERE job_id = :job
                        ON CONFLICT (job_id, name) DO NOTHING
                        """)
                .param("job", job)
                .param("owner", owner)
                .param("name", file.name())
                .param("key", file.key())
                .param("mediaType", file.mediaType())
                .param("bytes", file.bytes())
                .param("sha256", file.sha256())
                .update();
        if (added == 0) {
            return;
        }
        String before = jdbc.sql("SELECT result FROM job WHERE id = :job")
                .param("job", job)
                .query(String.class)
                .single();
        jdbc.sql("UPDATE job SET result = :result, version = version + 1 WHERE id = :job")
                .param(
                        "result",
                        StoredResults.listing(before, job, file.name(), file.mediaType(), file.bytes(), file.sha256()))
                .param("job", job)
                .update();
    }
}
