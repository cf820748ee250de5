package org.lungburden.api.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.job.JobSettings;
import org.lungburden.job.upkeep.PurgeSettings;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class BackgroundSettingsTest {
    private static final JobSettings JOBS = OutboxRelayTest.settings(Map.of("lungburden.job.deadline", "10m"));

    private static SweepSettings sweep(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("lungburden.sweep", SweepSettings.class);
    }

    @Test
    void sweep() {
        assertThat(sweep(Map.of()))
                .isEqualTo(new SweepSettings(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofDays(7), 0.1));
        assertThat(sweep(Map.of(
                        "lungburden.sweep.interval", "1s",
                        "lungburden.sweep.grace", "2s",
                        "lungburden.sweep.upload-retention", "3s",
                        "lungburden.sweep.largest-share", "0.5")))
                .isEqualTo(new SweepSettings(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), 0.5));
    }

    @Test
    void purge() {
        PurgeSettings defaults = PurgerTest.settings(Map.of());
        assertThat(defaults).isEqualTo(new PurgeSettings(Duration.ofSeconds(5), null, Duration.ofSeconds(10)));
        assertThat(defaults.secondRound(JOBS)).isEqualTo(Duration.ofMinutes(11));
        assertThat(defaults.longestRetryDelay()).isEqualTo(Duration.ofSeconds(640));
        PurgeSettings set = PurgerTest.settings(Map.of(
                "lungburden.purge.interval", "1s",
                "lungburden.purge.second-round", "2s",
                "lungburden.purge.retry-delay", "3s"));
        assertThat(set)
                .isEqualTo(new PurgeSettings(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)));
        assertThat(set.secondRound(JOBS)).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource({"interval, 0s", "grace, -1s", "upload-retention, -1s"})
    void refusesSweepsThatCannotBe(String key, String value) {
        assertThatThrownBy(() -> sweep(Map.of("lungburden.sweep." + key, value)))
                .isInstanceOf(BindException.class);
    }

    @ParameterizedTest
    @CsvSource({"interval, 0s", "second-round, -1s", "retry-delay, 0s"})
    void refusesPurgesThatCannotBe(String key, String value) {
        assertThatThrownBy(() -> PurgerTest.settings(Map.of("lungburden.purge." + key, value)))
                .isInstanceOf(BindException.class);
    }
}
