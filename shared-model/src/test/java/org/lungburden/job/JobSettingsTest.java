package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class JobSettingsTest {
    private static JobSettings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("lungburden.job", JobSettings.class);
    }

    @Test
    void defaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new JobSettings(
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(15),
                        5,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(60),
                        0.2,
                        Duration.ofHours(24),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        100));
    }

    @Test
    void everyKeyIsRead() {
        JobSettings settings = bind(Map.ofEntries(
                Map.entry("lungburden.job.lease", "9s"),
                Map.entry("lungburden.job.renewal", "3s"),
                Map.entry("lungburden.job.deadline", "1m"),
                Map.entry("lungburden.job.max-failures", "2"),
                Map.entry("lungburden.job.first-delay", "1s"),
                Map.entry("lungburden.job.max-delay", "4s"),
                Map.entry("lungburden.job.jitter", "0"),
                Map.entry("lungburden.job.age-limit", "1h"),
                Map.entry("lungburden.job.reaper-interval", "7s"),
                Map.entry("lungburden.job.relay-interval", "8s"),
                Map.entry("lungburden.job.relay-batch", "11")));
        assertThat(settings)
                .isEqualTo(new JobSettings(
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(3),
                        Duration.ofMinutes(1),
                        2,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(4),
                        0,
                        Duration.ofHours(1),
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(8),
                        11));
    }

    @ParameterizedTest
    @CsvSource({
        "deadline, 30m",
        "deadline, 0s",
        "lease, 19s",
        "renewal, 0s",
        "max-delay, 1s",
        "jitter, 1",
        "age-limit, -1s",
        "reaper-interval, 0s"
    })
    void contradictionsAreRefused(String key, String value) {
        assertThatExceptionOfType(BindException.class).isThrownBy(() -> bind(Map.of("lungburden.job." + key, value)));
    }
}
