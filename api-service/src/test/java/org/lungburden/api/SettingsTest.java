package org.lungburden.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.jobs.JobsSettings;
import org.lungburden.api.request.ProxySettings;
import org.lungburden.api.upload.submit.UploadSettings;
import org.lungburden.api.watch.WatchSettings;
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
                .isEqualTo(new UploadSettings(DataSize.ofGigabytes(2), 250));
        assertThat(bind(JobsSettings.class, "lungburden.api", Map.of()))
                .isEqualTo(new JobsSettings(Duration.ofSeconds(2)));
        assertThat(bind(ProxySettings.class, "lungburden.api", Map.of())).isEqualTo(new ProxySettings(List.of()));
    }

    @Test
    void keys() {
        assertThat(bind(
                        UploadSettings.class,
                        "lungburden.upload",
                        Map.of("lungburden.upload.max-size", "3MB", "lungburden.upload.max-concurrent", "4")))
                .isEqualTo(new UploadSettings(DataSize.ofMegabytes(3), 4));
        assertThat(bind(JobsSettings.class, "lungburden.api", Map.of("lungburden.api.retry-after", "7s")))
                .isEqualTo(new JobsSettings(Duration.ofSeconds(7)));
        assertThat(bind(
                        ProxySettings.class,
                        "lungburden.api",
                        Map.of("lungburden.api.trusted-proxies", "10.0.0.0/8, ::1")))
                .isEqualTo(new ProxySettings(List.of("10.0.0.0/8", "::1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/40", "proxy.example", "10.0.0.0/8 ::1"})
    void refusesProxiesThatCannotBe(String networks) {
        assertThatThrownBy(() ->
                        bind(ProxySettings.class, "lungburden.api", Map.of("lungburden.api.trusted-proxies", networks)))
                .isInstanceOf(BindException.class);
    }

    @Test
    void watching() {
        assertThat(bind(WatchSettings.class, "lungburden.watch", Map.of()))
                .isEqualTo(new WatchSettings(Duration.ofMillis(250), Duration.ofSeconds(60), Duration.ofSeconds(4)));
        assertThat(bind(
                        WatchSettings.class,
                        "lungburden.watch",
                        Map.of(
                                "lungburden.watch.interval", "1s",
                                "lungburden.watch.max-wait", "2m",
                                "lungburden.watch.heartbeat", "5s")))
                .isEqualTo(new WatchSettings(Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @CsvSource({"interval, 0s", "max-wait, 0s", "max-wait, -1s", "heartbeat, 0s"})
    void refusesTimesThatCannotBe(String key, String value) {
        assertThatThrownBy(
                        () -> bind(WatchSettings.class, "lungburden.watch", Map.of("lungburden.watch." + key, value)))
                .isInstanceOf(BindException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "lungburden.upload.max-size, 0",
        "lungburden.upload.max-size, -1MB",
        "lungburden.upload.max-concurrent, 0"
    })
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
