package org.lungburden.api.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.access.AccessKey;
import org.lungburden.access.AccessKeys;
import org.lungburden.access.AccessScope;
import org.lungburden.access.KeySecret;
import org.lungburden.api.testing.RealApi;
import org.lungburden.api.testing.Studies;
import org.lungburden.job.postgres.PostgresExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** Two APIs on one PostgreSQL: an owner's uploads at one count at the other. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UploadsAtOnceIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.embedded();

    @TempDir
    private static Path folder;

    private static final List<ConfigurableApplicationContext> APIS = new ArrayList<>();

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        for (int n = 0; n < 2; n++) {
            APIS.add(RealApi.start(
                    POSTGRES,
                    folder,
                    Map.of("lungburden.auth", "keys", "lungburden.upload.max-concurrent-per-owner", "1")));
        }
    }

    @AfterAll
    static void stop() {
        APIS.forEach(ConfigurableApplicationContext::close);
    }

    private static String key(String owner) {
        KeySecret secret = KeySecret.create();
        AccessKey key =
                new AccessKey(secret.id(), owner, "test", Set.of(AccessScope.SUBMIT), Instant.now(), null, null, null);
        APIS.get(0).getBean(AccessKeys.class).add(key, secret.sha256());
        return "Bearer " + secret.text();
    }

    private static int port(int api) {
        return APIS.get(api).getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static int taken() {
        Integer taken = APIS.get(0)
                .getBean(JdbcTemplate.class)
                .queryForObject("SELECT count(*) FROM owner_slot WHERE expires_at > clock_timestamp()", Integer.class);
        return taken == null ? 0 : taken;
    }

    private HttpResponse<String> post(int api, String key) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(api) + "/v1/jobs"))
                        .header("Authorization", key)
                        .POST(BodyPublishers.ofByteArray(Studies.zip("a")))
                        .build(),
                BodyHandlers.ofString());
    }

    /** An upload whose body does not go on. */
    private static Socket upload(int api, String key) throws Exception {
        Socket socket = new Socket("127.0.0.1", port(api));
        socket.getOutputStream()
                .write(("POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + key
                                + "\r\nContent-Type: application/octet-stream\r\nContent-Length: 1000\r\n\r\nPK")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void anUploadAtOneApiCountsAtTheOtherUntilItEnds() throws Exception {
        String key = key("busy");
        try (Socket first = upload(0, key)) {
            await().until(() -> taken() == 1);
            HttpResponse<String> refused = post(1, key);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("RATE_LIMITED").contains("At most 1 of your studies");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(refused.headers().firstValue("RateLimit")).isPresent();
            assertThat(post(1, key("other")).statusCode()).isEqualTo(202);
            first.shutdownOutput();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> post(1, key).statusCode() == 202);
    }
}
