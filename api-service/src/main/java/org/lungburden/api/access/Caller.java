package org.lungburden.api.access;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.lungburden.access.AccessScope;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who calls.
 *
 * @param owner whose jobs the caller may see and add to
 */
public record Caller(String owner, Set<AccessScope> scopes) {
    /** Everyone, where there is no sign-in. */
    static final Caller LOCAL = new Caller("local", EnumSet.allOf(AccessScope.class));

    public Caller {
        scopes = Set.copyOf(scopes);
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
