package org.lungburden.job.postgres;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fills the books: many finished jobs, and in front of them those that wait. */
final class ManyJobs {
    /** Builds the indexes at the end, which is several times faster. */
    private static final String WITHOUT_INDEXES = """
            DO $$ DECLARE of record; BEGIN
                CREATE TABLE kept AS SELECT indexname, indexdef FROM pg_indexes
                    WHERE tablename = 'job' AND indexname <> 'job_pkey';
                FOR of IN SELECT * FROM kept LOOP EXECUTE 'DROP INDEX ' || of.indexname; END LOOP;
            END $$
            """;

    private static final String WITH_INDEXES = """
            DO $$ DECLARE of record; BEGIN
                FOR of IN SELECT * FROM kept LOOP EXECUTE of.indexdef; END LOOP;
                DROP TABLE kept;
            END $$
            """;
    /** The ids are a bijection of the numbers whose order looks random, as that of real ids. */
    private static final String FINISHED = """
            INSERT INTO job (id, status, stage, progress, attempt, upload_key, upload_bytes, upload_sha256, upload_format,
                created_at, queued_since, started_at, finished_at, due_at, reference, subject, batch, error_code, result)
            SELECT CAST(md5(CAST(n AS text)) AS uuid),
                CASE WHEN n % 20 = 0 THEN 'CANCELLED' WHEN n % 5 = 0 THEN 'FAILED' ELSE 'SUCCEEDED' END, 'WRITING', 1, 1,
                'uploads/' || CAST(md5(CAST(n AS text)) AS uuid), 5, '00ff', 'ZIP', at, at, at, at, at,
                'r' || n, 's' || n / 5, 'b' || n / 100000,
                CASE WHEN n % 20 <> 0 AND n % 5 = 0 THEN 'CORRUPT_IMAGE' END,
                CASE WHEN n % 10 = 1 THEN '{"study":{"studyInstanceUid":"1.2.' || n || '"},"burdenPercent":{"pneumonia":'
                    || n % 1000 || '.5}}' ELSE '{}' END
            FROM generate_series(1, :jobs) AS n,
                LATERAL (SELECT timestamptz '2026-01-01' + make_interval(secs => n) AS at) AS times
            """;

    private static final List<String> OF_FINISHED = List.of(
            "INSERT INTO attempt (job_id, number, worker, started_at, ended_at, outcome)"
                    + " SELECT id, 1, 'w', started_at, finished_at, status FROM job",
            "INSERT INTO artifact (job_id, attempt, position, name, key, media_type, bytes, sha256)"
                    + " SELECT id, 1, 0, 'labels.nii.gz', 'jobs/' || id || '/1/labels.nii.gz', 'x', 5, 'aa' FROM job"
                    + " WHERE status = 'SUCCEEDED' AND upload_key LIKE '%0'",
            "INSERT INTO idempotency (key, token, expires_at, job_id, content)"
                    + " SELECT id, id, finished_at + interval '10 years', id, 'c' FROM job WHERE upload_key LIKE '%01'",
            "INSERT INTO outbox (job_id, due_at, sent_at) SELECT id, finished_at, finished_at FROM job"
                    + " WHERE upload_key LIKE '%02'",
            "INSERT INTO webhook_delivery (job_id, owner, host, status, attempt, occurred_at, state)"
                    + " SELECT id, owner, 'receiver.example', status, 1, finished_at, 'DELIVERED' FROM job"
                    + " WHERE upload_key LIKE '%0'",
            "INSERT INTO webhook_attempt (delivery_id, number, http_status) SELECT id, 1, 200 FROM webhook_delivery",
            // a few corrections of the owner among many of another one
            "INSERT INTO task (id, job_id, owner, kind, status, created_at, queued_since)"
                    + " SELECT id, id, CASE WHEN upload_key LIKE '%000' THEN owner ELSE 'other' END, 'REVISION',"
                    + " 'SUCCEEDED', finished_at, finished_at FROM job"
                    + " WHERE status = 'SUCCEEDED' AND upload_key LIKE '%0'",
            "INSERT INTO revision (job_id, number, owner, base, labels_key, labels_bytes, labels_sha256, created_at,"
                    + " task_id, result) SELECT job_id, 1, owner, 0, 'k', 5, 'aa', created_at, id, '{}' FROM task");
    /** One receiver is dead, and thirty are not. */
    private static final String TOLD = """
            INSERT INTO webhook_delivery (job_id, owner, host, status, attempt, occurred_at)
            SELECT id, owner, 'dead.example', status, 1, created_at FROM job WHERE upload_key LIKE '%03'
            UNION ALL SELECT id, owner, 'of' || (ascii(right(upload_key, 4)) % 30), status, 1, created_at FROM job
            WHERE upload_key LIKE '%004'
            """;

