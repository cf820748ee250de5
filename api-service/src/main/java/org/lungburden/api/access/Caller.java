package org.lungburden.api.access;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.lungburden.access.AccessScope;
import org.lungburden.access.AccessSession;
import org.lungburden.audit.Actor;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who calls.
 *
 * @param actor as the audit names the caller; its owner's jobs are those that the caller may see and add to
 * @param grant what the right to call rests on
 */
record Caller(Actor actor, Set<AccessScope> scopes, Grant grant) {
    /** Everyone, where there is no sign-in. */
    static final Caller LOCAL = new Caller(Actor.LOCAL, EnumSet.allOf(AccessScope.class), Grant.ALWAYS);

    private static final int SESSION_ID = 16;

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** Whoever uses a browser that signed in. The hash of the cookie's secret names the session, and is no secret. */
    static Caller of(AccessSession session) {
        return new Caller(actor(session), session.scopes(), new Grant.OfSession(session.secretSha256()));
    }

    static Actor actor(AccessSession session) {
        return Actor.session(session.owner(), session.secretSha256().substring(0, SESSION_ID));
    }

    public String owner() {
        return actor.owner();
    }

    /** The caller of the request that this thread answers. Only calls that need a scope have a caller. */
    static Caller current() {
        return ofThisRequest()
                .orElseThrow(() -> new IllegalStateException("this call is open to everyone and has no caller"));
    }

    static Optional<Caller> ofThisRequest() {
        Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
        return Optional.ofNullable(signedIn)
                .map(Authentication::getPrincipal)
                .filter(Caller.class::isInstance)
                .map(Caller.class::cast);
    }
}
