package org.lungburden.api.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.access.AccessScope;
import org.lungburden.access.AccessSession;

/**
 * Who calls, as clients see it.
 *
 * @param expiresAt the end of a browser's session; null for callers without one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SessionView(
        String owner, List<String> scopes, @Nullable Instant expiresAt) {

    static SessionView of(AccessSession session) {
        return of(Caller.of(session), session.expiresAt());
    }

    static SessionView of(Caller caller, @Nullable Instant expiresAt) {
        List<String> scopes =
                caller.scopes().stream().sorted().map(AccessScope::text).toList();
        return new SessionView(caller.owner(), scopes, expiresAt);
    }
}