    private static final List<String> WAITING =
            List.of("""
                    INSERT INTO job (id, status, upload_key, upload_bytes, upload_sha256, upload_format, created_at,
                        queued_since, due_at, batch)
                    SELECT gen_random_uuid(), 'QUEUED', 'uploads/' || n, 5, '00ff', 'ZIP', now(), now(), now(), 'waiting'
                    FROM generate_series(1, 50000) AS n
                    """, "INSERT INTO outbox (job_id, due_at) SELECT id, due_at FROM job WHERE status = 'QUEUED'");

    /** A batch of 10,000 jobs in every state: half have finished, a tenth runs. */
    static final String BIG = "big";

    private static final String ONE_BIG_BATCH = """
            INSERT INTO job (id, status, progress, lease_until, upload_key, upload_bytes, upload_sha256, upload_format,
                created_at, queued_since, due_at, batch, priority, error_code, result)
            SELECT gen_random_uuid(), status, 0.5, CASE WHEN status = 'RUNNING' THEN timestamptz '2200-01-01' END,
                'uploads/big' || n, 5, '00ff', 'ZIP', at, at, timestamptz '2200-01-01', 'big', 'batch', 'CORRUPT_IMAGE',
                CASE WHEN status = 'SUCCEEDED' THEN '{}' END
            FROM generate_series(1, 10000) AS n, LATERAL (
                SELECT timestamptz '2026-02-01' + make_interval(secs => n) AS at, CASE
                    WHEN n % 10 = 0 THEN 'RUNNING' WHEN n % 10 < 5 THEN 'QUEUED' WHEN n % 10 = 5 THEN 'FAILED'
                    WHEN n % 10 = 6 THEN 'CANCELLED' ELSE 'SUCCEEDED' END AS status) AS job
            """;

    /** Owns tasks that wait, but no job. */
    static final String CORRECTING = "correcting";

    /** A crowd of corrections that wait, and the files of those that were measured. */
    private static final List<String> CORRECTED =
            List.of("""
            INSERT INTO task (id, job_id, owner, kind, created_at, queued_since)
            SELECT gen_random_uuid(), id, 'correcting', 'REVISION', now(), now()
            FROM job WHERE status = 'SUCCEEDED' AND upload_key LIKE '%05'
            """, """
            INSERT INTO revision (job_id, number, owner, base, labels_key, labels_bytes, labels_sha256, created_at,
                task_id)
            SELECT job_id, 1, owner, 0, 'labels/' || id, 5, '00ff', created_at, id FROM task WHERE owner = 'correcting'
            """, """
            INSERT INTO revision_artifact (job_id, number, position, owner, name, key, media_type, bytes, sha256)
            SELECT job_id, number, 0, owner, 'labels.nii.gz', labels_key, 'x', 5, 'aa' FROM revision
            WHERE result IS NOT NULL
            """, "UPDATE job SET newest_revision = 1 WHERE id IN (SELECT job_id FROM revision)");

    private ManyJobs() {}

    /** Leaves the statistics those of an idle time: no job waits in them. */
    static void fill(JdbcClient jdbc, int finished) {
        jdbc.sql("ALTER TABLE job SET (autovacuum_enabled = false)").update();
        jdbc.sql(WITHOUT_INDEXES).update();
        jdbc.sql(FINISHED).param("jobs", finished).update();
        jdbc.sql(WITH_INDEXES).update();
        // The rows are known to fit, and to check a million foreign keys takes long.
        jdbc.sql("SET session_replication_role = replica").update();
        OF_FINISHED.forEach(sql -> jdbc.sql(sql).update());
        CORRECTED.forEach(sql -> jdbc.sql(sql).update());
        jdbc.sql("SET session_replication_role = origin").update();
        jdbc.sql("ANALYZE").update();
        WAITING.forEach(sql -> jdbc.sql(sql).update());
        jdbc.sql(TOLD).update();
        jdbc.sql(ONE_BIG_BATCH).update();
    }
}
