package org.lungburden.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.api.testing.ApiServer.json;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
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

/** Sign-in of browsers at a real issuer. */
class IssuerSessionsTest {
    private static final String AUDIENCE = "https://lung.example.org";
    private static final String PATH = "/v1/session/oidc";

    private static TokenIssuer issuer;
    private static ApiServer server;

    @BeforeAll
    static void start() throws Exception {
        issuer = new TokenIssuer(AUDIENCE);
        server = of(issuer, Map.of());
    }

    private static ApiServer of(TokenIssuer issuer, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "lungburden.auth",
                "oidc",
                "lungburden.oidc.issuer",
                issuer.url(),
                "lungburden.oidc.audience",
                AUDIENCE,
                "lungburden.oidc.client-id",
                TokenIssuer.PAGE,
                "lungburden.oidc.client-secret",
                TokenIssuer.PAGE_SECRET));
        settings.putAll(more);
        return ApiServer.start(settings);
    }

    @AfterAll
    static void stop() {
        server.close();
        issuer.close();
    }

    @BeforeEach
    void honest() {
        issuer.wrongClaims.clear();
        server.jobs.clear();
    }

    /** A browser on its way to the issuer: the address, and the cookie that it keeps. */
    private record Begun(String address, String cookie) {}

    private static Begun begin(ApiServer at, String query) throws Exception {
        HttpResponse<byte[]> answer = at.get(PATH + query);
        assertThat(answer.statusCode()).as(ApiServer.text(answer)).isEqualTo(303);
        assertThat(Browser.setCookie(answer).orElseThrow()).contains("HttpOnly", "SameSite=Lax", "Path=" + PATH);
        return new Begun(
                answer.headers().firstValue("Location").orElseThrow(),
                Browser.setCookie(answer).orElseThrow().split(";", 2)[0]);
    }

    /** As the browser follows the issuer's redirect, by a page of another site. */
    private static HttpResponse<byte[]> back(ApiServer at, URI address, String cookie) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Sec-Fetch-Site", "cross-site");
        return at.send(cookie.isEmpty() ? request : request.header("Cookie", cookie));
    }

    private static void assertRefused(HttpResponse<byte[]> answer, int status) {
        assertThat(answer.statusCode()).as(ApiServer.text(answer)).isEqualTo(status);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    private static String session(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).as(ApiServer.text(answer)).isEqualTo(200);
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(set -> set.startsWith("lungburden-session="))
                .findFirst()
                .orElseThrow()
                .split(";", 2)[0];
    }

    @Test
    void theIssuersUserGetsASession() throws Exception {
        Begun begun = begin(server, "?returnTo=/swagger-ui/index.html?x=1%26z=2%23y");
        assertThat(begun.address())
                .startsWith(issuer.url() + "/oauth2/authorize?")
                .contains("response_type=code", "code_challenge_method=S256", "nonce=", "state=");
        HttpResponse<byte[]> answer = back(server, issuer.signIn(begun.address()), begun.cookie());
        String session = session(answer);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(ApiServer.text(answer))
                .contains("http-equiv=\"refresh\" content=\"0;url=/swagger-ui/index.html?x=1&amp;z=2#y\"");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anyMatch(set -> set.startsWith("lungburden-sign-in=; Path=" + PATH + "; Max-Age=0;"))
                .anyMatch(set -> set.contains("HttpOnly; SameSite=Strict"));
        HttpResponse<byte[]> who = server.send(server.request("/v1/session").header("Cookie", session));
        assertThat(json(who).get("owner").asString()).isEqualTo(TokenIssuer.USER);
        assertThat(json(who).get("scopes").toString()).isEqualTo("[\"submit\",\"read\"]");
        assertThat(Instant.parse(json(who).get("expiresAt").asString())).isAfter(Instant.now());
        assertThat(server.audit.all())
                .anySatisfy(record -> assertThat(record.action() + " " + record.item())
                        .isEqualTo("SIGN_IN token:" + TokenIssuer.USER));
        assertThat(server.send(server.request("/v1/jobs").header("Cookie", session))
                        .statusCode())
                .isEqualTo(200);
    }

    /** A link that an attacker made with his own sign-in would sign the user in as the attacker. */
    @Test
    void onlyTheBrowserThatBeganGetsASession() throws Exception {
        Begun attackers = begin(server, "");
        Begun victims = begin(server, "");
        URI attackersAnswer = issuer.signIn(attackers.address());
        assertRefused(back(server, attackersAnswer, ""), 400);
        assertRefused(back(server, attackersAnswer, victims.cookie()), 400);
        assertRefused(back(server, attackersAnswer, "lungburden-sign-in=x"), 400);
        assertRefused(back(server, attackersAnswer, attackers.cookie() + "; " + victims.cookie()), 400);
        session(back(server, attackersAnswer, attackers.cookie()));
    }

    @Test
    void anAnswerCountsOnce() throws Exception {
        Begun begun = begin(server, "");
        URI answer = issuer.signIn(begun.address());
        session(back(server, answer, begun.cookie()));
        assertRefused(back(server, answer, begun.cookie()), 401);
    }

    /** The code of one sign-in, brought into another: PKCE's verifier is another one. */
    @Test
    void aStolenCodeIsWorthNothing() throws Exception {
        String code = issuer.signIn(begin(server, "").address()).getQuery().replaceAll(".*code=([^&]*).*", "$1");
        Begun thief = begin(server, "");
        String state = thief.address().replaceAll(".*[?&]state=([^&]*).*", "$1");
        URI forged = server.uri(PATH + "/callback?code=" + code + "&state=" + state);
        assertRefused(back(server, forged, thief.cookie()), 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonce", "aud", "iss", "exp"})
    void anIdTokenForAnotherIsRefused(String claim) throws Exception {
        Object wrong = switch (claim) {
            case "aud" -> List.of("another client");
            case "exp" -> Instant.now().minusSeconds(3600);
            case "iss" -> "https://other.example.org";
            default -> "another sign-in";
        };
        issuer.wrongClaims.put(claim, wrong);
        if (claim.equals("exp")) {
            issuer.wrongClaims.put("iat", Instant.now().minusSeconds(7200));
        }
        Begun begun = begin(server, "");
        assertRefused(back(server, issuer.signIn(begun.address()), begun.cookie()), 401);
    }

    @Test
    void theAnswerOfAnotherIssuerIsRefused() throws Exception {
        Begun begun = begin(server, "");
        String answer = issuer.signIn(begun.address()).toString();
        assertRefused(back(server, URI.create(answer + "&iss=https://evil.example.com"), begun.cookie()), 400);
        String twice = answer.replaceAll(".*[?&](state=[^&]*).*", "&$1");
        assertRefused(back(server, URI.create(answer + twice), begun.cookie()), 400);
        session(back(server, URI.create(answer + "&session_state=1&prompt=none&iss=" + issuer.url()), begun.cookie()));
    }

    @Test
    void whomTheIssuerRefusesTheServiceRefuses() throws Exception {
        Begun begun = begin(server, "");
        String state = begun.address().replaceAll(".*[?&]state=([^&]*).*", "$1");
        URI denied = server.uri(PATH + "/callback?error=access_denied&error_description=no&state=" + state);
        HttpResponse<byte[]> refused = back(server, denied, begun.cookie());
        assertRefused(refused, 401);
        assertThat(json(refused).get("detail").asString()).contains("The issuer did not sign this user in.");
        assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertRefused(back(server, denied, ""), 400);
    }

    @Test
    void whoGetsNoScopeGetsNoSession() throws Exception {
        try (ApiServer mail =
                of(issuer, Map.of("lungburden.oidc.sign-in-scopes", "", "lungburden.oidc.scope-prefix", "x:"))) {
            Begun begun = begin(mail, "");
            assertRefused(back(mail, issuer.signIn(begun.address()), begun.cookie()), 403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com",
                "//evil.example.com",
                "/%5Cevil.example.com/%0d",
                "/%09/evil.example.com",
                "evil",
                "",
                "%2F%2Fevil.example.com",
                "javascript:alert(1)",
                "/%0d%0aSet-Cookie:x",
                "/a/%2e%2e/b",
                "/a/%252E./b",
                "/..",
                "/a%3Fb%22%3E"
            })
    void returnsToAPathOfTheServiceAlone(String path) throws Exception {
        assertRefused(server.get(PATH + "?returnTo=" + path), 400);
    }

    @Test
    void whileTheIssuerIsAwayNobodyCanSignInThere() throws Exception {
        TokenIssuer away = new TokenIssuer(AUDIENCE);
        try (ApiServer asked = of(away, Map.of())) {
            Begun begun = begin(asked, "");
            URI answer = away.signIn(begun.address());
            away.close();
            assertRefused(back(asked, answer, begun.cookie()), 503);
        }
        try (ApiServer asked = of(away, Map.of())) {
            assertRefused(asked.get(PATH), 503);
        }
    }

    @Test
    void anIssuerThatCallsItselfOtherwiseIsNotTrusted() throws Exception {
        Map<String, Object> other =
                Map.of("lungburden.oidc.issuer", issuer.url().replace("127.0.0.1", "localhost"));
        try (ApiServer asked = of(issuer, other)) {
            assertRefused(asked.get(PATH), 503);
        }
    }

    /** The issuer may know the user still, so that no typing is needed. */
    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void aPageOfAnotherSiteBeginsNoSignIn(String site) throws Exception {
        HttpResponse<byte[]> answer = server.send(server.request(PATH).header("Sec-Fetch-Site", site));
        assertRefused(answer, 403);
        assertThat(ApiServer.text(answer)).contains("ORIGIN_NOT_ALLOWED");
        for (String own : List.of("same-origin", "none")) {
            assertThat(server.send(server.request(PATH).header("Sec-Fetch-Site", own))
                            .statusCode())
                    .isEqualTo(303);
        }
    }

    /** The browser that comes back does not send the cookie of the session of before. */
    @Test
    void theSessionOfBeforeEndsWhereASignInBegins() throws Exception {
        Browser page = Browser.signedIn(server, server.keys.create("ward", AccessScope.READ));
        assertThat(page.call("GET", PATH).statusCode()).isEqualTo(303);
        assertThat(page.call("GET", "/v1/jobs").statusCode()).isEqualTo(401);
    }

    @Test
    void signingOutEndsTheSession() throws Exception {
        Begun begun = begin(server, "");
        String session = session(back(server, issuer.signIn(begun.address()), begun.cookie()));
        HttpRequest.Builder out = server.request("/v1/session")
                .header("Cookie", session)
                .header("Sec-Fetch-Site", "same-origin")
                .DELETE();
        assertThat(server.send(out).statusCode()).isEqualTo(204);
        assertThat(server.send(server.request("/v1/jobs").header("Cookie", session))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void whoTriesTooManyCodesIsToldToStopAndLocksNobodyOut() throws Exception {
        try (ApiServer asked = of(issuer, Map.of("lungburden.session.wrong-keys", 2))) {
            Begun begun = begin(asked, "");
            String state = begun.address().replaceAll(".*[?&]state=([^&]*).*", "$1");
            URI guessed = asked.uri(PATH + "/callback?code=guessed&state=" + state);
            assertRefused(back(asked, guessed, begun.cookie()), 401);
            assertRefused(back(asked, guessed, begun.cookie()), 401);
            HttpResponse<byte[]> answer = back(asked, guessed, begun.cookie());
            assertRefused(answer, 429);
            assertThat(answer.headers().firstValue("Retry-After")).contains("60");
            session(back(asked, issuer.signIn(begun.address()), begun.cookie()));
        }
    }

    @Test
    void anIssuerThatDoesNotKnowTheServiceIsNoFaultOfTheUser() throws Exception {
        try (ApiServer asked = of(issuer, Map.of("lungburden.oidc.client-secret", "wrong"))) {
            Begun begun = begin(asked, "");
            assertRefused(back(asked, issuer.signIn(begun.address()), begun.cookie()), 503);
        }
        Begun begun = begin(server, "");
        String state = begun.address().replaceAll(".*[?&]state=([^&]*).*", "$1");
        URI failed = server.uri(PATH + "/callback?error=temporarily_unavailable&state=" + state);
        assertRefused(back(server, failed, begun.cookie()), 503);
    }

    @Test
    void withoutAClientThereIsNoSuchPath() throws Exception {
        for (String path : List.of(PATH, PATH + "/callback?code=1&state=2")) {
            assertRefused(ApiServer.shared().get(path), 404);
        }
    }
}
