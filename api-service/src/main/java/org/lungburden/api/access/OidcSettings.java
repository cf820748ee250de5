package org.lungburden.api.access;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lungburden.access.AccessScope;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The OpenID Connect issuer whose tokens this service accepts (RFC 9068: JWT access tokens).
 *
 * @param issuer the issuer's address, under which {@code /.well-known/openid-configuration} lies
 * @param audience what the token's {@code aud} must contain
 * @param ownerClaim claim that names the owner of the caller's jobs
 * @param scopePrefix what stands before a scope in the token's {@code scope}, such as {@code lungburden:}
 * @param clientId what the issuer calls this service, for the sign-in of browsers; null for none
 * @param clientSecret with which this service shows the issuer who it is; null where the issuer takes PKCE alone
 * @param signInScopes scopes, without the prefix, that a browser's sign-in asks for
 */
@ConfigurationProperties("lungburden.oidc")
public record OidcSettings(
        @Nullable String issuer,
        @Nullable String audience,
        @DefaultValue("sub") String ownerClaim,
        @DefaultValue("lungburden:") String scopePrefix,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @DefaultValue({"submit", "read"}) List<String> signInScopes) {
    public OidcSettings {
        signInScopes = List.copyOf(signInScopes);
    }

    /** Those of the texts that are scopes of this service. */
    Set<AccessScope> scopes(Collection<String> granted) {
        return AccessScope.known(granted.stream()
                .filter(name -> name.startsWith(scopePrefix))
                .map(name -> name.substring(scopePrefix.length()))
                .collect(Collectors.joining(",")));
    }

    /** The settings hold a secret. */
    @Override
    public String toString() {
        return "OidcSettings[issuer=" + issuer + "]";
    }
}
