package org.lungburden.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungburden.access.AccessScope.ADMIN;
import static org.lungburden.access.AccessScope.READ;
import static org.lungburden.access.AccessScope.SUBMIT;
import static org.lungburden.api.testing.ApiServer.json;
import static org.lungburden.api.testing.ApiServer.text;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.access.KeySecret;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.api.testing.Studies;
import org.lungburden.error.Causes;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.InvalidSettingException;
import org.lungburden.job.Job;

/** The service with {@code LUNGBURDEN_AUTH=keys}. */
class KeysTest {
    private static final Duration RECHECK = Duration.ofMillis(200);

    private static ApiServer server;

    private final Job job = Jobs.succeeded();

    @BeforeAll
    static void start() {
        server = ApiServer.start(
                Map.of("lungburden.auth", "keys", "lungburden.keys.recheck", RECHECK.toMillis() + "ms"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void oneJob() {
        server.jobs.clear();
        server.jobs.add(job);
    }

    private static HttpResponse<byte[]> call(String method, String path, @Nullable String key) throws Exception {
        var request = server.request(path)
                .method(
                        method,
                        method.equals("POST") && path.equals("/v1/jobs")
                                ? BodyPublishers.ofByteArray(Studies.zip("a"))
                                : BodyPublishers.noBody());
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return server.send(request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/jobs", "/v1/model", "/v1/events", "/nowhere", "/actuator/prometheus", "/v3/api-docs"})
    void askForAKey(String path) throws Exception {
        HttpResponse<byte[]> answer = call("GET", path, null);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer");
        assertThat(json(answer).get("code").asString()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void healthNeedsNone() throws Exception {
        assertThat(call("GET", "/actuator/health/liveness", null).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNoValidKeyGetsOneAnswer() throws Exception {
        String good = server.keys.create("local", READ);
        String expired = server.keys.create("local", Instant.now().minusSeconds(1), READ);
        String otherSecret =
                good.substring(0, good.length() - 43) + KeySecret.create().secret();
        String[] bad = {
            expired,
            otherSecret,
            KeySecret.create().text(),
            "lbk_",
            "lbk_x_y",
            "x",
            good + "a",
            "eyJhbGciOiJub25lIn0.e30."
        };
        assertThat(call("GET", "/v1/jobs", good).statusCode()).isEqualTo(200);
        for (String key : bad) {
            HttpResponse<byte[]> answer = call("GET", "/v1/jobs", key);
            assertThat(answer.statusCode()).as(key).isEqualTo(401);
            assertThat(json(answer).get("detail").asString()).isEqualTo(ErrorCode.UNAUTHENTICATED.sentence());
            assertThat(text(answer)).doesNotContain(key);
        }
    }

    @Test
    void aKeyInTheQueryDoesNotCount() throws Exception {
        String key = server.keys.create("local", READ);
        assertThat(call("GET", "/v1/jobs?access_token=" + key, null).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aScopeAllowsWhatItSays() throws Exception {
        String read = server.keys.create("local", READ);
        String submit = server.keys.create("local", SUBMIT);
        String admin = server.keys.create("local", ADMIN);
        String path = "/v1/jobs/" + job.id();
        assertThat(call("GET", path, read).statusCode()).isEqualTo(200);
        assertThat(call("GET", path, submit).statusCode()).isEqualTo(403);
        assertThat(call("POST", "/v1/jobs", submit).statusCode()).isEqualTo(202);
        assertThat(call("POST", "/v1/jobs", read).statusCode()).isEqualTo(403);
        assertThat(call("DELETE", path, read).statusCode()).isEqualTo(403);
        assertThat(call("POST", path + "/cancel", read).statusCode()).isEqualTo(403);
        assertThat(call("GET", "/actuator/prometheus", read).statusCode()).isEqualTo(403);
        assertThat(call("GET", "/actuator/prometheus", admin).statusCode()).isEqualTo(200);
        assertThat(json(call("POST", "/v1/jobs", read)).get("code").asString()).isEqualTo("FORBIDDEN");
        assertThat(call("DELETE", path, submit).statusCode()).isEqualTo(204);
    }

    @Test
    void aJobBelongsToTheKeysOwner() throws Exception {
        String radiology = server.keys.create("radiology", READ, SUBMIT);
        String posted = json(call("POST", "/v1/jobs", radiology)).get("id").asString();
        assertThat(call("GET", "/v1/jobs/" + posted, radiology).statusCode()).isEqualTo(200);
        assertThat(call("GET", "/v1/jobs/" + posted, server.keys.create("local", READ))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aRevokedKeyStopsToWork() throws Exception {
        String key = server.keys.create("local", READ);
        assertThat(call("GET", "/v1/jobs", key).statusCode()).isEqualTo(200);
        server.keys.revoke(KeySecret.parse(key).orElseThrow().id(), Instant.now());
        Awaitility.await()
                .atMost(RECHECK.multipliedBy(20))
                .untilAsserted(() ->
                        assertThat(call("GET", "/v1/jobs", key).statusCode()).isEqualTo(401));
    }

    @Test
    void theLastUseIsNoted() throws Exception {
        String key = server.keys.create("local", READ);
        call("GET", "/v1/jobs", key);
        String id = KeySecret.parse(key).orElseThrow().id();
        assertThat(server.keys.find(id).orElseThrow().key().lastUsedAt()).isNotNull();
    }

    @Test
    void withoutSignInThisMachineAloneIsServed() {
        for (String address : new String[] {"0.0.0.0", "::"}) {
            assertThatThrownBy(() -> ApiServer.start(Map.of("server.address", address)))
                    .satisfies(failure -> assertThat(Causes.of(failure))
                            .anySatisfy(cause -> assertThat(cause)
                                    .isInstanceOf(InvalidSettingException.class)
                                    .hasMessageContaining("LUNGBURDEN_AUTH=keys")));
        }
        ApiServer.start(Map.of("server.address", "0.0.0.0", "lungburden.auth", "keys"))
                .close();
    }
}
