package org.lungburden.api.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lungburden.api.jobs.StartTimes;
import org.lungburden.api.limits.LimitSettings;
import org.lungburden.api.limits.QueueLimit;
import org.lungburden.error.CodedException;
import org.lungburden.job.FairOrder.Waiting;
import org.lungburden.job.JobPriority;
import org.lungburden.job.memory.MemoryJobStore;
import org.lungburden.job.upkeep.Backlog;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class StartForecastTest {
    private static final String OWNER = "a";

    private int looks;
    private boolean away;

    private Backlog look() {
        looks++;
        if (away) {
            throw new IllegalStateException("away");
        }
        Backlog.Place place = new Backlog.Place(new UUID(0, 0), Duration.ofHours(-1));
        Backlog.Line line = new Backlog.Line(new Waiting(OWNER, JobPriority.BATCH, 0), List.of(place));
        return new Backlog(List.of(line), 0, 1, Duration.ofHours(1));
    }

    private static QueueLimit limit(String waitingTime) {
        Map<String, String> settings = Map.of("lungburden.limits.waiting-time", waitingTime);
        return new QueueLimit(
                new Binder(new MapConfigurationPropertySource(settings))
                        .bindOrCreate("lungburden.limits", LimitSettings.class),
                new MemoryJobStore(Clock.systemUTC()),
                true);
    }

    private StartForecast forecast(QueueLimit limit) {
        return new StartForecast(this::look, new StartTimes(), limit, Clock.systemUTC());
    }

    @Test
    void withoutALimitNobodyLooksAtTheQueueUntilAClientDoes() {
        forecast(limit("0")).round();
        assertThat(looks).isZero();
    }

    @Test
    void withALimitEachRoundLooksAndAFailureRefusesNothing() {
        QueueLimit limit = limit("1h");
        StartForecast forecast = forecast(limit);
        forecast.round();
        assertThat(looks).isEqualTo(1);
        assertThatThrownBy(() -> limit.check(OWNER, JobPriority.BATCH)).isInstanceOf(CodedException.class);
        away = true;
        forecast.round();
        assertThat(looks).isEqualTo(2);
        assertThatCode(() -> limit.check(OWNER, JobPriority.BATCH)).doesNotThrowAnyException();
    }
}
