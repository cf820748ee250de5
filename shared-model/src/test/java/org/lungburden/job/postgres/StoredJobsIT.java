package org.lungburden.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lungburden.database.Migrations;
import org.lungburden.database.SchemaSettings;
import org.lungburden.job.Job;
import org.lungburden.job.revision.Agreements;
import org.lungburden.job.revision.Agreements.Corrected;
import org.lungburden.job.revision.Agreements.Volumes;
import org.lungburden.job.upkeep.RetentionSettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** What the migrations make of the rows that earlier versions wrote. */
class StoredJobsIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.debian();

    private final DriverManagerDataSource source =
            new DriverManagerDataSource(POSTGRES.jdbcUrl(), POSTGRES.username(), POSTGRES.password());
    private final JdbcClient jdbc = JdbcClient.create(source);

    @BeforeEach
    void empty() {
        flyway().cleanDisabled(false).load().clean();
    }

    private static FluentConfiguration flyway() {
        return Migrations.configure().dataSource(POSTGRES.jdbcUrl(), POSTGRES.username(), POSTGRES.password());
    }

    private UUID stored(String result) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO job (id, status, stage, upload_key, upload_bytes, upload_sha256, upload_format,
                            created_at, queued_since, result)
                        VALUES (:id, 'SUCCEEDED', 'MEASURING', 'uploads/1', 5, '00ff', 'ZIP', now(), now(), :result)
                        """).param("id", id).param("result", result).update();
        return id;
    }

    private String value(String column, UUID id) {
        return jdbc.sql("SELECT coalesce(" + column + ", 'none') FROM job WHERE id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    @Test
    void jobsDoneBeforeAreFoundByTheirStudyAndStandAtTheLastStage() {
        flyway().target("5").load().migrate();
        UUID dicom = stored("{\"study\":{\"format\":\"DICOM\",\"studyInstanceUid\":\"1.2.840.7\"}}");
        UUID nifti = stored("{\"study\":{\"format\":\"NIFTI\"}}");
        UUID damaged = stored("no JSON");
        flyway().load().migrate();
        assertThat(value("study_instance_uid", dicom)).isEqualTo("1.2.840.7");
        assertThat(value("study_instance_uid", nifti)).isEqualTo("none");
        assertThat(value("study_instance_uid", damaged)).isEqualTo("none");
        assertThat(value("stage", dicom)).isEqualTo("WRITING");
        assertThat(value("version::text", dicom)).isEqualTo("1");
    }

    private void corrected(UUID job, int number, double opacityMl) {
        jdbc.sql("""
                        INSERT INTO task (id, job_id, owner, kind, status, created_at, queued_since)
                        SELECT gen_random_uuid(), id, owner, 'REVISION', 'SUCCEEDED', now(), now() FROM job WHERE id = :job
                        """).param("job", job).update();
        jdbc.sql("""
                        INSERT INTO revision (job_id, number, owner, base, labels_key, labels_bytes, labels_sha256,
                            created_at, task_id, result)
                        SELECT job_id, :number, owner, :number - 1, 'k', 5, 'aa', now(), id, :result FROM task
                        WHERE job_id = :job AND NOT EXISTS (SELECT FROM revision WHERE task_id = task.id)
                        """)
                .param("job", job)
                .param("number", number)
                .param("result", volumes(opacityMl))
                .update();
    }

    private static String volumes(double opacityMl) {
        return "{\"volumesMl\":{\"lung\":4000,\"groundGlass\":" + opacityMl + ",\"highOpacity\":0,\"pneumonia\":"
                + opacityMl + "}}";
    }

    /** The version before counted no voxels; it also may still run when this one does. */
    @Test
    void correctionsOfAnEarlierVersionAreComparedByTheirVolumes() {
        flyway().target("27").load().migrate();
        UUID job = stored(volumes(68.6));
        corrected(job, 1, 91.2);
        flyway().load().migrate();
        corrected(job, 2, 95.5);
        PostgresAgreements agreements =
                new PostgresAgreements(jdbc, new TransactionTemplate(new DataSourceTransactionManager(source)));
        assertThat(agreements.corrected("local", new Agreements.Wanted(null, null, null), 10))
                .extracting(Corrected::job, Corrected::revision, Corrected::corrected, Corrected::voxels)
                .containsExactly(tuple(job, 2, new Volumes(4000, 95.5, 95.5, 0), null));
    }

    /** Also when the server went away in the middle. */
    @Test
    void countedVoxelsGoWithTheirJob() {
        flyway().target("28").load().migrate();
        jdbc.sql("UPDATE flyway_schema_history SET success = false WHERE version = '28'")
                .update();
        new SchemaStrategy(new SchemaSettings(true, Duration.ZERO)).migrate(flyway().load());
        UUID job = stored(volumes(68.6));
        corrected(job, 1, 91.2);
        jdbc.sql("UPDATE revision SET confusion = '1,2'").update();
        jdbc.sql("UPDATE job SET deleted_at = now() WHERE id = :id")
                .param("id", job)
                .update();
        assertThat(jdbc.sql("SELECT count(*) FROM revision WHERE confusion IS NULL AND result IS NULL")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    /** So that whoever reads many jobs, or looks for one to claim, reads no results on the way. */
    @Test
    void resultsStandOutsideOfTheRows() {
        flyway().load().migrate();
        // Compressed, it would just fit into the row.
        String part =
                new Random(1).ints(1600, 'a', 'z').mapToObj(Character::toString).collect(Collectors.joining());
        String result = part.repeat(4);
        for (int i = 0; i < 100; i++) {
            stored(result);
        }
        long page = 8192;
        assertThat(jdbc.sql("SELECT pg_relation_size('job')").query(Long.class).single())
                .isLessThanOrEqualTo(10 * page);
        assertThat(jdbc.sql("SELECT count(*) FROM job WHERE result = :result")
                        .param("result", result)
                        .query(Long.class)
                        .single())
                .isEqualTo(100);
    }

    @Test
    void aJobOfAnEarlierVersionHasTheDefaultFilesAndALaterOneItsOwn() {
        flyway().target("8").load().migrate();
        UUID earlier = stored("{}");
        flyway().load().migrate();
        UUID later = stored("{}");
        jdbc.sql("UPDATE job SET files = 'labels.nii.gz,mesh.stl' WHERE id = :id")
                .param("id", later)
                .update();
        assertThat(
                        jdbc.sql("SELECT " + JobRows.COLUMNS + " FROM job")
                                .query(new JobRows(
                                        new RetentionSettings(Duration.ZERO, null, null, Duration.ofMinutes(1)))::read)
                                .list())
                .extracting(Job::id, job -> job.files().text())
                .containsExactlyInAnyOrder(tuple(earlier, "default"), tuple(later, "labels.nii.gz,mesh.stl"));
    }
}
