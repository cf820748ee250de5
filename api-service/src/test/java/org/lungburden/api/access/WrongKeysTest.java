package org.lungburden.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lungburden.access.AccessScope;
import org.lungburden.access.KeySecret;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.RawHttp;
import org.lungburden.error.ErrorCode;

/** Those who guess at {@code POST /v1/session}, or keep it waiting. */
@Tag("slow")
class WrongKeysTest {
    private static final int MOST = 20;

    private final ApiServer server = ApiServer.start(Map.of(
            "lungburden.auth",
            "keys",
            "lungburden.session.body-timeout",
            "500ms",
            "lungburden.keys.process-key",
            "lbk_0123456789abcdef_7Tg0gFZ1qVb0Jk2d8mQxO5uYwzR3sNcXeHaLpIvD6fM"));

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<byte[]> signIn(String key) throws Exception {
        return new Browser(server).signIn(key);
    }

    private static String otherSecret(String key) {
        return key.substring(0, key.length() - 43) + KeySecret.create().secret();
    }

    @Test
    void whatIsNoValidKeyGetsOneAnswer() throws Exception {
        String good = server.keys.create("ward", AccessScope.READ);
        String revoked = server.keys.create("ward", AccessScope.READ);
        server.keys.revoke(KeySecret.parse(revoked).orElseThrow().id(), Instant.now());
        String processKey = "lbk_0123456789abcdef_7Tg0gFZ1qVb0Jk2d8mQxO5uYwzR3sNcXeHaLpIvD6fM";
        for (String wrong : List.of(
                otherSecret(good), KeySecret.create().text(), revoked, processKey, "lbk_", "", good + "a", "eyJ.e.")) {
            HttpResponse<byte[]> answer = signIn(wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(Browser.setCookie(answer)).isEmpty();
            assertThat(ApiServer.json(answer).get("detail").asString()).isEqualTo(ErrorCode.UNAUTHENTICATED.sentence());
        }
    }

    /** The limit stops no right key: neither that of a neighbor at the same address, nor the one that was guessed at. */
    @Test
    void whoGuessesIsToldToStopAndLocksNobodyOut() throws Exception {
        String good = server.keys.create("ward", AccessScope.READ);
        String neighbor = server.keys.create("neighbor", AccessScope.READ);
        for (int n = 0; n < MOST; n++) {
            assertThat(signIn(otherSecret(good)).statusCode()).isEqualTo(401);
        }
        HttpResponse<byte[]> answer = signIn(otherSecret(good));
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("60");
        assertThat(signIn(neighbor).statusCode()).isEqualTo(200);
        assertThat(signIn(good).statusCode()).isEqualTo(200);
        assertThat(signIn(otherSecret(good)).statusCode()).isEqualTo(429);
    }

    @Test
    void countsEachAddressForAMinute() {
        long[] nanos = {0};
        WrongKeys wrong = new WrongKeys(
                new SessionSettings(Duration.ofMinutes(30), Duration.ofHours(12), 1, 2, Duration.ofSeconds(5)),
                () -> nanos[0]);
        for (String address : List.of("192.0.2.1", "2001:db8::1", "a name")) {
            assertThat(wrong.tooMany(address)).isFalse();
            assertThat(wrong.tooMany(address)).isFalse();
            assertThat(wrong.tooMany(address)).isTrue();
        }
        assertThat(wrong.tooMany("192.0.2.2")).isFalse();
        assertThat(wrong.tooMany("2001:db8::ffff:2")).as("the same network").isTrue();
        assertThat(wrong.tooMany("2001:db8:0:1::1")).isFalse();
        nanos[0] = Duration.ofSeconds(61).toNanos();
        assertThat(wrong.tooMany("192.0.2.1")).isFalse();
    }

    /** The time of the answer does not tell whether there is such a key; the tries alternate, so that load is the same. */
    @Test
    void aKnownIdTakesAsLongAsAnUnknownOne() throws Exception {
        String good = server.keys.create("ward", AccessScope.READ);
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int n = 0; n < 150; n++) {
            known.add(nanos(otherSecret(good)));
            unknown.add(nanos(KeySecret.create().text()));
        }
        assertThat((double) median(known) / median(unknown)).isBetween(0.6, 1.7);
    }

    private long nanos(String key) throws Exception {
        long begun = System.nanoTime();
        signIn(key);
        return System.nanoTime() - begun;
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }

    @Test
    void whatIsNoSignInIsRefused() throws Exception {
        String key = server.keys.create("ward", AccessScope.READ);
        String pair = "\"key\":\"" + key + "\"";
        for (String body : List.of(
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{" + pair + ",\"x\":1}",
                "{\"key\":1}",
                "[{" + pair + "}]",
                "{" + pair + " ".repeat(2000) + "}")) {
            HttpResponse<byte[]> answer = server.send(server.request("/v1/session")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body)));
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(ApiServer.text(answer)).contains("INVALID_REQUEST").doesNotContain(key);
        }
    }

    /** Strangers may send this body, so its slow arrival must hold no thread: the server here has few of them. */
    @Test
    void slowBodiesHoldNoThread() throws Exception {
        String head = "POST /v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 500\r\n\r\n{";
        try (ApiServer small = ApiServer.start(Map.of(
                "lungburden.auth",
                "keys",
                "server.tomcat.threads.max",
                "5",
                "lungburden.session.body-timeout",
                "3s"))) {
            List<Socket> slow = new ArrayList<>();
            for (int n = 0; n < 20; n++) {
                slow.add(RawHttp.connect(small.port()));
                slow.get(n).getOutputStream().write(head.getBytes());
            }
            long begun = System.nanoTime();
            assertThat(small.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(1500));
            for (Socket each : slow) {
                assertThat(new String(each.getInputStream().readAllBytes()))
                        .startsWith("HTTP/1.1 408")
                        .contains("REQUEST_TIMEOUT");
                each.close();
            }
        }
    }
}
