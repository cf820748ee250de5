package org.lungburden.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.access.AccessScope.READ;
import static org.lungburden.access.AccessScope.SUBMIT;
import static org.lungburden.api.testing.ApiServer.json;
import static org.lungburden.api.testing.ApiServer.text;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lungburden.access.AccessSession;
import org.lungburden.access.AccessSessions.Valid;
import org.lungburden.access.KeySecret;
import org.lungburden.access.SessionSecret;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.api.testing.Studies;
import org.springframework.dao.DataAccessResourceFailureException;

/** Sign-in of browsers by key, and what becomes of their sessions. */
class SessionsTest {
    private static final String PATH = "/v1/session";

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = ApiServer.start(Map.of("lungburden.auth", "keys", "lungburden.session.max-per-owner", "3"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void empty() {
        server.jobs.clear();
        server.sessions.fail(null);
    }

    private static String key(String owner) {
        return server.keys.create(owner, READ, SUBMIT);
    }

    @Test
    void aKeySignsABrowserInAndItsPageNeedsTheKeyNoMore() throws Exception {
        Browser browser = new Browser(server);
        HttpResponse<byte[]> answer = browser.signIn(key("ward"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(json(answer).get("owner").asString()).isEqualTo("ward");
        assertThat(json(answer).get("scopes").toString()).isEqualTo("[\"submit\",\"read\"]");
        Instant end = Instant.parse(json(answer).get("expiresAt").asString());
        assertThat(end)
                .isBetween(Instant.now().plusSeconds(43_100), Instant.now().plusSeconds(43_201));
        assertThat(browser.call("POST", "/v1/jobs", Studies.zip("a")).statusCode())
                .isEqualTo(202);
        assertThat(text(browser.call("GET", "/v1/jobs"))).contains("\"status\":\"QUEUED\"");
        assertThat(json(browser.call("GET", PATH))).isEqualTo(json(answer));
    }

    @Test
    void noScriptAndNoOtherSiteGetsTheCookie() throws Exception {
        String set = Browser.setCookie(new Browser(server).signIn(key("ward"))).orElseThrow();
        assertThat(set)
                .matches("lungburden-session=[A-Za-z0-9_-]{43}; Path=/v1; Max-Age=4320\\d; Expires=[^;]+; HttpOnly;"
                        + " SameSite=Strict");
    }

    @Test
    void onlyAHashOfTheCookieIsKept() throws Exception {
        Browser browser = Browser.signedIn(server, key("ward"));
        String secret = browser.cookie().split("=", 2)[1];
        AccessSession kept = server.sessions
                .find(SessionSecret.parse(secret).orElseThrow().sha256(), new Valid(Instant.now(), Instant.EPOCH))
                .orElseThrow();
        assertThat(kept.toString()).doesNotContain(secret);
        assertThat(SessionSecret.create().toString()).isEqualTo("SessionSecret");
    }

    /** A cookie that somebody planted before the sign-in is worth nothing after it, and a new one is made each time. */
    @Test
    void aPlantedCookieIsNotTakenOver() throws Exception {
        Browser victim = Browser.signedIn(server, key("attacker"));
        Browser attacker = victim.copy(server);
        victim.signIn(key("victim"));
        assertThat(victim.cookie()).isNotEqualTo(attacker.cookie());
        assertThat(attacker.call("GET", "/v1/jobs").statusCode()).isEqualTo(401);
        assertThat(json(victim.call("GET", PATH)).get("owner").asString()).isEqualTo("victim");
        String invented = "lungburden-session=" + SessionSecret.create().text();
        assertThat(server.send(server.request("/v1/jobs").header("Cookie", invented))
                        .statusCode())
                .isEqualTo(401);
        // one of two cookies may be planted, and the server cannot tell which
        assertThat(server.send(server.request("/v1/jobs").header("Cookie", invented + "; " + victim.cookie()))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aCookieIsWorthNothingAfterTheSignOut() throws Exception {
        Browser browser = Browser.signedIn(server, key("ward"));
        Browser thief = browser.copy(server);
        HttpResponse<byte[]> answer = browser.call("DELETE", PATH);
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(Browser.setCookie(answer).orElseThrow()).startsWith("lungburden-session=; Path=/v1; Max-Age=0;");
        assertThat(thief.call("GET", "/v1/jobs").statusCode()).isEqualTo(401);
        assertThat(browser.call("DELETE", PATH).statusCode()).isEqualTo(204);
    }

    @Test
    void aSessionEndsWithItsKey() throws Exception {
        String key = key("ward");
        Browser browser = Browser.signedIn(server, key);
        server.keys.revoke(KeySecret.parse(key).orElseThrow().id(), Instant.now());
        assertThat(browser.call("GET", "/v1/jobs").statusCode()).isEqualTo(401);
        String brief = server.keys.create("ward", Instant.now().plus(Duration.ofMinutes(3)), READ);
        HttpResponse<byte[]> answer = new Browser(server).signIn(brief);
        assertThat(Instant.parse(json(answer).get("expiresAt").asString()))
                .isBefore(Instant.now().plus(Duration.ofMinutes(3)));
        assertThat(Browser.setCookie(answer).orElseThrow()).containsPattern("Max-Age=1[78]\\d;");
    }

    @Test
    void aSessionHasTheScopesOfItsKey() throws Exception {
        Browser reader = Browser.signedIn(server, server.keys.create("ward", READ));
        assertThat(reader.call("GET", "/v1/jobs").statusCode()).isEqualTo(200);
        assertThat(reader.call("POST", "/v1/jobs", Studies.zip("a")).statusCode())
                .isEqualTo(403);
        assertThat(reader.call("GET", "/actuator/prometheus").statusCode()).isEqualTo(403);
        assertThat(reader.call("DELETE", PATH).statusCode()).isEqualTo(204);
    }

    @Test
    void twoOwnersSeeTheirOwnJobs() throws Exception {
        Browser ward = Browser.signedIn(server, key("ward"));
        Browser other = Browser.signedIn(server, key("other"));
        String job = "/v1/jobs/"
                + json(ward.call("POST", "/v1/jobs", Studies.zip("a")))
                        .get("id")
                        .asString();
        assertThat(ward.call("GET", job).statusCode()).isEqualTo(200);
        assertThat(other.call("GET", job).statusCode()).isEqualTo(404);
        assertThat(other.call("DELETE", job).statusCode()).isEqualTo(404);
        assertThat(text(other.call("GET", "/v1/jobs"))).contains("\"items\":[]");
        other.call("DELETE", PATH);
        assertThat(ward.call("GET", job).statusCode()).isEqualTo(200);
    }

    @Test
    void anOwnerHasOnlySoManySessions() throws Exception {
        Browser other = Browser.signedIn(server, key("other"));
        Browser first = Browser.signedIn(server, key("many"));
        for (int n = 1; n < 3; n++) {
            Browser.signedIn(server, key("many"));
        }
        assertThat(first.call("GET", "/v1/jobs").statusCode()).isEqualTo(200);
        Browser.signedIn(server, key("many"));
        assertThat(first.call("GET", "/v1/jobs").statusCode()).isEqualTo(401);
        assertThat(other.call("GET", "/v1/jobs").statusCode()).isEqualTo(200);
    }

    /** Health must not ask the database, whatever a browser sends along. */
    @Test
    void whileTheDatabaseIsAwayNobodyCanTell() throws Exception {
        Browser browser = Browser.signedIn(server, key("ward"));
        server.sessions.fail(new DataAccessResourceFailureException("away"));
        HttpResponse<byte[]> answer = browser.call("GET", "/v1/jobs");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).get("code").asString()).isEqualTo("UNAVAILABLE");
        assertThat(browser.call("GET", "/actuator/health/liveness").statusCode())
                .isEqualTo(200);
        assertThat(new Browser(server).signIn(key("ward")).statusCode()).isEqualTo(503);
    }

    @Test
    void aKeyTellsItsOwnerToo() throws Exception {
        HttpResponse<byte[]> answer = server.send(
                server.request(PATH).header("Authorization", "Bearer " + server.keys.create(Jobs.OWNER, SUBMIT)));
        assertThat(text(answer)).isEqualTo("{\"owner\":\"local\",\"scopes\":[\"submit\"]}");
    }

    @Test
    void withoutSignInEveryoneIsTheSame() throws Exception {
        assertThat(text(ApiServer.shared().get(PATH)))
                .isEqualTo("{\"owner\":\"local\",\"scopes\":[\"submit\",\"read\",\"correct\",\"admin\"]}");
    }
}
