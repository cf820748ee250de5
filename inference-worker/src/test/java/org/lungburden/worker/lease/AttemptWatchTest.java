package org.lungburden.worker.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Claim;
import org.lungburden.job.JobStatus;
import org.lungburden.job.Stage;
import org.lungburden.worker.CutOffJobStore;
import org.lungburden.worker.WorkerFixture;

class AttemptWatchTest {
    @TempDir
    Path folder;

    private WorkerFixture fixture;
    private CutOffJobStore store;
    private AttemptWatch watch;

    @BeforeEach
    void claim() throws IOException {
        fixture = new WorkerFixture(folder);
        store = fixture.store;
        Claim claim =
                store.claim(store.queue(), "w", WorkerFixture.JOBS.lease()).orElseThrow();
        watch = new AttemptWatch(
                store,
                claim.fence(),
                WorkerFixture.JOBS,
                fixture.settings,
                fixture::exit,
                fixture.nanos::get,
                fixture.nanos.get(),
                Thread.currentThread());
    }

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void renewsEveryTenSecondsUntilTheDeadline() {
        for (int second = 0; second < 15 * 60 + 20; second++) {
            watch.tick();
            fixture.advance(Duration.ofSeconds(1));
        }
        assertThat(store.renewals).isEqualTo(89);
        assertThat(watch.reason()).isEqualTo(StopReason.DEADLINE);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void pastTheDeadlineTheLeaseStillCoversTheLastWrite() {
        for (int second = 0; second <= 15 * 60; second++) {
            watch.tick();
            fixture.advance(Duration.ofSeconds(1));
        }
        assertThat(watch.reason()).isEqualTo(StopReason.DEADLINE);
        assertThat(watch.leased()).isTrue();
    }

    @Test
    void workThatDoesNotReturnEndsTheProcessWith75() {
        for (int second = 0; second < 15 * 60 + 30; second++) {
            watch.tick();
            fixture.advance(Duration.ofSeconds(1));
        }
        assertThat(fixture.exits).containsExactly(75);
        assertThat(fixture.exitCodes).containsExactly(ErrorCode.DEADLINE_EXCEEDED);
        assertThat(store.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(store.error()).extracting("code").isEqualTo(ErrorCode.DEADLINE_EXCEEDED.name());
    }

    @Test
    void progressIsWrittenOnceAndNeverFalls() {
        watch.at(Stage.SEGMENTING, 0.5);
        watch.tick();
        watch.tick();
        watch.at(Stage.SEGMENTING, 0.1);
        watch.tick();
        watch.at(Stage.WRITING, Double.NaN);
        watch.tick();
        assertThat(store.progress).containsExactly("SEGMENTING 56", "WRITING 90");
    }

    @Test
    void lostFenceStopsTheWork() {
        watch.at(Stage.DECODING, 0);
        store.cancelled();
        watch.tick();
        assertThat(watch.reason()).isEqualTo(StopReason.LOST);
        assertThatExceptionOfType(StoppedException.class).isThrownBy(() -> watch.at(Stage.DECODING, 0.1));
    }

    @Test
    void silentWorkAsksForItsFenceToo() {
        store.cancelled();
        watch.tick();
        assertThat(watch.reason()).isEqualTo(StopReason.LOST);
    }

    @Test
    void outageDoesNotStopTheWorkBeforeTheLeaseEnds() {
        store.outage = Integer.MAX_VALUE;
        for (int second = 0; second < 30; second++) {
            watch.tick();
            assertThatCode(() -> watch.at(Stage.DECODING, 0.1)).doesNotThrowAnyException();
            fixture.advance(Duration.ofSeconds(1));
        }
        watch.tick();
        assertThat(watch.reason()).isEqualTo(StopReason.LEASE_ENDED);
    }

    @Test
    void progressThatFailedIsWrittenAgain() {
        watch.at(Stage.DECODING, 1);
        store.outage = 1;
        watch.tick();
        assertThat(store.progress).isEmpty();
        watch.tick();
        assertThat(store.progress).containsExactly("DECODING 18");
    }

    @Test
    void finishingWorkIsNeitherInterruptedNorStopped() {
        watch.finishing();
        store.cancelled();
        fixture.advance(Duration.ofSeconds(11));
        watch.tick();
        assertThat(watch.reason()).isNull();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void stoppingWorkerHandsBackAfterItsGrace() {
        watch.handBackAt(fixture.nanos.get() + Duration.ofSeconds(5).toNanos());
        watch.tick();
        assertThat(watch.reason()).isNull();
        fixture.advance(Duration.ofSeconds(5));
        watch.tick();
        assertThat(watch.reason()).isEqualTo(StopReason.SHUTDOWN);
    }
}
