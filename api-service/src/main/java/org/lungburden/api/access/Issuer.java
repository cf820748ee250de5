package org.lungburden.api.access;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.problem.RefusalWithHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** The configured issuer, as a client of it sees it (OpenID Connect Core, section 3.1). */
class Issuer {
    private static final Logger LOG = LoggerFactory.getLogger(Issuer.class);
    /** Strangers begin sign-ins, and each call to the issuer holds a thread. */
    private static final int MOST_AT_ONCE = 16;

    private final String url;
    private final IssuerDiscovery discovery;
    private final ClientHttpRequestFactory requests;
    private final RestClientAuthorizationCodeTokenResponseClient tokens =
            new RestClientAuthorizationCodeTokenResponseClient();
    private final Semaphore slots = new Semaphore(MOST_AT_ONCE);
    private volatile @Nullable Known known;

    Issuer(String url, OidcSettings settings, ClientHttpRequestFactory requests) {
        this.url = url;
        this.discovery = new IssuerDiscovery(url, settings, requests);
        this.requests = requests;
        tokens.setRestClient(RestClient.builder()
                .requestFactory(requests)
                .configureMessageConverters(all -> all.addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
    }

    /** What the issuer has told of itself; its keys are asked for anew when it signs with another. */
    private record Known(ClientRegistration client, JwtDecoder idTokens) {}

    /** What the issuer tells of the user. */
    record User(Jwt idToken, Set<String> scopes) {}

    String url() {
        return url;
    }

    /**
     * What the issuer tells of itself, asked for until it is known.
     *
     * @throws IssuerAwayException when the issuer does not answer as one
     */
    ClientRegistration client() {
        return known().client();
    }

    private Known known() {
        Known found = known;
        if (found == null) {
            ClientRegistration client = asked(discovery::client);
            found = new Known(client, idTokens(client));
            known = found;
        }
        return found;
    }

    /** Signed with a key of the issuer, in whatever way it signs; a shared secret is none. */
    private JwtDecoder idTokens(ClientRegistration client) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(
                        Objects.requireNonNull(client.getProviderDetails().getJwkSetUri()))
                .restOperations(new RestTemplate(requests))
                .jwsAlgorithms(all -> all.addAll(Arrays.asList(SignatureAlgorithm.values())))
                .build();
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(new JwtTimestampValidator(), new OidcIdTokenValidator(client)));
        return decoder;
    }

    /**
     * Gives the code for tokens, and checks the ID token among them.
     *
     * @param nonce of this very sign-in
     * @throws RefusalWithHeader when the issuer refuses the code, or its ID token is not valid or another sign-in's
     * @throws IssuerAwayException when the issuer does not answer, or refuses this service
     */
    User user(OAuth2AuthorizationExchange code, String nonce) {
        Known issuer = known();
        return asked(() -> {
            OAuth2AccessTokenResponse answer = tokens(new OAuth2AuthorizationCodeGrantRequest(issuer.client(), code));
            Object idToken = answer.getAdditionalParameters().get(OidcParameterNames.ID_TOKEN);
            Jwt user = valid(String.valueOf(idToken), issuer.idTokens());
            if (!nonce.equals(user.getClaimAsString(OidcParameterNames.NONCE))) {
                throw refusal("gave an ID token for another sign-in");
            }
            return new User(user, answer.getAccessToken().getScopes());
        });
    }

    private OAuth2AccessTokenResponse tokens(OAuth2AuthorizationCodeGrantRequest code) {
        try {
            return tokens.getTokenResponse(code);
        } catch (OAuth2AuthorizationException refused) {
            // all else tells of this service or of the issuer, not of the user (RFC 6749, section 5.2)
            if (OAuth2ErrorCodes.INVALID_GRANT.equals(refused.getError().getErrorCode())) {
                throw refusal("refuses the code");
            }
            throw new IssuerAwayException("gives no token", refused);
        }
    }

    /** Signature, issuer, audience and time (OpenID Connect Core, section 3.1.3.7). */
    private Jwt valid(String idToken, JwtDecoder decoder) {
        try {
            return decoder.decode(idToken);
        } catch (BadJwtException invalid) {
            throw refusal("gave an ID token that is not valid (" + invalid.getMessage() + ")");
        } catch (JwtException away) {
            throw new IssuerAwayException("does not tell its keys", away);
        }
    }

    private RefusalWithHeader refusal(String reason) {
        LOG.warn("The issuer {} {}", url, reason);
        return letsNobodyIn();
    }

    static RefusalWithHeader letsNobodyIn() {
        return RefusalWithHeader.unauthenticated(
                "The issuer did not sign this user in. Begin again at " + OidcController.PATH + ".");
    }

    private <T> T asked(Supplier<T> call) {
        if (!slots.tryAcquire()) {
            throw new IssuerAwayException("is asked too often at once");
        }
        try {
            return call.get();
        } catch (IssuerAwayException away) {
            LOG.warn("The issuer {} {}", url, away.reason());
            throw away;
        } finally {
            slots.release();
        }
    }
}
