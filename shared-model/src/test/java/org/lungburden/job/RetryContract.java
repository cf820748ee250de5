package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lungburden.error.Category;
import org.lungburden.error.ErrorCode;

/** When another attempt follows, and how late. */
public abstract class RetryContract extends JobStoreFixture {

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void categoryAloneDecides(ErrorCode code) {
        Fence fence = claimed();
        assertThat(store().fail(fence, error(code))).isTrue();
        Job job = find(fence.id());
        boolean again = code.category() == Category.RESOURCE || code.category() == Category.DEPENDENCY;
        assertThat(job.status()).isEqualTo(again ? JobStatus.QUEUED : JobStatus.FAILED);
        assertThat(job.failures()).isEqualTo(code.category() == Category.DEPENDENCY ? 0 : 1);
        assertThat(job.error()).isEqualTo(again ? null : error(code));
        assertThat(store().attempts("local", job.id()))
                .singleElement()
                .extracting(Attempt::error)
                .isEqualTo(error(code));
    }

    @Test
    void resourceFaultsAreTriedFiveTimesWithDoublingDelays() {
        UUID id = submit().id();
        sendAll(id);
        for (long seconds : new long[] {2, 4, 8, 16}) {
            store().fail(claim(id), error(ErrorCode.OUT_OF_MEMORY));
            assertThat(store().claim(id, "early", LEASE)).isEmpty();
            assertDue(id, seconds);
            elapse(id, Duration.ofMinutes(2));
            sendAll(id);
        }
        store().fail(claim(id), error(ErrorCode.OUT_OF_MEMORY));
        assertThat(find(id).status()).isEqualTo(JobStatus.FAILED);
        assertThat(find(id).failures()).isEqualTo(5);
        assertThat(harness().pending(id)).isEmpty();
        assertThat(outcomes(id)).hasSize(5).containsOnly(Attempt.Outcome.FAILED);
    }

    @Test
    void dependencyFaultsDelayUntilTheAgeLimitWithoutCounting() {
        UUID id = submit().id();
        for (int i = 0; i < 8; i++) {
            store().fail(claim(id), error(ErrorCode.DEPENDENCY_FAILED));
            elapse(id, Duration.ofMinutes(2));
            sendAll(id);
        }
        assertThat(find(id).failures()).isZero();
        store().fail(claim(id), error(ErrorCode.DEPENDENCY_FAILED));
        assertDue(id, 60);
        elapse(id, Duration.ofMinutes(2));
        harness().age(id, Duration.ofHours(24));
        store().fail(claim(id), error(ErrorCode.DEPENDENCY_FAILED));
        assertThat(find(id).status()).isEqualTo(JobStatus.FAILED);
        assertThat(find(id).error()).isEqualTo(error(ErrorCode.DEPENDENCY_FAILED));
    }

    @Test
    void ageLimitCountsFromTheExplicitRetry() {
        UUID id = submit().id();
        store().fail(claim(id), error(ErrorCode.INTERNAL));
        harness().age(id, Duration.ofHours(48));
        store().retry("local", id);
        store().fail(claim(id), error(ErrorCode.DEPENDENCY_FAILED));
        assertThat(find(id).status()).isEqualTo(JobStatus.QUEUED);
    }

    @Test
    void lostWorkersUseTheChancesUp() {
        UUID id = submit().id();
        for (int i = 1; i <= 5; i++) {
            claim(id);
            elapse(id, LEASE.plusSeconds(1));
            assertThat(reaper().reap(10)).isEqualTo(1);
            elapse(id, Duration.ofMinutes(2));
        }
        assertThat(find(id).status()).isEqualTo(JobStatus.FAILED);
        assertThat(find(id).error()).isEqualTo(error(ErrorCode.WORKER_LOST));
        assertThat(reaper().reap(10)).isZero();
    }

    @Test
    void orphansAtStartCountAndAreDueAtOnce() {
        Fence fence = claimed();
        Job waiting = submit();
        assertThat(reaper().orphanedAtStart(ErrorCode.OUT_OF_MEMORY)).isEqualTo(1);
        assertThat(find(fence.id()).status()).isEqualTo(JobStatus.QUEUED);
        assertThat(find(fence.id()).failures()).isEqualTo(1);
        assertThat(store().attempts("local", fence.id()))
                .singleElement()
                .extracting(Attempt::error)
                .isEqualTo(error(ErrorCode.OUT_OF_MEMORY));
        assertThat(find(waiting.id()).failures()).isZero();
        assertThat(store().claim(fence.id(), "w", LEASE)).isPresent();
    }

    @Test
    void everyMoveToQueuedWritesOneMessage() {
        UUID id = submit().id();
        assertThat(harness().pending(id)).hasSize(1);
        store().release(claim(id));
        assertThat(harness().pending(id)).hasSize(2);
        store().fail(claim(id), error(ErrorCode.OUT_OF_MEMORY));
        assertThat(harness().pending(id)).hasSize(3);
        elapse(id, Duration.ofMinutes(2));
        claim(id);
        elapse(id, LEASE.plusSeconds(1));
        reaper().reap(10);
        assertThat(harness().pending(id)).hasSize(4);
        elapse(id, Duration.ofMinutes(2));
        claim(id);
        reaper().orphanedAtStart(ErrorCode.WORKER_LOST);
        assertThat(harness().pending(id)).hasSize(5);
        store().fail(claim(id), error(ErrorCode.INTERNAL));
        assertThat(harness().pending(id)).hasSize(5);
        store().retry("local", id);
        assertThat(harness().pending(id)).hasSize(6);
    }

    private void sendAll(UUID id) {
        outbox().relay(100, ids -> assertThat(ids).contains(id));
    }

    private void assertDue(UUID id, long seconds) {
        List<Duration> pending = harness().pending(id);
        assertThat(pending).hasSize(1);
        assertThat(pending.get(0).toMillis()).isBetween(seconds * 800 - 700, seconds * 1200);
    }
}
