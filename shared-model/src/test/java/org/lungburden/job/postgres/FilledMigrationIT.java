package org.lungburden.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lungburden.database.Migrations;
import org.lungburden.database.SchemaSettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Migrations that read or extend the jobs done before, on tables that hold such jobs. */
class FilledMigrationIT {
    @RegisterExtension
    static final PostgresExtension MIGRATED = PostgresExtension.debian();

    /** More than the parts in which the migration reads, and of every kind that has nothing to tell. */
    private static final String JOBS_OF_BEFORE = """
            INSERT INTO job (id, status, attempt, upload_key, upload_bytes, upload_sha256, upload_format, created_at,
                queued_since, finished_at, error_code, result)
            SELECT gen_random_uuid(), CASE WHEN n <= 11000 THEN 'SUCCEEDED' ELSE 'FAILED' END, 1, 'uploads/' || n, 5, '00ff',
                'ZIP', now(), now(), now(), CASE WHEN n > 11000 THEN 'CORRUPT_IMAGE' END, CASE WHEN n <= 10000 THEN
                    '{"study":{"acquiredOn":"2026-03-01"},"volumesMl":{"lung":4180.2,"pneumonia":370.4},'
                    || '"burdenPercent":{"pneumonia":12.5}}' WHEN n <= 11000 THEN 'no JSON' END
            FROM generate_series(1, 11500) AS n
            """;

    @Test
    void jobsDoneBeforeTellOfTheirScanAndTakeRevisions() throws Exception {
        flyway("22").migrate();
        try (Connection connection = MIGRATED.connect()) {
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            jdbc.sql(JOBS_OF_BEFORE).update();

            flyway("26").migrate();
            // As after a crash between the migration and the note that it ran.
            jdbc.sql("UPDATE flyway_schema_history SET success = false WHERE version = '26'")
                    .update();
            jdbc.sql("UPDATE job SET burden_percent = NULL WHERE upload_key LIKE '%7'")
                    .update();
            migrateAll();

            theScansAreTold(jdbc);
            theAcceptedRevisionIsTold(jdbc);
        }
    }

    private static void theScansAreTold(JdbcClient jdbc) {
        assertThat(count(jdbc, "burden_percent = 12.5 AND opacity_ml = 370.4 AND acquired_on = '2026-03-01'"))
                .isEqualTo(10_000);
        assertThat(count(jdbc, "burden_percent IS NULL AND opacity_ml IS NULL AND acquired_on IS NULL"))
                .isEqualTo(1500);
        assertThat(count(jdbc, "newest_revision = 0 AND accepted_revision = 0 AND accepted_by IS NULL"))
                .isEqualTo(11_500);
        assertThat(jdbc.sql("SELECT count(*) FROM pg_index WHERE NOT indisvalid")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static void theAcceptedRevisionIsTold(JdbcClient jdbc) {
        jdbc.sql("""
                INSERT INTO task (id, job_id, owner, kind, status, created_at, queued_since)
                SELECT gen_random_uuid(), id, owner, 'REVISION', 'SUCCEEDED', now(), now() FROM job WHERE upload_key = 'uploads/1'
                """).update();
        jdbc.sql("""
                INSERT INTO revision (job_id, number, owner, base, labels_key, labels_bytes, labels_sha256, created_at,
                    task_id, result)
                SELECT job_id, 1, owner, 0, 'k', 5, '00', now(), id, '{"burdenPercent":{"pneumonia":1.5}}' FROM task
                """).update();
        jdbc.sql("UPDATE job SET accepted_revision = 1 WHERE upload_key = 'uploads/1'")
                .update();
        assertThat(count(jdbc, "burden_percent = 1.5")).isEqualTo(1);
        jdbc.sql("UPDATE job SET accepted_revision = 0 WHERE upload_key = 'uploads/1'")
                .update();
        assertThat(count(jdbc, "burden_percent = 12.5")).isEqualTo(10_000);
    }

    private static long count(JdbcClient jdbc, String condition) {
        return jdbc.sql("SELECT count(*) FROM job WHERE " + condition)
                .query(Long.class)
                .single();
    }

    private static void migrateAll() {
        new SchemaStrategy(new SchemaSettings(true, Duration.ZERO)).migrate(flyway("latest"));
        assertThat(flyway("latest").info().pending()).isEmpty();
    }

    private static Flyway flyway(String target) {
        return Migrations.configure()
                .dataSource(MIGRATED.jdbcUrl(), MIGRATED.username(), MIGRATED.password())
                .target(target)
                .load();
    }
}
