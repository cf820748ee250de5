package org.lungburden.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
import tools.jackson.databind.json.JsonMapper;

/** Two APIs on one PostgreSQL: what is revoked at one ends the open calls of both, and those of nobody else. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RevocationIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.embedded();

    private static final Duration RECHECK = Duration.ofSeconds(1);
    /** A look may have begun just before. */
    private static final Duration SOON = RECHECK.multipliedBy(3);

    @TempDir
    private static Path folder;

    private static final List<ConfigurableApplicationContext> APIS = new ArrayList<>();
    private static AccessKeys keys;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        for (int n = 0; n < 2; n++) {
            APIS.add(RealApi.start(
                    POSTGRES, folder, Map.of("lungburden.auth", "keys", "lungburden.keys.recheck", "1s")));
        }
        keys = APIS.get(0).getBean(AccessKeys.class);
    }

    @AfterAll
    static void stop() {
        APIS.forEach(ConfigurableApplicationContext::close);
    }

    private static KeySecret key(String owner) {
        KeySecret secret = KeySecret.create();
        Set<AccessScope> scopes = Set.of(AccessScope.READ, AccessScope.SUBMIT);
        keys.add(new AccessKey(secret.id(), owner, "test", scopes, Instant.now(), null, null, null), secret.sha256());
        return secret;
    }

    private static HttpRequest.Builder request(int api, String path, String header, String value) {
        int port = APIS.get(api).getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header(header, value);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private String cookie(KeySecret key) throws Exception {
        HttpResponse<byte[]> answer = send(request(0, "/v1/session", "Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"key\":\"" + key.text() + "\"}")));
        return Browser.setCookie(answer).orElseThrow().split(";", 2)[0];
    }

    /** Streams and a wait at each API, and how long after the revocation each of them ended. */
    private final class OpenAtBoth {
        private final List<CompletableFuture<Instant>> streams = new ArrayList<>();
        private final List<CompletableFuture<Integer>> waits = new ArrayList<>();

        OpenAtBoth(String header, String value, KeySecret key) throws Exception {
            HttpResponse<byte[]> posted = send(request(0, "/v1/jobs", "Authorization", "Bearer " + key.text())
                    .POST(BodyPublishers.ofByteArray(Studies.zip("a"))));
            String job = "/v1/jobs/"
                    + JsonMapper.shared().readTree(posted.body()).get("id").asString();
            for (int api = 0; api < 2; api++) {
                for (String path : List.of("/v1/events", job + "/events")) {
                    InputStream stream = client.send(
                                    request(api, path, header, value).build(), BodyHandlers.ofInputStream())
                            .body();
                    assertThat(stream.read()).isPositive();
                    streams.add(CompletableFuture.supplyAsync(() -> endOf(stream)));
                }
                waits.add(client.sendAsync(
                                request(api, job + "?wait=60s", header, value).build(), BodyHandlers.discarding())
                        .thenApply(HttpResponse::statusCode));
            }
        }

        void assertOpen() {
            assertThat(streams).noneMatch(CompletableFuture::isDone);
            assertThat(waits).noneMatch(CompletableFuture::isDone);
        }

        void assertEndSoonAfter(Instant revoked) throws Exception {
            for (CompletableFuture<Instant> stream : streams) {
                Instant end = stream.get(30, TimeUnit.SECONDS);
                assertThat(Duration.between(revoked, end)).isBetween(Duration.ZERO, SOON);
            }
            for (CompletableFuture<Integer> wait : waits) {
                assertThat(wait.get(30, TimeUnit.SECONDS)).isEqualTo(401);
            }
            assertThat(Duration.between(revoked, Instant.now())).isLessThan(SOON);
        }
    }

    private static Instant endOf(InputStream stream) {
        try {
            stream.transferTo(OutputStream.nullOutputStream());
        } catch (IOException cut) {
            // the end counts, however it comes
        }
        return Instant.now();
    }

    @Test
    void aRevokedKeyEndsItsStreamsAndWaitsEverywhere() throws Exception {
        KeySecret revoked = key("ward");
        KeySecret good = key("ward");
        OpenAtBoth ofRevoked = new OpenAtBoth("Authorization", "Bearer " + revoked.text(), revoked);
        OpenAtBoth ofItsSession = new OpenAtBoth("Cookie", cookie(revoked), revoked);
        OpenAtBoth others = new OpenAtBoth("Authorization", "Bearer " + good.text(), good);
        Thread.sleep(RECHECK.multipliedBy(2).toMillis()); // at least one look
        ofRevoked.assertOpen();
        Instant now = Instant.now();
        keys.revoke(revoked.id(), now);
        ofRevoked.assertEndSoonAfter(now);
        ofItsSession.assertEndSoonAfter(now);
        others.assertOpen();
    }

    @Test
    void aSignOutEndsTheStreamsOfItsSessionEverywhere() throws Exception {
        KeySecret key = key("ward");
        String cookie = cookie(key);
        OpenAtBoth ofSession = new OpenAtBoth("Cookie", cookie, key);
        OpenAtBoth ofAnother = new OpenAtBoth("Cookie", cookie(key), key);
        Instant now = Instant.now();
        HttpResponse<byte[]> answer = send(request(1, "/v1/session", "Cookie", cookie)
                .header("Sec-Fetch-Site", "same-origin")
                .DELETE());
        assertThat(answer.statusCode()).isEqualTo(204);
        for (int api = 0; api < 2; api++) {
            assertThat(send(request(api, "/v1/jobs", "Cookie", cookie)).statusCode())
                    .isEqualTo(401);
        }
        ofSession.assertEndSoonAfter(now);
        ofAnother.assertOpen();
    }
}
