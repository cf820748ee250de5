package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.error.ErrorCode;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RetryPolicyTest {
    private static final Instant NOW = Instant.parse("2026-03-29T01:30:00Z");
    private static final JobSettings SETTINGS =
            new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate("lungburden.job", JobSettings.class);

    @ParameterizedTest
    @CsvSource({"0, 2000", "1, 4000", "2, 8000", "4, 32000", "5, 60000", "6, 60000", "100000, 60000"})
    void delayDoublesUpToAMinute(int setbacks, long expectedMs) {
        assertThat(delay(setbacks, 0.5)).hasMillis(expectedMs);
    }

    @Test
    void chanceMovesADelayByAFifthAtMost() {
        assertThat(delay(0, 0)).hasMillis(1600);
        assertThat(delay(0, 0.75)).hasMillis(2200);
        assertThat(delay(10, 0.999999)).isBetween(Duration.ofMillis(71_990), Duration.ofMillis(72_000));
    }

    private static Duration delay(int setbacks, double chance) {
        RetryPolicy policy = new RetryPolicy(SETTINGS, () -> chance);
        return policy.judge(ErrorCode.DEPENDENCY_FAILED, new RetryPolicy.Standing(0, setbacks, NOW), NOW)
                .delay();
    }

    @Test
    void fifthFailureIsTheLast() {
        RetryPolicy policy = new RetryPolicy(SETTINGS, () -> 0);
        assertThat(policy.judge(ErrorCode.WORKER_LOST, new RetryPolicy.Standing(3, 3, NOW), NOW)
                        .again())
                .isTrue();
        RetryPolicy.Verdict last = policy.judge(ErrorCode.WORKER_LOST, new RetryPolicy.Standing(4, 4, NOW), NOW);
        assertThat(last).isEqualTo(new RetryPolicy.Verdict(false, 5, Duration.ZERO));
    }

    @Test
    void dependencyFaultsEndAtTheAgeLimit() {
        RetryPolicy policy = new RetryPolicy(SETTINGS, () -> 0);
        RetryPolicy.Standing day = new RetryPolicy.Standing(0, 9, NOW.minus(Duration.ofHours(24)));
        RetryPolicy.Standing almost =
                new RetryPolicy.Standing(0, 9, day.queuedSince().plusMillis(1));
        assertThat(policy.judge(ErrorCode.STORE_FULL, day, NOW).again()).isFalse();
        assertThat(policy.judge(ErrorCode.STORE_FULL, almost, NOW).again()).isTrue();
    }
}
