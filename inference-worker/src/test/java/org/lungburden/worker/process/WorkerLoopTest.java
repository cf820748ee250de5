package org.lungburden.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.JobStatus;
import org.lungburden.job.ModelRegistry;
import org.lungburden.pipeline.ModelCard;
import org.lungburden.pipeline.SegmenterLostException;
import org.lungburden.pipeline.StudyProcessor;
import org.lungburden.queue.inprocess.InProcessWorkQueue;
import org.lungburden.worker.WorkerFixture;

@Timeout(30)
class WorkerLoopTest {
    @TempDir
    Path folder;

    private final InProcessWorkQueue queue = new InProcessWorkQueue();
    private final List<String> models = new ArrayList<>();
    private WorkerFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new WorkerFixture(folder);
    }

    private WorkerLoop loop(StudyProcessor processor) {
        ModelCard card = new ModelCard("net", "1", "00", "{}", 256, 256, -1024, 600, 5);
        ModelRegistry registry = new ModelRegistry() {
            @Override
            public void register(String name, String version, String sha256, String manifestJson) {
                models.add(name + " " + version + " " + sha256 + " " + manifestJson);
            }

            @Override
            public Optional<String> newest() {
                return Optional.empty();
            }
        };
        return new WorkerLoop(
                queue,
                fixture.store,
                fixture.runner(processor),
                new ModelAnnouncement(registry, () -> card),
                WorkerFixture.JOBS,
                fixture.settings,
                "w",
                fixture.nanos::get);
    }

    @Test
    void jobThatAMessageNamesIsRunAndMessagesForNothingAreLetGo() {
        WorkerLoop loop = loop(WorkerFixture::processed);
        UUID job = fixture.store.queue();
        queue.publish(List.of(UUID.randomUUID(), job, job));
        loop.start();
        await().until(() -> JobStatus.SUCCEEDED.equals(fixture.store.status()));
        loop.stop();
        assertThat(fixture.store.claims()).isEqualTo(1);
        assertThat(models).containsExactly("net 1 00 {}");
    }

    /** The messages' own order, that of the submits, does not count. */
    @Test
    void eachMessageBringsTheJobWhoseTurnItIsUntilNoneIsLeft() {
        WorkerLoop loop = loop(WorkerFixture::processed);
        UUID batch = fixture.store.queue("cohort");
        UUID urgent = fixture.store.queue();
        queue.publish(List.of(batch, urgent));
        loop.start();
        await().until(() -> fixture.store.finished() == 2);
        loop.stop();
        assertThat(fixture.store.order()).containsExactly(urgent, batch);
    }

    @Test
    void idleWorkerFindsAJobWhoseMessageWasLost() {
        WorkerLoop loop = loop(WorkerFixture::processed);
        loop.start();
        fixture.store.queue();
        await().until(() -> JobStatus.SUCCEEDED.equals(fixture.store.status()));
        loop.stop();
    }

    /** Neither the queue nor the idle look may bring it another one, and its stop must not hang. */
    @Test
    void workerThatLostItsNetworkTakesNoOtherJob() {
        WorkerLoop loop = loop((upload, output, listener) -> {
            throw new SegmenterLostException(ErrorCode.WORKER_LOST, new IllegalStateException());
        });
        UUID job = fixture.store.queue();
        queue.publish(List.of(job));
        loop.start();
        await().until(() -> !fixture.exits.isEmpty());
        UUID next = fixture.store.queue();
        queue.publish(List.of(next, next));
        await().during(Duration.ofMillis(100)).until(() -> fixture.store.claims() == 1);
        loop.stop();
        assertThat(fixture.store.claims()).isEqualTo(1);
        assertThat(fixture.exits).containsExactly(75);
    }

    @Test
    void stoppingWorkerHandsItsJobBack() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        WorkerLoop loop = loop((upload, output, listener) -> {
            begun.countDown();
            return WorkerFixture.endless();
        });
        queue.publish(List.of(fixture.store.queue()));
        loop.start();
        begun.await();
        CountDownLatch stopped = new CountDownLatch(1);
        loop.stop(stopped::countDown);
        stopped.await();
        assertThat(fixture.store.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(loop.isRunning()).isFalse();
    }
}
