package org.lungburden.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ArchiveSettingsTest {
    private static ArchiveSettings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("lungburden.archive", ArchiveSettings.class);
    }

    @Test
    void defaultsAreThoseOfTheLimits() {
        assertThat(bind(Map.of()).limits()).isEqualTo(ArchiveLimits.defaults());
    }

    @Test
    void everyKeyIsRead() {
        ArchiveSettings settings = bind(Map.of(
                "lungburden.archive.max-entries", "7",
                "lungburden.archive.max-unpacked", "3MB",
                "lungburden.archive.max-entry", "2MB",
                "lungburden.archive.max-ratio", "9"));
        assertThat(settings.limits()).isEqualTo(new ArchiveLimits(7, 3 << 20, 2 << 20, 9));
    }

    @ParameterizedTest
    @CsvSource({"max-entry, 0B", "max-entry, 5GB", "max-unpacked, 1GB"})
    void contradictionsAreRefused(String key, String value) {
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> bind(Map.of("lungburden.archive." + key, value)));
    }
}
