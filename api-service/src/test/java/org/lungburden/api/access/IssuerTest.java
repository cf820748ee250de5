package org.lungburden.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;

/** Issuers that do not answer as one. */
class IssuerTest {
    private static final String DISCOVERY = ScriptedIssuer.DISCOVERY;

    private final ScriptedIssuer server = new ScriptedIssuer();

    @AfterEach
    void stop() {
        server.close();
    }

    private OidcSettings settings(@Nullable String secret) {
        return new OidcSettings(server.url(), "service", "sub", "x:", "page", secret, List.of());
    }

    private Issuer issuer() {
        return new Issuer(server.url(), settings("secret"), IssuerHttp.requests(Duration.ofMillis(500)));
    }

    private static void assertCode(ErrorCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        CodedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private void askForUser(Issuer issuer) {
        OAuth2AuthorizationRequest request = OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(server.url())
                .clientId("page")
                .redirectUri("http://127.0.0.1/back")
                .state("1")
                .build();
        OAuth2AuthorizationResponse response = OAuth2AuthorizationResponse.success("code")
                .redirectUri("http://127.0.0.1/back")
                .state("1")
                .build();
        issuer.user(new OAuth2AuthorizationExchange(request, response), "nonce");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "200 {}",
                "200 null",
                "200 []",
                "200 {",
                "200 <html>",
                "500 {}",
                "302 {}",
                "200 {\"issuer\": \"URL\"}",
                "200 {\"issuer\": \"URL\", \"authorization_endpoint\": 1}",
                "hang"
            })
    void whatTellsNoConfigurationIsAway(String answer) {
        server.answers.put(DISCOVERY, answer.replace("URL", server.url()));
        Issuer issuer = issuer();
        assertCode(ErrorCode.UNAVAILABLE, issuer::client);
        server.answers.put(DISCOVERY, "200 " + server.discovery(""));
        assertThat(issuer.client().getClientId()).isEqualTo("page");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 {\"error\": \"invalid_grant\"}|UNAUTHENTICATED",
                "400 {\"error\": \"invalid_client\"}|UNAVAILABLE",
                "401 {\"error\": \"invalid_client\"}|UNAVAILABLE",
                "400 {}|UNAVAILABLE",
                "400 <html>|UNAVAILABLE",
                "500 <html>|UNAVAILABLE",
                "200 {}|UNAVAILABLE",
                "200 <html>|UNAVAILABLE",
                "hang|UNAVAILABLE",
                // no ID token, and one that nobody signed
                "200 {\"access_token\": \"a\", \"token_type\": \"Bearer\"}|UNAUTHENTICATED",
                "200 {\"access_token\": \"a\", \"token_type\": \"Bearer\", \"id_token\": \"eyJhbGciOiJub25lIn0.e30.\"}"
                        + "|UNAUTHENTICATED",
                // signed in some way, and there are no keys to look it up
                "200 {\"access_token\": \"a\", \"token_type\": \"Bearer\","
                        + " \"id_token\": \"eyJhbGciOiJSUzI1NiJ9.e30.AAAA\"}|UNAVAILABLE",
                "200 {\"access_token\": \"a\", \"token_type\": \"Bearer\","
                        + " \"id_token\": \"eyJhbGciOiJFUzI1NiJ9.e30.AAAA\"}|UNAVAILABLE",
                // with what everyone knows
                "200 {\"access_token\": \"a\", \"token_type\": \"Bearer\","
                        + " \"id_token\": \"eyJhbGciOiJIUzI1NiJ9.e30.AAAA\"}|UNAUTHENTICATED"
            })
    void onlyARefusedCodeOrTokenIsTheUsersFault(String answer, ErrorCode code) {
        server.answers.put("/token", answer);
        Issuer issuer = issuer();
        assertCode(code, () -> askForUser(issuer));
    }

    @ParameterizedTest
    @CsvSource({
        "'', client_secret_basic",
        "'[\"client_secret_post\",\"client_secret_basic\"]', client_secret_basic",
        "'[\"client_secret_post\"]', client_secret_post"
    })
    void theServiceShowsItsSecretAsTheIssuerTakesIt(String supported, String method) {
        String more = supported.isEmpty() ? "" : ", \"token_endpoint_auth_methods_supported\": " + supported;
        server.answers.put(DISCOVERY, "200 " + server.discovery(more));
        assertThat(issuer().client().getClientAuthenticationMethod().getValue()).isEqualTo(method);
        ClientRegistration open =
                new IssuerDiscovery(server.url(), settings(null), IssuerHttp.requests(Duration.ofSeconds(5))).client();
        assertThat(open.getClientAuthenticationMethod()).isEqualTo(ClientAuthenticationMethod.NONE);
    }

    /** Each call that waits holds a thread of the server; those beyond 16 are answered at once. */
    @Test
    void whileTheIssuerHangsFewWaitForIt() throws Exception {
        server.answers.put(DISCOVERY, "hang");
        Issuer issuer = new Issuer(server.url(), settings("secret"), IssuerHttp.requests(Duration.ofSeconds(30)));
        List<Future<?>> waiting = new ArrayList<>();
        CountDownLatch refused = new CountDownLatch(4);
        for (int n = 0; n < 20; n++) {
            waiting.add(server.threads.submit(() -> {
                assertCode(ErrorCode.UNAVAILABLE, issuer::client);
                refused.countDown();
            }));
        }
        assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(waiting.stream().filter(each -> !each.isDone()).count()).isGreaterThanOrEqualTo(16);
    }
}
