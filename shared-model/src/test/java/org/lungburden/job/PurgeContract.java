package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.upkeep.Purges;
import org.lungburden.job.upkeep.Purges.Round;

/** A deleted job is purged in rounds until no row of it is left. */
public abstract class PurgeContract extends JobStoreFixture {
    /** The deadline of an attempt and a minute. */
    private static final Duration SECOND_ROUND = Duration.ofMinutes(16);

    private static final Duration LONGEST_DELAY = Duration.ofSeconds(640);

    private Purges purges() {
        return harness().purges();
    }

    private void delete(UUID id) {
        store().delete("local", id);
    }

    private Round taken(UUID id) {
        List<Round> rounds = purges().take(10);
        assertThat(rounds).extracting(Round::jobId).containsExactly(id);
        return rounds.get(0);
    }

    private void assertNothingDue() {
        assertThat(purges().take(10)).isEmpty();
    }

    @Test
    void aJobThatNeverRanGoesInOneRound() {
        Job job = submit();
        delete(job.id());
        Round round = taken(job.id());
        assertThat(round).isEqualTo(new Round(job.id(), job.upload().key(), false, 1));
        assertThat(harness().inconsistencies()).isEmpty();
        purges().done(round);
        assertThat(harness().rows(job.id())).isZero();
    }

    @Test
    void aJobThatSucceededGoesInOneRoundWithAllItsRows() {
        Fence fence = claimed();
        store().complete(fence, "{}", List.of(artifact("labels.nii.gz")));
        delete(fence.id());
        assertThat(harness().rows(fence.id())).isEqualTo(5);
        purges().done(taken(fence.id()));
        assertThat(harness().rows(fence.id())).isZero();
    }

    @Test
    void theLeaseOfTheLastAttemptEndsFirst() {
        Fence fence = claimed();
        delete(fence.id());
        assertNothingDue();
        harness().elapsePurges(LEASE.minusSeconds(5));
        assertNothingDue();
        harness().elapsePurges(Duration.ofSeconds(6));
        assertThat(taken(fence.id()).again()).isTrue();
    }

    @Test
    void anAttemptThatWasCancelledMayWriteLate() {
        Fence fence = claimed();
        store().cancel("local", fence.id());
        delete(fence.id());
        harness().elapsePurges(LEASE);
        purges().done(taken(fence.id()));
        assertNothingDue();
        harness().elapsePurges(SECOND_ROUND.minusSeconds(10));
        assertNothingDue();
        harness().elapsePurges(Duration.ofSeconds(11));
        Round last = taken(fence.id());
        assertThat(last.again()).isFalse();
        purges().done(last);
        assertThat(harness().rows(fence.id())).isZero();
    }

    @Test
    void anEarlierAttemptMayWriteLateToo() {
        UUID id = submit().id();
        store().fail(claim(id), error(ErrorCode.WORKER_LOST));
        elapse(id, Duration.ofMinutes(1));
        store().complete(claim(id), "{}", List.of());
        delete(id);
        assertThat(taken(id).again()).isTrue();
    }

    @Test
    void aRoundThatIsNotDoneComesAgainEverLater() {
        UUID id = submit().id();
        delete(id);
        for (int tries = 1; tries <= 8; tries++) {
            assertThat(taken(id).tries()).isEqualTo(tries);
            Duration delay = Duration.ofSeconds(Math.min(10L << (tries - 1), LONGEST_DELAY.toSeconds()));
            harness().elapsePurges(delay.minusSeconds(5));
            assertNothingDue();
            harness().elapsePurges(Duration.ofSeconds(6));
        }
    }

    @Test
    void whoeverComesTooLateChangesNothing() {
        Fence fence = claimed();
        delete(fence.id());
        harness().elapsePurges(LEASE);
        Round late = taken(fence.id());
        harness().elapsePurges(LONGEST_DELAY);
        Round second = taken(fence.id());
        purges().done(late);
        harness().elapsePurges(LONGEST_DELAY);
        assertThat(taken(fence.id()).tries()).isEqualTo(3);
        purges().done(second);
        harness().elapsePurges(LONGEST_DELAY);
        Round fourth = taken(fence.id());
        purges().done(fourth);
        purges().done(new Round(fence.id(), "uploads/1", false, 1));
        assertThat(harness().rows(fence.id())).isPositive();
    }

    @Test
    void aJobThatIsNotDeletedIsNeverRemoved() {
        UUID id = submit().id();
        purges().done(new Round(id, "uploads/1", false, 0));
        purges().done(new Round(id, "uploads/1", true, 0));
        assertThat(find(id).status()).isEqualTo(JobStatus.QUEUED);
    }

    @Test
    void theOnlyProcessPurgesAllAtOnce() {
        Fence running = claimed();
        UUID waiting = submit().id();
        delete(running.id());
        delete(waiting);
        purges().allDueAtStart();
        List<Round> rounds = purges().take(10);
        assertThat(rounds).extracting(Round::jobId).containsExactlyInAnyOrder(running.id(), waiting);
        rounds.forEach(purges()::done);
        assertThat(harness().rows(running.id())).isZero();
        assertThat(harness().rows(waiting)).isZero();
    }

    @Test
    void severalTakeEachRoundOnce() throws Exception {
        Set<UUID> deleted = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            UUID id = submit().id();
            delete(id);
            deleted.add(id);
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<UUID> purged = new ArrayList<>();
        try {
            List<Callable<List<UUID>>> work = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                work.add(this::purgeAll);
            }
            for (Future<List<UUID>> done : threads.invokeAll(work)) {
                purged.addAll(done.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(purged).hasSize(60).containsExactlyInAnyOrderElementsOf(deleted);
        assertThat(deleted).allSatisfy(id -> assertThat(harness().rows(id)).isZero());
    }

    private List<UUID> purgeAll() {
        List<UUID> purged = new ArrayList<>();
        List<Round> rounds = purges().take(5);
        while (!rounds.isEmpty()) {
            for (Round round : rounds) {
                purges().done(round);
                purged.add(round.jobId());
            }
            rounds = purges().take(5);
        }
        return purged;
    }
}
