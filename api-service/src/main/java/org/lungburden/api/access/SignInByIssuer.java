package org.lungburden.api.access;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lungburden.access.AccessScope;
import org.lungburden.api.problem.RefusalWithHeader;
import org.lungburden.audit.Actor;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;

/** Sign-in of a browser at the issuer: authorization code with PKCE (RFC 9700, section 2.1.1). */
class SignInByIssuer {
    /** The issuer's own faults (RFC 6749, section 4.1.2.1); all else is that nobody may come in. */
    private static final Set<String> AWAY =
            Set.of(OAuth2ErrorCodes.SERVER_ERROR, OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE);

    private final @Nullable Issuer issuer;
    private final OidcSettings settings;
    private final BrowserSessions sessions;
    private final WrongKeys wrong;
    private final SignInAudit audit;

    SignInByIssuer(
            AccessSettings access,
            OidcSettings settings,
            BrowserSessions sessions,
            WrongKeys wrong,
            SignInAudit audit) {
        boolean offered = access.auth() == SignIn.OIDC && settings.clientId() != null;
        this.issuer =
                offered ? new Issuer(Objects.requireNonNull(settings.issuer()), settings, IssuerHttp.requests()) : null;
        this.settings = settings;
        this.sessions = sessions;
        this.wrong = wrong;
        this.audit = audit;
    }

    /**
     * What the issuer sent the browser back with.
     *
     * @param error why there is no code
     * @param iss the issuer by its own account, where it gives one (RFC 9207)
     */
    record Answer(
            @Nullable String code,
            @Nullable String error,
            @Nullable String state,
            @Nullable String iss) {}

    /** @throws CodedException {@code PATH_NOT_FOUND} when there is no sign-in at an issuer */
    void checkOffered() {
        issuer();
    }

    /**
     * The address at the issuer to which the browser goes.
     *
     * @throws CodedException {@code UNAVAILABLE} when the issuer does not answer
     */
    String address(SignInRequest begun, String redirectUri) {
        return authorization(begun, redirectUri).getAuthorizationRequestUri();
    }

    private OAuth2AuthorizationRequest authorization(SignInRequest begun, String redirectUri) {
        ClientRegistration client = issuer().client();
        Set<String> scopes = new LinkedHashSet<>(List.of(OidcScopes.OPENID));
        settings.signInScopes().forEach(scope -> scopes.add(settings.scopePrefix() + scope));
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(
                        Objects.requireNonNull(client.getProviderDetails().getAuthorizationUri()))
                .clientId(client.getClientId())
                .redirectUri(redirectUri)
                .scopes(scopes)
                .state(begun.state())
                .additionalParameters(Map.of(
                        OidcParameterNames.NONCE,
                        begun.nonce(),
                        PkceParameterNames.CODE_CHALLENGE,
                        begun.challenge(),
                        PkceParameterNames.CODE_CHALLENGE_METHOD,
                        "S256"))
                .attributes(Map.of(PkceParameterNames.CODE_VERIFIER, begun.verifier()))
                .build();
    }

    /**
     * The request that this browser has begun and that the issuer answers.
     *
     * @param begun empty when the browser began no sign-in
     * @throws CodedException {@code INVALID_REQUEST} when the answer is none to the browser's own sign-in
     */
    SignInRequest own(Optional<SignInRequest> begun, Answer answer) {
        String asked = issuer().url();
        return begun.filter(each -> answer.state() != null && each.hasState(answer.state()))
                .filter(each -> answer.iss() == null || answer.iss().equals(asked))
                .filter(each -> answer.code() != null || answer.error() != null)
                .orElseThrow(() -> new CodedException(
                        ErrorCode.INVALID_REQUEST,
                        "This browser began no such sign-in, or too long ago. Begin again at " + OidcController.PATH
                                + "."));
    }

    /**
     * Begins the session of the browser that comes back.
     *
     * @param address of the client
     * @throws RefusalWithHeader when the issuer lets nobody in
     * @throws CodedException {@code FORBIDDEN} when it grants no scope, {@code UNAVAILABLE} when it does not answer
     */
    BrowserSessions.Begun begin(SignInRequest own, Answer answer, String redirectUri, String address) {
        try {
            return begin(own, answer, redirectUri);
        } catch (RefusalWithHeader refused) {
            // an empty text is no key, so that nobody is named
            audit.refused("");
            throw wrong.tooMany(address) ? RefusalWithHeader.tooMany(WrongKeys.WINDOW) : refused;
        }
    }

    private BrowserSessions.Begun begin(SignInRequest own, Answer answer, String redirectUri) {
        String code = answer.code();
        if (answer.error() != null || code == null) {
            if (answer.error() != null && AWAY.contains(answer.error())) {
                throw new IssuerAwayException("cannot sign users in");
            }
            throw Issuer.letsNobodyIn();
        }
        OAuth2AuthorizationResponse response = OAuth2AuthorizationResponse.success(code)
                .redirectUri(redirectUri)
                .state(own.state())
                .build();
        OAuth2AuthorizationExchange exchange =
                new OAuth2AuthorizationExchange(authorization(own, redirectUri), response);
        return begin(issuer().user(exchange, own.nonce()));
    }

    private BrowserSessions.Begun begin(Issuer.User user) {
        String owner = user.idToken().getClaimAsString(settings.ownerClaim());
        if (owner == null || owner.isBlank()) {
            throw Issuer.letsNobodyIn();
        }
        Actor actor = Actor.token(owner, Objects.requireNonNull(user.idToken().getSubject()));
        Set<AccessScope> scopes = settings.scopes(user.scopes());
        if (scopes.isEmpty()) {
            audit.forbidden(actor);
            throw new CodedException(
                    ErrorCode.FORBIDDEN,
                    "The issuer grants this user no scope of the service. Ask its operator for one.");
        }
        return sessions.begin(actor, scopes);
    }

    private Issuer issuer() {
        Issuer offered = issuer;
        if (offered == null) {
            throw new CodedException(
                    ErrorCode.PATH_NOT_FOUND, "This service offers no sign-in at an issuer. Sign in with a key.");
        }
        return offered;
    }
}
