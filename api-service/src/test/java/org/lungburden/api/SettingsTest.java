package org.lungburden.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.api.jobs.JobsSettings;
import org.lungburden.api.upload.UploadSettings;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class SettingsTest {

    private static <T> T bind(Class<T> settings, String prefix, Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, settings);
    }

    @Test
    void defaults() {
        assertThat(bind(UploadSettings.class, "lungburden.upload", Map.of()))
                .isEqualTo(new UploadSettings(DataSize.ofGigabytes(2)));
        assertThat(bind(JobsSettings.class, "lungburden.api", Map.of()))
                .isEqualTo(new JobsSettings(Duration.ofSeconds(2)));
    }

    @Test
    void keys() {
        assertThat(bind(UploadSettings.class, "lungburden.upload", Map.of("lungburden.upload.max-size", "3MB")))
                .isEqualTo(new UploadSettings(DataSize.ofMegabytes(3)));
        assertThat(bind(JobsSettings.class, "lungburden.api", Map.of("lungburden.api.retry-after", "7s")))
                .isEqualTo(new JobsSettings(Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @CsvSource({"lungburden.upload.max-size, 0", "lungburden.upload.max-size, -1MB"})
    void refusesSizesThatCannotBe(String key, String value) {
        assertThatThrownBy(() -> bind(UploadSettings.class, "lungburden.upload", Map.of(key, value)))
                .isInstanceOf(BindException.class);
    }

    @ParameterizedTest
    @CsvSource({"lungburden.api.retry-after, 0s", "lungburden.api.retry-after, -1s"})
    void refusesPausesThatCannotBe(String key, String value) {
        assertThatThrownBy(() -> bind(JobsSettings.class, "lungburden.api", Map.of(key, value)))
                .isInstanceOf(BindException.class);
    }
}
