package org.lungburden.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.api.background.CleanupAtStart;
import org.lungburden.api.testing.RealApi;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Fence;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobError;
import org.lungburden.job.JobStatus;
import org.lungburden.job.JobStore;
import org.lungburden.job.NewJob;
import org.lungburden.job.StudyChoices;
import org.lungburden.job.Upload;
import org.lungburden.job.postgres.PostgresExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Purge and sweep over a real PostgreSQL and real files; the test plays the worker. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // set by start
class LeftBehindIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.embedded();

    @TempDir
    private Path folder;

    private ConfigurableApplicationContext context;
    private JobStore jobs;
    private ArtifactStore artifacts;

    private void start(Map<String, String> settings) {
        context = RealApi.start(POSTGRES, folder, settings);
        jobs = context.getBean(JobStore.class);
        artifacts = context.getBean(ArtifactStore.class);
    }

    @AfterEach
    void stop() {
        context.getBean(JdbcClient.class).sql("TRUNCATE job CASCADE").update();
        context.close();
    }

    private void put(String key) throws IOException {
        artifacts.put(key, new ByteArrayInputStream(new byte[] {1}), 1);
    }

    private UUID submitted() throws IOException {
        UUID id = UUID.randomUUID();
        String key = ArtifactKeys.upload(id);
        put(key);
        jobs.submit(new NewJob(
                id, "local", new Upload(key, 1, "00", Upload.Format.ZIP), null, null, null, StudyChoices.NONE));
        return id;
    }

    private Fence claimed(UUID id) {
        return jobs.claim(id, "w", Duration.ofSeconds(1)).orElseThrow().fence();
    }

    private static String fileOf(Fence fence, String name) {
        return ArtifactKeys.attempts(fence.id()) + fence.attempt() + "/" + name;
    }

    private List<String> keys() throws IOException {
        try (Stream<String> keys = artifacts.keys("")) {
            return keys.filter(key -> !key.startsWith("store/")).toList();
        }
    }

    private int rows() {
        return context.getBean(JdbcClient.class)
                .sql("SELECT count(*) FROM job")
                .query(Integer.class)
                .single();
    }

    private void age(String file, Duration age) throws IOException {
        Files.setLastModifiedTime(
                folder.resolve(file), FileTime.from(Instant.now().minus(age)));
    }

    @Test
    void nothingIsLeftOfADeletedJobNotEvenWhatIsWrittenLate() throws IOException {
        start(Map.of("lungburden.purge.interval", "50ms", "lungburden.purge.second-round", "4s"));
        UUID id = submitted();
        Fence paused = claimed(id);
        put(fileOf(paused, "labels.nii.gz"));
        jobs.delete("local", id);
        await().until(() -> keys().isEmpty());
        assertThat(rows()).isEqualTo(1);
        put(fileOf(paused, "overlay.png"));
        await().until(() -> rows() == 0);
        assertThat(keys()).isEmpty();
    }

    @Test
    void everyOrphanGoesAndEveryFileThatIsNeededStays() throws IOException {
        start(Map.of(
                "lungburden.sweep.interval", "50ms",
                "lungburden.sweep.grace", "30s",
                "lungburden.sweep.upload-retention", "1h",
                "lungburden.purge.interval", "50ms",
                "lungburden.purge.second-round", "0s"));
        UUID young = UUID.randomUUID();
        put(ArtifactKeys.upload(young));
        UUID old = UUID.randomUUID();
        put(ArtifactKeys.upload(old));
        age(ArtifactKeys.upload(old), Duration.ofMinutes(1));
        UUID succeeded = submitted();
        Fence result = claimed(succeeded);
        put(fileOf(result, "a"));
        put(fileOf(result, "unlisted"));
        jobs.complete(result, "{}", List.of(new JobArtifact("a", fileOf(result, "a"), "x/y", 1, "00")));
        UUID failed = submitted();
        Fence lost = claimed(failed);
        put(fileOf(lost, "a"));
        jobs.fail(lost, new JobError(ErrorCode.CORRUPT_IMAGE, "x"));
        Files.writeString(folder.resolve(".incoming/dead"), "x");
        age(".incoming/dead", Duration.ofMinutes(1));
        age(ArtifactKeys.upload(failed), Duration.ofDays(1));
        await().untilAsserted(() -> assertThat(keys())
                .containsExactlyInAnyOrder(
                        ArtifactKeys.upload(young),
                        ArtifactKeys.upload(succeeded),
                        ArtifactKeys.upload(failed),
                        fileOf(result, "a")));
        await().until(() -> rows() == 2);
        assertThat(folder.resolve(".incoming/dead")).doesNotExist();
        context.getBean(JdbcClient.class)
                .sql("UPDATE job SET finished_at = finished_at - interval '1 day' WHERE id = :id")
                .param("id", failed)
                .update();
        await().untilAsserted(() -> assertThat(keys()).doesNotContain(ArtifactKeys.upload(failed)));
        assertThat(jobs.find("local", failed).orElseThrow().status()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void whatADeadProcessLeftGoesAtOnce() throws IOException {
        start(Map.of("lungburden.purge.interval", "1h", "lungburden.sweep.interval", "1h"));
        put(ArtifactKeys.upload(UUID.randomUUID()));
        Files.writeString(folder.resolve(".incoming/dead"), "x");
        UUID deleted = submitted();
        put(fileOf(claimed(deleted), "a"));
        jobs.delete("local", deleted);
        UUID waiting = submitted();
        Fence lost = claimed(waiting);
        put(fileOf(lost, "a"));
        jobs.release(lost);
        context.getBean(CleanupAtStart.class).removeAtStart();
        assertThat(keys()).containsExactly(ArtifactKeys.upload(waiting));
        assertThat(folder.resolve(".incoming")).isEmptyDirectory();
        assertThat(rows()).isEqualTo(1);
    }
}
