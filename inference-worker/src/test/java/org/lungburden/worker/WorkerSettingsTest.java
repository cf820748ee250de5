package org.lungburden.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {
    private static WorkerSettings bind(Map<String, String> values) {
        return WorkerFixture.bind("lungburden.worker", WorkerSettings.class, values);
    }

    @Test
    void defaults() {
        WorkerSettings settings = bind(Map.of());
        assertThat(settings)
                .isEqualTo(new WorkerSettings(
                        "",
                        "",
                        Duration.ofSeconds(5),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(15),
                        false));
        assertThat(settings.workFolder()).isAbsolute().startsWithRaw(Path.of(System.getProperty("java.io.tmpdir")));
    }

    @Test
    void everyKeyIsRead() {
        WorkerSettings settings = bind(Map.of(
                "lungburden.worker.name", "n",
                "lungburden.worker.work-directory", "/w",
                "lungburden.worker.idle-poll", "1s",
                "lungburden.worker.progress-interval", "2s",
                "lungburden.worker.fence-interval", "3s",
                "lungburden.worker.write-pause", "4s",
                "lungburden.worker.stop-grace", "5s",
                "lungburden.worker.native-grace", "6s",
                "lungburden.worker.exit-without-memory", "true"));
        assertThat(settings)
                .isEqualTo(new WorkerSettings(
                        "n",
                        "/w",
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(6),
                        true));
        assertThat(settings.workFolder()).isEqualTo(Path.of("/w"));
    }
}
