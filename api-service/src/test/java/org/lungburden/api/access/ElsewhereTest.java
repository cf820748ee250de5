package org.lungburden.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.RawHttp;
import org.lungburden.api.testing.Studies;

/** Pages from elsewhere, names from elsewhere and proxies are not the user. */
class ElsewhereTest {
    private static final String FRIEND = "https://viewer.example.org";

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = ApiServer.start(
                Map.of("lungburden.cors.origins", FRIEND, "lungburden.allowed-hosts", "lung.example.org"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String get(String host) throws Exception {
        return RawHttp.exchange(
                server.port(), "GET /v1/jobs HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1:8080", "[::1]:9", "lung.example.org", "LUNG.example.org:443"})
    void answersUnderItsOwnNames(String host) throws Exception {
        assertThat(get(host)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rebound.example.com", "127.0.0.1.nip.io:8080", "lung.example.org.evil.com", "10.1.2.3"})
    void refusesOtherNames(String host) throws Exception {
        assertThat(get(host))
                .startsWith("HTTP/1.1 421")
                .contains("HOST_NOT_ALLOWED")
                .doesNotContain("items");
    }

    private static HttpResponse<byte[]> post(String... headers) throws Exception {
        return server.send(
                server.request("/v1/jobs").headers(headers).POST(BodyPublishers.ofByteArray(Studies.zip("a"))));
    }

    private static int port() {
        return server.port();
    }

    @Test
    void aPageFromElsewherePlantsNoJob() throws Exception {
        server.jobs.clear();
        String[][] pages = {
            {"Origin", "https://evil.example.com"},
            {"Origin", "null"},
            {"Origin", "http://127.0.0.1:" + (port() + 1)},
            {"Origin", "http://localhost:" + port()},
            {"Origin", FRIEND + ".evil.com"},
            {"Sec-Fetch-Site", "cross-site"},
            {"Sec-Fetch-Site", "same-site"},
            {"Origin", "http://127.0.0.1:" + port(), "Sec-Fetch-Site", "cross-site"}
        };
        for (String[] headers : pages) {
            HttpResponse<byte[]> answer = post(headers);
            assertThat(answer.statusCode()).as(String.join(" ", headers)).isEqualTo(403);
            assertThat(ApiServer.text(answer)).contains("ORIGIN_NOT_ALLOWED");
        }
        assertThat(ApiServer.text(server.get("/v1/jobs"))).contains("\"items\":[]");
    }

    @Test
    void ownPagesProgramsAndFriendsMay() throws Exception {
        String[][] callers = {
            {"X-Nothing", "1"},
            {"Origin", "http://127.0.0.1:" + port(), "Sec-Fetch-Site", "same-origin"},
            {"Sec-Fetch-Site", "none"},
            {"Origin", FRIEND, "Sec-Fetch-Site", "cross-site"}
        };
        for (String[] headers : callers) {
            assertThat(post(headers).statusCode()).as(String.join(" ", headers)).isEqualTo(202);
        }
    }

    @Test
    void tellsBrowsersWhichPagesMayRead() throws Exception {
        HttpResponse<byte[]> friend = server.send(server.request("/v1/jobs").header("Origin", FRIEND));
        assertThat(friend.headers().allValues("Access-Control-Allow-Origin")).containsExactly(FRIEND);
        assertThat(friend.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        HttpResponse<byte[]> preflight = server.send(server.request("/v1/jobs")
                .header("Origin", FRIEND)
                .header("Access-Control-Request-Method", "DELETE")
                .header("Access-Control-Request-Headers", "authorization,if-match")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Methods")
                        .orElseThrow())
                .contains("DELETE");
        HttpResponse<byte[]> stranger =
                server.send(server.request("/v1/jobs").header("Origin", "https://evil.example.com"));
        assertThat(stranger.statusCode()).isEqualTo(403);
        assertThat(stranger.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Forwarded,for=203.0.113.9", "X-Forwarded-For,203.0.113.9", "X-Real-IP,203.0.113.9"})
    void aProxyDoesNotTurnTheWorldIntoThisMachine(String header, String value) throws Exception {
        HttpResponse<byte[]> answer = server.send(server.request("/v1/jobs").header(header, value));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(ApiServer.text(answer)).contains("FORBIDDEN").contains("LUNGBURDEN_AUTH=keys");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/jobs HTTP/1.1\r\nHost: localhost\r\n",
                "GET /v1/jobs HTTP/1.1\r\nHost: rebound.example.com\r\n",
                "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n",
                "GET /v1/jobs?a=<b> HTTP/1.1\r\nHost: localhost\r\n",
                "TRACE /v1/jobs HTTP/1.1\r\nHost: localhost\r\n",
                "GET /v1/jobs HTTP/9.9\r\nHost: localhost\r\n",
                "GET /v1/jobs HTTP/1.1\r\n"
            })
    void everyAnswerProtectsTheBrowser(String head) throws Exception {
        assertThat(RawHttp.exchange(server.port(), head + "Connection: close\r\n\r\n"))
                .contains("X-Content-Type-Options: nosniff")
                .contains("Content-Security-Policy: default-src 'none'; frame-ancestors 'none'")
                .contains("Cross-Origin-Resource-Policy: same-origin")
                .contains("Referrer-Policy: no-referrer")
                .doesNotContain("Server:");
    }
}
