package org.lungburden.api.access;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** What an issuer tells of itself (OpenID Connect Discovery, sections 3 and 4). */
class IssuerDiscovery {
    private static final ParameterizedTypeReference<Map<String, Object>> JSON = new ParameterizedTypeReference<>() {};

    private final String url;
    private final OidcSettings settings;
    private final RestClient http;

    IssuerDiscovery(String url, OidcSettings settings, ClientHttpRequestFactory requests) {
        this.url = url;
        this.settings = settings;
        this.http = RestClient.builder().requestFactory(requests).build();
    }

    /** @throws IssuerAwayException when it tells nothing, not enough, or calls itself otherwise */
    ClientRegistration client() {
        Map<String, Object> told = told();
        if (!url.equals(told.get("issuer"))) {
            throw new IssuerAwayException("calls itself otherwise than lungburden.oidc.issuer");
        }
        return ClientRegistration.withRegistrationId("issuer")
                .clientId(Objects.requireNonNull(settings.clientId()))
                .clientSecret(settings.clientSecret())
                .clientAuthenticationMethod(method(told.get("token_endpoint_auth_methods_supported")))
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("{baseUrl}" + OidcController.CALLBACK)
                .issuerUri(url)
                .authorizationUri(address(told, "authorization_endpoint"))
                .tokenUri(address(told, "token_endpoint"))
                .jwkSetUri(address(told, "jwks_uri"))
                .build();
    }

    private Map<String, Object> told() {
        try {
            Map<String, Object> told = http.get()
                    .uri(url.replaceFirst("/$", "") + "/.well-known/openid-configuration")
                    .retrieve()
                    .body(JSON);
            return told == null ? Map.of() : told;
        } catch (RestClientException | IllegalArgumentException away) {
            throw new IssuerAwayException("does not tell its configuration", away);
        }
    }

    private static String address(Map<String, Object> told, String name) {
        if (told.get(name) instanceof String address) {
            return address;
        }
        throw new IssuerAwayException("does not tell its " + name);
    }

    /** Basic is what holds where the issuer lists nothing. */
    private ClientAuthenticationMethod method(@Nullable Object supported) {
        if (settings.clientSecret() == null) {
            return ClientAuthenticationMethod.NONE;
        }
        boolean basic = !(supported instanceof Collection<?> listed)
                || listed.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC.getValue());
        return basic ? ClientAuthenticationMethod.CLIENT_SECRET_BASIC : ClientAuthenticationMethod.CLIENT_SECRET_POST;
    }
}
