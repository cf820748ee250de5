package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lungburden.error.Category;
import org.lungburden.error.ErrorCode;

/** Which waiting jobs the age limit ends. */
public abstract class AgeLimitContract extends JobStoreFixture {
    private static final Duration AGE_LIMIT = Duration.ofHours(24);

    private int failOverAge() {
        return reaper().failOverAge(Instant.EPOCH, 10);
    }

    private UUID setBack(ErrorCode code) {
        UUID id = submit().id();
        store().fail(claim(id), error(code));
        return id;
    }

    @Test
    void aJobThatADependencyHeldBackFailsBeyondIt() {
        UUID id = setBack(ErrorCode.DEPENDENCY_FAILED);
        harness().age(id, AGE_LIMIT.minusMinutes(1));
        assertThat(failOverAge()).isZero();
        harness().age(id, Duration.ofMinutes(1));
        long version = find(id).version();
        assertThat(failOverAge()).isEqualTo(1);
        Job failed = find(id);
        assertThat(failed.status()).isEqualTo(JobStatus.FAILED);
        assertThat(failed.error()).isEqualTo(error(ErrorCode.DEPENDENCY_FAILED));
        assertThat(failed.failures()).isZero();
        assertThat(failed.finishedAt()).isNotNull();
        assertThat(failed.version()).isEqualTo(version + 1);
        assertThat(harness().inconsistencies()).isEmpty();
        assertThat(failOverAge()).isZero();
        elapse(id, Duration.ofMinutes(2));
        assertThat(store().claim(id, "w", LEASE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void onlyFaultsOfDependenciesCount(ErrorCode code) {
        UUID id = setBack(code);
        harness().age(id, AGE_LIMIT.plusDays(3));
        assertThat(failOverAge()).isEqualTo(code.category() == Category.DEPENDENCY ? 1 : 0);
    }

    @Test
    void aBacklogFailsNothing() {
        UUID id = submit().id();
        harness().age(id, AGE_LIMIT.plusDays(3));
        assertThat(failOverAge()).isZero();
    }

    @Test
    void aWeekendWithoutPowerFailsNothing() {
        Fence running = claimed();
        UUID heldBack = setBack(ErrorCode.DEPENDENCY_FAILED);
        harness().age(running.id(), AGE_LIMIT.plusDays(3));
        harness().age(heldBack, AGE_LIMIT.plusDays(3));
        Instant up = Instant.now().plusSeconds(1);
        reaper().orphanedAtStart(ErrorCode.WORKER_LOST);
        assertThat(reaper().failOverAge(up, 10)).isZero();
    }

    @Test
    void aJobThatWasHandedBackSinceIsTriedAgain() {
        UUID id = setBack(ErrorCode.DEPENDENCY_FAILED);
        elapse(id, Duration.ofMinutes(2));
        store().release(claim(id));
        harness().age(id, AGE_LIMIT);
        assertThat(failOverAge()).isZero();
    }

    @Test
    void runningFinishedAndDeletedJobsAreLeftAlone() {
        UUID running = setBack(ErrorCode.DEPENDENCY_FAILED);
        elapse(running, Duration.ofMinutes(2));
        claim(running);
        UUID cancelled = setBack(ErrorCode.DEPENDENCY_FAILED);
        store().cancel("local", cancelled);
        UUID deleted = setBack(ErrorCode.DEPENDENCY_FAILED);
        store().delete("local", deleted);
        for (UUID id : List.of(running, cancelled, deleted)) {
            harness().age(id, AGE_LIMIT);
        }
        assertThat(failOverAge()).isZero();
    }

    @Test
    void anExplicitRetryBeginsAnew() {
        UUID id = setBack(ErrorCode.DEPENDENCY_FAILED);
        harness().age(id, AGE_LIMIT);
        assertThat(failOverAge()).isEqualTo(1);
        store().retry("local", id);
        harness().age(id, AGE_LIMIT);
        assertThat(failOverAge()).isZero();
        assertThat(find(id).status()).isEqualTo(JobStatus.QUEUED);
    }

    @Test
    void theyFailInBatches() {
        for (int i = 0; i < 3; i++) {
            harness().age(setBack(ErrorCode.UNAVAILABLE), AGE_LIMIT);
        }
        assertThat(reaper().failOverAge(Instant.EPOCH, 2)).isEqualTo(2);
        assertThat(reaper().failOverAge(Instant.EPOCH, 2)).isEqualTo(1);
    }
}
