package org.lungburden.api.access;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The OpenID Connect issuer whose tokens this service accepts (RFC 9068: JWT access tokens).
 *
 * @param issuer the issuer's address, under which {@code /.well-known/openid-configuration} lies
 * @param audience what the token's {@code aud} must contain
 * @param ownerClaim claim that names the owner of the caller's jobs
 * @param scopePrefix what stands before a scope in the token's {@code scope}, such as {@code lungburden:}
 */
@ConfigurationProperties("lungburden.oidc")
public record OidcSettings(
        @Nullable String issuer,
        @Nullable String audience,
        @DefaultValue("sub") String ownerClaim,
        @DefaultValue("lungburden:") String scopePrefix) {}
