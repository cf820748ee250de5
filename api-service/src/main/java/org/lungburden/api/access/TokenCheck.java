package org.lungburden.api.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lungburden.access.AccessScope;
import org.lungburden.audit.Actor;
import org.lungburden.error.InvalidSettingException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.web.client.RestTemplate;

/** Checks the tokens of the issuer: signature, issuer, audience and time (RFC 9068, section 4). */
class TokenCheck {
    /** A check may ask the issuer, and strangers send tokens. Those beyond wait until a check ends, and not for long. */
    private static final int MOST_AT_ONCE = 16;

    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

    private final OidcSettings settings;
    private final JwtDecoder decoder;
    private final Semaphore slots = new Semaphore(MOST_AT_ONCE);

    /** Asks the issuer only at the first token, so that the service starts while the issuer is away. */
    TokenCheck(OidcSettings settings) {
        this.settings = settings;
        String issuer = required(settings.issuer(), "LUNGBURDEN_OIDC_ISSUER");
        String audience = required(settings.audience(), "LUNGBURDEN_OIDC_AUDIENCE");
        this.decoder = new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder nimbus = NimbusJwtDecoder.withIssuerLocation(issuer)
                    .restOperations(new RestTemplate(IssuerHttp.requests()))
                    .build();
            nimbus.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                    JwtValidators.createDefaultWithIssuer(issuer),
                    new JwtClaimValidator<List<String>>(
                            JwtClaimNames.AUD, found -> found != null && found.contains(audience))));
            return nimbus;
        });
    }

    private static String required(@Nullable String value, String name) {
        if (value == null || value.isBlank()) {
            throw new InvalidSettingException("LUNGBURDEN_AUTH=oidc needs the setting " + name);
        }
        return value;
    }

    /**
     * @throws BadCredentialsException when the token is not valid or names no owner
     * @throws SignInAwayException when the issuer does not tell its keys, or too many wait for them
     */
    Caller caller(String token) {
        Jwt jwt = decoded(token);
        String owner = jwt.getClaimAsString(settings.ownerClaim());
        if (owner == null || owner.isBlank()) {
            throw new BadCredentialsException("the token names no owner");
        }
        String subject = jwt.getSubject();
        Instant end = jwt.getExpiresAt();
        Grant grant = end == null ? Grant.ALWAYS : new Grant.Until(end);
        return new Caller(Actor.token(owner, subject == null ? owner : subject), scopes(jwt), grant);
    }

    private Jwt decoded(String token) {
        try {
            if (!slots.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SignInAwayException(new IllegalStateException("too many wait for the issuer"));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SignInAwayException(new IllegalStateException("stopping", stopping));
        }
        try {
            return decoder.decode(token);
        } catch (BadJwtException invalid) {
            throw new BadCredentialsException("no valid token", invalid);
        } catch (JwtException away) {
            throw new SignInAwayException(away);
        } finally {
            slots.release();
        }
    }

    private Set<AccessScope> scopes(Jwt jwt) {
        Object claim = jwt.getClaims().get("scope");
        List<?> named = claim instanceof List<?> list
                ? list
                : List.of(String.valueOf(claim).split(" "));
        return settings.scopes(named.stream().map(String::valueOf).toList());
    }
}
