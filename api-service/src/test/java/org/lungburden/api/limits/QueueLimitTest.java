package org.lungburden.api.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungburden.job.JobPriority.BATCH;
import static org.lungburden.job.JobPriority.INTERACTIVE;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.api.problem.RetryLaterException;
import org.lungburden.job.FairOrder.Waiting;
import org.lungburden.job.memory.MemoryJobStore;
import org.lungburden.job.upkeep.Backlog;
import org.lungburden.job.upkeep.Forecast;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class QueueLimitTest {
    private static final String OWNER = "cohort";
    /** One worker takes an hour for a job, so that a further one of the batch begins in 2.5 h, an interactive one in 0.5 h. */
    private static final Forecast FORECAST = new Backlog(
                    List.of(new Backlog.Line(
                            new Waiting(OWNER, BATCH, 1),
                            Collections.nCopies(2, new Backlog.Place(new UUID(0, 0), Duration.ofHours(-1))))),
                    0,
                    1,
                    Duration.ofHours(1))
            .forecast(Instant.EPOCH);

    private static QueueLimit limit(String waitingTime, boolean held) {
        QueueLimit limit = new QueueLimit(
                new Binder(new MapConfigurationPropertySource(Map.of("lungburden.limits.waiting-time", waitingTime)))
                        .bindOrCreate("lungburden.limits", LimitSettings.class),
                new MemoryJobStore(Clock.systemUTC()),
                held);
        limit.become(FORECAST);
        return limit;
    }

    @Test
    void refusesWhatWouldWaitLongerAndTellsHowLong() {
        assertThatThrownBy(() -> limit("149m", true).check(OWNER, BATCH))
                .isInstanceOf(RetryLaterException.class)
                .hasMessageContaining("for some 150 minutes")
                .hasMessageContaining("at most 149 minutes");
        assertThatCode(() -> limit("150m", true).check(OWNER, BATCH)).doesNotThrowAnyException();
    }

    @Test
    void eachPriorityHasItsOwnWait() {
        assertThatCode(() -> limit("30m", true).check(OWNER, INTERACTIVE)).doesNotThrowAnyException();
        assertThatThrownBy(() -> limit("30m", true).check(OWNER, BATCH)).isInstanceOf(RetryLaterException.class);
        assertThatThrownBy(() -> limit("29m", true).check(OWNER, INTERACTIVE)).isInstanceOf(RetryLaterException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1s, false"})
    void refusesNothingWithoutTheLimitOrWithoutSignIn(String waitingTime, boolean held) {
        QueueLimit limit = limit(waitingTime, held);
        assertThat(limit.needsForecast()).isFalse();
        assertThatCode(() -> limit.check(OWNER, BATCH)).doesNotThrowAnyException();
    }

    @Test
    void refusesNothingWhileNobodyKnowsTheWait() {
        QueueLimit limit = limit("1s", true);
        assertThat(limit.needsForecast()).isTrue();
        limit.become(Forecast.UNKNOWN);
        assertThatCode(() -> limit.check(OWNER, BATCH)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"PT0.001S, PT5S", "PT5S, PT5S", "PT90S, PT90S", "PT10M, PT10M", "PT100H, PT10M"})
    void anotherAttemptIsWorthItWhenTheSurplusIsWorkedOff(Duration surplus, Duration after) {
        assertThat(QueueLimit.retryAfter(surplus)).isEqualTo(after);
    }

    @Test
    void aNegativeTimeEndsTheStart() {
        assertThatThrownBy(() -> limit("-1s", true)).rootCause().hasMessageContaining("lungburden.limits.waiting-time");
    }
}
