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

class IdempotencySettingsTest {
    private static IdempotencySettings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("lungburden.idempotency", IdempotencySettings.class);
    }

    @Test
    void defaults() {
        assertThat(bind(Map.of())).isEqualTo(new IdempotencySettings(Duration.ofHours(24), Duration.ofSeconds(60)));
        assertThat(bind(Map.of()).renewal()).hasSeconds(20);
    }

    @Test
    void everyKeyIsRead() {
        assertThat(bind(Map.of("lungburden.idempotency.keep", "1h", "lungburden.idempotency.lease", "9s")))
                .isEqualTo(new IdempotencySettings(Duration.ofHours(1), Duration.ofSeconds(9)));
    }

    @ParameterizedTest
    @CsvSource({"keep, 59s", "lease, 0s", "lease, 25h"})
    void contradictionsAreRefused(String key, String value) {
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> bind(Map.of("lungburden.idempotency." + key, value)));
    }
}
