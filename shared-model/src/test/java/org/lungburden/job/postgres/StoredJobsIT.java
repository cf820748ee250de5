package org.lungburden.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lungburden.job.Job;
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
        return Flyway.configure().dataSource(POSTGRES.jdbcUrl(), POSTGRES.username(), POSTGRES.password());
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

    @Test
    void aJobOfAnEarlierVersionHasTheDefaultFilesAndALaterOneItsOwn() {
        flyway().target("8").load().migrate();
        UUID earlier = stored("{}");
        flyway().load().migrate();
        UUID later = stored("{}");
        jdbc.sql("UPDATE job SET files = 'labels.nii.gz,mesh.stl' WHERE id = :id")
                .param("id", later)
                .update();
        assertThat(jdbc.sql("SELECT " + JobRows.COLUMNS + " FROM job")
                        .query(JobRows::read)
                        .list())
                .extracting(Job::id, job -> job.files().text())
                .containsExactlyInAnyOrder(tuple(earlier, "default"), tuple(later, "labels.nii.gz,mesh.stl"));
    }
}
