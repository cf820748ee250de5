package org.lungburden.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.api.testing.RealApi;
import org.lungburden.api.testing.Studies;
import org.lungburden.job.JobStore;
import org.lungburden.job.postgres.PostgresExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** What an operator's monitoring reads. */
class MetricsIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.embedded();

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void tellHowMuchThereIsToDo() throws Exception {
        try (ConfigurableApplicationContext context = RealApi.start(POSTGRES, folder, Map.of())) {
            int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            await().untilAsserted(() -> assertThat(read(port))
                    .contains("lungburden_jobs_queued 0.0", "lungburden_jobs_running 0.0")
                    .contains("lungburden_uploads_running 0.0", "lungburden_jobs_longest_wait_seconds 0.0"));
            submit(port);
            submit(port);
            assertThat(context.getBean(JobStore.class).claimNext("test", Duration.ofMinutes(5)))
                    .isPresent();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(read(port))
                            .contains(
                                    "lungburden_jobs_queued 1.0",
                                    "lungburden_jobs_running 1.0",
                                    "lungburden_outbox_unsent 0.0")
                            .doesNotContain("lungburden_jobs_longest_wait_seconds 0.0"));
        }
    }

    private void submit(int port) throws Exception {
        HttpRequest post = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/jobs"))
                .POST(BodyPublishers.ofByteArray(Studies.zip("IM1", "a study")))
                .build();
        assertThat(client.send(post, BodyHandlers.discarding()).statusCode()).isEqualTo(202);
    }

    private String read(int port) throws Exception {
        HttpRequest get = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                .build();
        return client.send(get, BodyHandlers.ofString()).body();
    }
}
