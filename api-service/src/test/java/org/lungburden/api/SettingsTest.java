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
import org.lungburden.api.results.DownloadSettings;
import org.lungburden.api.upload.body.PaceSettings;
import org.lungburden.api.upload.submit.UploadSettings;
import org.lungburden.api.watch.WaitingSettings;
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
                .isEqualTo(new UploadSettings(DataSize.ofGigabytes(2), 250, 200));
        assertThat(bind(JobsSettings.class, "lungburden.api", Map.of()))
                .isEqualTo(new JobsSettings(Duration.ofSeconds(2)));
        assertThat(bind(ProxySettings.class, "lungburden.api", Map.of())).isEqualTo(new ProxySettings(List.of()));
    }

    @Test
    void keys() {
        assertThat(bind(
                        UploadSettings.class,
                        "lungburden.upload",
                        Map.of(
                                "lungburden.upload.max-size", "3MB",
                                "lungburden.upload.max-concurrent", "4",
                                "lungburden.upload.max-concurrent-per-owner", "3")))
                .isEqualTo(new UploadSettings(DataSize.ofMegabytes(3), 4, 3));
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
    void shares() {
        assertThat(bind(PaceSettings.class, "lungburden.upload", Map.of()))
                .isEqualTo(new PaceSettings(DataSize.ofKilobytes(16), Duration.ofSeconds(30), Duration.ofHours(1)));
        assertThat(bind(
                        PaceSettings.class,
                        "lungburden.upload",
                        Map.of(
                                "lungburden.upload.least-rate", "1KB",
                                "lungburden.upload.rate-window", "5s",
                                "lungburden.upload.deadline", "2h")))
                .isEqualTo(new PaceSettings(DataSize.ofKilobytes(1), Duration.ofSeconds(5), Duration.ofHours(2)));
        assertThat(bind(WaitingSettings.class, "lungburden.watch", Map.of()))
                .isEqualTo(new WaitingSettings(1300, 1100, 600, 500));
        assertThat(bind(
                        WaitingSettings.class,
                        "lungburden.watch",
                        Map.of(
                                "lungburden.watch.max-streams", "4",
                                "lungburden.watch.max-streams-per-owner", "3",
                                "lungburden.watch.max-waits", "2",
                                "lungburden.watch.max-waits-per-owner", "1")))
                .isEqualTo(new WaitingSettings(4, 3, 2, 1));
        assertThat(bind(DownloadSettings.class, "lungburden.download", Map.of()))
                .isEqualTo(new DownloadSettings(80, 60, 8, 4));
        assertThat(bind(
                        DownloadSettings.class,
                        "lungburden.download",
                        Map.of(
                                "lungburden.download.max-concurrent", "2",
                                "lungburden.download.max-bundles", "3",
                                "lungburden.download.max-bundles-per-owner", "2",
                                "lungburden.download.max-concurrent-per-owner", "1")))
                .isEqualTo(new DownloadSettings(2, 1, 3, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-concurrent", "max-concurrent-per-owner", "max-bundles", "max-bundles-per-owner"})
    void refusesNoDownloadsAtAll(String key) {
        assertThatThrownBy(() ->
                        bind(DownloadSettings.class, "lungburden.download", Map.of("lungburden.download." + key, "0")))
                .isInstanceOf(BindException.class);
    }

    @ParameterizedTest
    @CsvSource({"rate-window, 0s", "rate-window, 2h", "deadline, 10s", "least-rate, -1KB"})
    void refusesPacesThatCannotBe(String key, String value) {
        assertThatThrownBy(
                        () -> bind(PaceSettings.class, "lungburden.upload", Map.of("lungburden.upload." + key, value)))
                .isInstanceOf(BindException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-streams", "max-streams-per-owner", "max-waits", "max-waits-per-owner"})
    void refusesNoWaitingAtAll(String key) {
        assertThatThrownBy(
                        () -> bind(WaitingSettings.class, "lungburden.watch", Map.of("lungburden.watch." + key, "0")))
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
        "lungburden.upload.max-concurrent, 0",
        "lungburden.upload.max-concurrent-per-owner, 0"
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
