package org.lungburden.api.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.upkeep.JobReaper;

class LeaseReaperTest {
    private Instant elapsed = Instant.EPOCH;
    private Instant now = Instant.EPOCH;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final FakeReaper jobs = new FakeReaper();
    private final LeaseReaper reaper = new LeaseReaper(
            jobs,
            OutboxRelayTest.settings(Map.of()),
            clock,
            () -> Duration.between(Instant.EPOCH, elapsed).toNanos());

    @Test
    void waitsOneLeaseAfterItsStart() {
        elapsed = elapsed.plusSeconds(29);
        reaper.round();
        assertThat(jobs.calls).isZero();
        elapsed = elapsed.plusSeconds(1);
        reaper.round();
        assertThat(jobs.calls).isEqualTo(1);
    }

    @Test
    void waitsOneLeaseAfterAnOutage() {
        elapsed = elapsed.plusSeconds(60);
        jobs.broken = true;
        reaper.round();
        jobs.broken = false;
        elapsed = elapsed.plusSeconds(29);
        reaper.round();
        assertThat(jobs.calls).isEqualTo(1);
        elapsed = elapsed.plus(Duration.ofSeconds(1));
        reaper.round();
        assertThat(jobs.calls).isEqualTo(2);
    }

    @Test
    void aClockThatIsSetChangesNothing() {
        now = now.plusSeconds(3600);
        reaper.round();
        assertThat(jobs.calls).isZero();
        now = now.minusSeconds(7200);
        elapsed = elapsed.plusSeconds(30);
        reaper.round();
        assertThat(jobs.calls).isEqualTo(1);
    }

    @Test
    void goesOnWhileABatchIsFull() {
        elapsed = elapsed.plusSeconds(60);
        jobs.answers.add(100);
        jobs.answers.add(100);
        jobs.answers.add(3);
        reaper.round();
        assertThat(jobs.calls).isEqualTo(3);
    }

    @Test
    void failsJobsOverAgeThatWereTriedSinceItsStart() {
        elapsed = elapsed.plusSeconds(3600);
        jobs.overAge.add(100);
        jobs.overAge.add(1);
        reaper.round();
        assertThat(jobs.overAge).isEmpty();
        assertThat(jobs.upSince).isEqualTo(Instant.EPOCH);
    }

    private static final class FakeReaper implements JobReaper {
        private final Deque<Integer> answers = new ArrayDeque<>();
        private final Deque<Integer> overAge = new ArrayDeque<>();
        private @Nullable Instant upSince;
        private int calls;
        private boolean broken;

        @Override
        public int reap(int limit) {
            calls++;
            if (broken) {
                throw new IllegalStateException("no database");
            }
            return answers.isEmpty() ? 0 : answers.remove();
        }

        @Override
        public int failOverAge(Instant since, int limit) {
            upSince = since;
            return overAge.isEmpty() ? 0 : overAge.remove();
        }

        @Override
        public int orphanedAtStart(ErrorCode why) {
            throw new UnsupportedOperationException();
        }
    }
}
