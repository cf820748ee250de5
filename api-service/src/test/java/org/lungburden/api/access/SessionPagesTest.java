package org.lungburden.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.access.AccessScope;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Studies;

/** A browser sends the cookie whoever's page makes the call, as far as {@code SameSite} lets it. */
class SessionPagesTest {
    private static final String FRIEND = "https://viewer.example.org";

    private static ApiServer server;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        server = ApiServer.start(Map.of("lungburden.auth", "keys", "lungburden.cors.origins", FRIEND));
        browser = Browser.signedIn(server, server.keys.create("ward", AccessScope.values()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void empty() {
        server.jobs.clear();
    }

    private static HttpResponse<byte[]> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder call = browser.bare(path).method(method, BodyPublishers.ofByteArray(Studies.zip("a")));
        return server.send(headers.length == 0 ? call : call.headers(headers));
    }

    private static String own() {
        return "http://127.0.0.1:" + server.port();
    }

    @Test
    void aForeignPageCannotUseTheCookie() throws Exception {
        List<String[]> pages = List.of(
                new String[] {"Origin", "https://evil.example.com"},
                new String[] {"Origin", "null"},
                new String[] {"Origin", "http://127.0.0.1:" + (server.port() + 1)},
                new String[] {"Sec-Fetch-Site", "cross-site"},
                new String[] {"Sec-Fetch-Site", "same-site"},
                new String[] {"Sec-Fetch-Site", "none"},
                new String[] {"Origin", own(), "Sec-Fetch-Site", "cross-site"},
                new String[] {"Origin", own(), "Sec-Fetch-Site", "same-site"},
                // may call with a key, but not with a cookie that its user never gave it
                new String[] {"Origin", FRIEND},
                new String[] {"Origin", FRIEND, "Sec-Fetch-Site", "same-site"},
                // no browser of today is silent
                new String[] {});
        for (String[] headers : pages) {
            for (String call : List.of("POST /v1/jobs", "DELETE /v1/session")) {
                HttpResponse<byte[]> answer = send(call.split(" ")[0], call.split(" ")[1], headers);
                assertThat(answer.statusCode())
                        .as(call + " " + String.join(" ", headers))
                        .isEqualTo(403);
                assertThat(ApiServer.text(answer)).contains("ORIGIN_NOT_ALLOWED");
            }
        }
        assertThat(server.jobs.size()).isZero();
        assertThat(browser.call("GET", "/v1/jobs").statusCode()).isEqualTo(200);
    }

    @Test
    void theOwnPageCan() throws Exception {
        List<String[]> pages =
                List.of(new String[] {"Origin", own()}, new String[] {"Sec-Fetch-Site", "same-origin"}, new String[] {
                    "Origin", own(), "Sec-Fetch-Site", "same-origin"
                });
        for (String[] headers : pages) {
            assertThat(send("POST", "/v1/jobs", headers).statusCode()).isEqualTo(202);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void aForeignPageReadsNothing(String site) throws Exception {
        for (String path : List.of("/v1/jobs", "/v1/events", "/v1/session", "/v3/api-docs")) {
            HttpResponse<byte[]> answer = server.send(browser.bare(path).header("Sec-Fetch-Site", site));
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
        }
        assertThat(server.send(browser.bare("/v1/jobs").header("Sec-Fetch-Site", "none"))
                        .statusCode())
                .as("typed into the address bar")
                .isEqualTo(200);
    }

    @Test
    void noOtherPageSignsItsVisitorsIn() throws Exception {
        String key = server.keys.create("attacker", AccessScope.READ);
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
            HttpResponse<byte[]> answer = server.send(server.request("/v1/session")
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString("{\"key\":\"" + key + "\"}")));
            assertThat(answer.statusCode()).isEqualTo(415);
            assertThat(Browser.setCookie(answer)).isEmpty();
        }
        HttpResponse<byte[]> answer = server.send(server.request("/v1/session")
                .header("Content-Type", "application/json")
                .header("Origin", "https://evil.example.com")
                .POST(BodyPublishers.ofString("{\"key\":\"" + key + "\"}")));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Browser.setCookie(answer)).isEmpty();
    }

    /** A key in the header counts alone, so that a program may share a machine with a signed-in browser. */
    @Test
    void aKeyGoesBeforeTheCookie() throws Exception {
        String other = server.keys.create("other", AccessScope.READ);
        HttpResponse<byte[]> answer =
                server.send(browser.bare("/v1/session").header("Authorization", "Bearer " + other));
        assertThat(ApiServer.json(answer).get("owner").asString()).isEqualTo("other");
        assertThat(server.send(browser.bare("/v1/session").header("Authorization", "Bearer lbk_x"))
                        .statusCode())
                .isEqualTo(401);
    }
}
