package org.lungburden.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.SharedModelConfiguration;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.job.Attempt;
import org.lungburden.job.Job;
import org.lungburden.job.JobStatus;
import org.lungburden.job.JobStore;
import org.lungburden.job.ModelRegistry;
import org.lungburden.job.NewJob;
import org.lungburden.job.Stage;
import org.lungburden.job.StudyChoices;
import org.lungburden.job.Upload;
import org.lungburden.job.postgres.PostgresExtension;
import org.lungburden.job.upkeep.JobCounts;
import org.lungburden.job.upkeep.Outbox;
import org.lungburden.pipeline.ModelCard;
import org.lungburden.pipeline.Segmenter;
import org.lungburden.pipeline.StudyProcessor;
import org.lungburden.queue.WorkQueue;
import org.lungburden.testing.BusyMachine;
import org.lungburden.worker.WorkerFixture;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The worker as it is configured, on a real database; only the pipeline is a stand-in. */
@Timeout(60)
class WorkerIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.embedded();

    @TempDir
    Path folder;

    private ConfigurableApplicationContext context;
    private JobStore store;
    private ArtifactStore artifacts;
    private HeldProcessor processor;

    @BeforeEach
    void start() {
        start(Map.of());
    }

    private void start(Map<String, Object> settings) {
        context = application(settings);
        store = context.getBean(JobStore.class);
        artifacts = context.getBean(ArtifactStore.class);
        processor = context.getBean(HeldProcessor.class);
    }

    private ConfigurableApplicationContext application(Map<String, Object> settings) {
        Map<String, Object> properties = new HashMap<>(POSTGRES.properties());
        properties.put("lungburden.artifacts.location", "file:" + folder.resolve("artifacts"));
        properties.put(
                "lungburden.worker.work-directory", folder.resolve("work").toString());
        properties.put("lungburden.worker.stop-grace", "0s");
        properties.put("lungburden.worker.name", "worker-1");
        properties.putAll(settings);
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .run();
    }

    @AfterEach
    void stop() {
        context.close();
    }

    private UUID submit() throws IOException {
        return submit("local", null);
    }

    private UUID submit(String owner, @Nullable String batch) throws IOException {
        UUID id = UUID.randomUUID();
        var stored = artifacts.put(
                ArtifactKeys.upload(id), new ByteArrayInputStream("study".getBytes(StandardCharsets.UTF_8)), 100);
        Upload upload = new Upload(stored.key(), stored.bytes(), stored.sha256(), Upload.Format.ZIP);
        store.submit(new NewJob(id, owner, upload, null, null, batch, StudyChoices.NONE));
        WorkQueue queue = context.getBean(WorkQueue.class);
        context.getBean(Outbox.class).relay(10, queue::publish);
        return id;
    }

    private Job job(UUID id) {
        return store.find("local", id).orElseThrow();
    }

    @Test
    void jobRunsFromItsMessageToItsResult() throws IOException {
        processor.go.release();
        UUID id = submit();
        await().until(() -> JobStatus.SUCCEEDED.equals(job(id).status()));
        assertThat(store.result("local", id).orElseThrow()).contains("\"jobId\":\"" + id + "\"");
        assertThat(store.artifacts("local", id)).singleElement().satisfies(artifact -> {
            assertThat(artifact.name()).isEqualTo("labels.nii.gz");
            assertThat(artifacts.size(artifact.key())).isEqualTo(5);
        });
        assertThat(store.attempts("local", id))
                .singleElement()
                .extracting(Attempt::worker)
                .isEqualTo("worker-1");
        assertThat(context.getBean(ModelRegistry.class).newest()).contains("{\"name\": \"net\"}");
    }

    /** No look of an idle worker helps here. */
    @Test
    void messagesAloneBringEveryJobToItsEndAndAClinicianIsNotLast() throws Exception {
        context.close();
        start(Map.of("lungburden.worker.idle-poll", "10m"));
        submit("cohort", "night");
        processor.begun.acquire();
        List<UUID> cohort = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            cohort.add(submit("cohort", "night"));
        }
        UUID urgent = submit("clinic", null);
        // the one that runs, and the next two: one of these may be the fifth claim, which is of the batch
        processor.go.release(3);
        await().until(() -> JobStatus.SUCCEEDED.equals(
                store.find("clinic", urgent).orElseThrow().status()));
        processor.go.release(4);
        await().until(() -> cohort.stream()
                .allMatch(id -> JobStatus.SUCCEEDED.equals(
                        store.find("cohort", id).orElseThrow().status())));
    }

    @Test
    void progressIsSeenWhileTheJobRuns() throws IOException {
        UUID id = submit();
        await().until(() -> "SEGMENTING".equals(job(id).stage()));
        assertThat(job(id).progress()).isBetween(0.2, 0.9);
        processor.go.release();
        await().until(() -> JobStatus.SUCCEEDED.equals(job(id).status()));
    }

    @Test
    void cancelStopsTheWorkWithinTwoSeconds() throws Exception {
        UUID id = submit();
        processor.begun.acquire();
        store.cancel("local", id);
        await().atMost(BusyMachine.allows(Duration.ofSeconds(2))).until(() -> processor.interrupted.tryAcquire());
        assertThat(job(id).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(store.artifacts("local", id)).isEmpty();
    }

    @Test
    void stoppedWorkerHandsItsJobToTheNext() throws Exception {
        UUID id = submit();
        processor.begun.acquire();
        context.close();
        start();
        processor.go.release();
        await().atMost(Duration.ofSeconds(20)).until(() -> JobStatus.SUCCEEDED.equals(job(id).status()));
        assertThat(store.attempts("local", id))
                .extracting(Attempt::outcome)
                .containsExactly(Attempt.Outcome.RELEASED, Attempt.Outcome.SUCCEEDED);
        assertThat(job(id).failures()).isZero();
    }

    @Test
    void aWorkerCountsWhileItRunsAndNoLonger() {
        await().untilAsserted(() -> assertThat(workersAlive()).isEqualTo(1));
        try (ConfigurableApplicationContext other = application(Map.of())) {
            await().untilAsserted(() -> assertThat(workersAlive()).isEqualTo(2));
            assertThat(other.isRunning()).isTrue();
        }
        assertThat(workersAlive()).isEqualTo(1);
    }

    private long workersAlive() {
        return context.getBean(JobCounts.class).count().workers();
    }

    /** Waits in SEGMENTING until it may go on. */
    static final class HeldProcessor implements StudyProcessor {
        final Semaphore begun = new Semaphore(0);
        final Semaphore go = new Semaphore(0);
        final Semaphore interrupted = new Semaphore(0);

        @Override
        public ProcessedStudy process(Submitted upload, Path output, Listener listener) throws IOException {
            listener.at(Stage.SEGMENTING, 0.5);
            begun.release();
            try {
                go.acquire();
            } catch (InterruptedException e) {
                interrupted.release();
                throw new IllegalStateException("interrupted", e);
            }
            return WorkerFixture.processed(upload, output, (stage, progress) -> {});
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({SharedModelConfiguration.class, WorkerConfiguration.class})
    static class Application {
        @Bean
        HeldProcessor processor() {
            return new HeldProcessor();
        }

        @Bean
        Segmenter segmenter() {
            return new Segmenter() {
                @Override
                public ModelCard card() {
                    return new ModelCard("net", "1", "00", "{\"name\": \"net\"}", 256, 256, -1024, 600, 5);
                }

                @Override
                public SoftLabels segment(NetworkGrid grid, DoubleConsumer progress) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void close() {}
            };
        }
    }
}
