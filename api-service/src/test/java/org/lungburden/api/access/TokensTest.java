package org.lungburden.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lungburden.access.AccessScope;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Studies;
import org.lungburden.error.Causes;
import org.lungburden.error.InvalidSettingException;
import tools.jackson.databind.json.JsonMapper;

/** The service with {@code LUNGBURDEN_AUTH=oidc} and a real issuer. */
class TokensTest {
    private static final String AUDIENCE = "https://lung.example.org";

    private static TokenIssuer issuer;
    private static ApiServer server;

    @BeforeAll
    static void start() throws Exception {
        issuer = new TokenIssuer(AUDIENCE);
        server = of(issuer);
    }

    private static ApiServer of(TokenIssuer issuer) {
        return ApiServer.start(Map.of(
                "lungburden.auth",
                "oidc",
                "lungburden.oidc.issuer",
                issuer.url(),
                "lungburden.oidc.audience",
                AUDIENCE));
    }

    @AfterAll
    static void stop() {
        server.close();
        issuer.close();
    }

    private static HttpResponse<byte[]> call(ApiServer asked, String method, String token) throws Exception {
        return asked.send(asked.request("/v1/jobs")
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.ofByteArray(Studies.zip("a"))));
    }

    @Test
    void aTokenSignsInWithItsScopes() throws Exception {
        String both = issuer.token("lungburden:read lungburden:submit");
        assertThat(call(server, "POST", both).statusCode()).isEqualTo(202);
        assertThat(ApiServer.text(call(server, "GET", both))).contains("\"status\":\"QUEUED\"");
        String read = issuer.token("lungburden:read");
        assertThat(call(server, "GET", read).statusCode()).isEqualTo(200);
        assertThat(call(server, "POST", read).statusCode()).isEqualTo(403);
        assertThat(call(server, "GET", issuer.token("email")).statusCode()).isEqualTo(403);
    }

    @Test
    void aTokenForAnotherServiceIsRefused() throws Exception {
        try (TokenIssuer others = new TokenIssuer("https://other.example.org")) {
            ApiServer asked = of(others);
            assertThat(call(asked, "GET", others.token("lungburden:read")).statusCode())
                    .isEqualTo(401);
            asked.close();
        }
    }

    @Test
    void aTokenOfAnotherIssuerOrChangedIsRefused() throws Exception {
        String good = issuer.token("lungburden:read");
        try (TokenIssuer stranger = new TokenIssuer(AUDIENCE)) {
            assertThat(call(server, "GET", stranger.token("lungburden:read")).statusCode())
                    .isEqualTo(401);
        }
        String[] parts = good.split("\\.");
        for (String changed : new String[] {
            parts[0] + "." + parts[1] + ".",
            "eyJhbGciOiJub25lIn0." + parts[1] + ".",
            good.substring(0, good.length() - 9)
        }) {
            assertThat(call(server, "GET", changed).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void keysWorkBesideTokens() throws Exception {
        assertThat(call(server, "GET", server.keys.create("local", AccessScope.READ))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whileTheIssuerIsAwayNobodyCanTell() throws Exception {
        TokenIssuer away = new TokenIssuer(AUDIENCE);
        String token = away.token("lungburden:read");
        away.close();
        ApiServer asked = of(away);
        HttpResponse<byte[]> answer = call(asked, "GET", token);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(JsonMapper.shared().readTree(answer.body()).get("code").asString())
                .isEqualTo("UNAVAILABLE");
        asked.close();
    }

    @Test
    void theSettingsMustNameTheIssuer() {
        assertThatThrownBy(() -> ApiServer.start(Map.of("lungburden.auth", "oidc")))
                .satisfies(failure -> assertThat(Causes.of(failure))
                        .anySatisfy(cause -> assertThat(cause)
                                .isInstanceOf(InvalidSettingException.class)
                                .hasMessageContaining("LUNGBURDEN_OIDC_ISSUER")));
    }
}
