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
import org.lungburden.job.Job;
import org.lungburden.job.upkeep.RetentionSettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What the migrations make of the rows that earlier versions wrote. */
class StoredJobsIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.debian();

    private final JdbcClient jdbc = JdbcClient.create(
            new DriverManagerDataSource(POSTGRES.jdbcUrl(), POSTGRES.username(), POSTGRES.password()));

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
