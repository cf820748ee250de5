package org.lungburden.api.access;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lungburden.access.AccessKey;
import org.lungburden.access.AccessScope;
import org.lungburden.access.AccessSession;
import org.lungburden.access.AccessSessions;
import org.lungburden.access.SessionSecret;
import org.lungburden.audit.Actor;
import org.lungburden.audit.AuditAction;
import org.lungburden.audit.AuditEntry;
import org.lungburden.audit.AuditLog;

/** Begins, finds and ends the sessions of browsers. Every process of the API asks the database, at every call. */
class BrowserSessions {
    private final AccessSessions sessions;
    private final SessionSettings settings;
    private final Clock clock;
    private final AuditLog audit;

    BrowserSessions(AccessSessions sessions, SessionSettings settings, Clock clock, AuditLog audit) {
        this.sessions = sessions;
        this.settings = settings;
        this.clock = clock;
        this.audit = audit;
    }

    /** A session and what the browser must show for it. */
    record Begun(SessionSecret secret, AccessSession session) {}

    /** Begins the session of a key's holder. It ends with the key at the latest. */
    Begun begin(AccessKey key) {
        return begin(key.owner(), key.scopes(), key.id(), key.id(), key.expiresAt());
    }

    /** Begins the session of a user whom the issuer named. */
    Begun begin(Actor user, Set<AccessScope> scopes) {
        return begin(user.owner(), scopes, user.name(), null, null);
    }

    /** @param by what the user signed in with, as the audit names it */
    private Begun begin(
            String owner, Set<AccessScope> scopes, String by, @Nullable String keyId, @Nullable Instant latest) {
        // the database keeps microseconds
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant end = now.plus(settings.lifetime());
        SessionSecret secret = SessionSecret.create();
        AccessSession session = new AccessSession(
                secret.sha256(), owner, scopes, keyId, now, now, latest != null && latest.isBefore(end) ? latest : end);
        audit.with(AuditEntry.of(Caller.actor(session), AuditAction.SIGN_IN).item(by), () -> {
            sessions.add(session, settings.maxPerOwner());
            return session;
        });
        return new Begun(secret, session);
    }

    /** The valid session with this secret; notes its use. */
    Optional<AccessSession> used(SessionSecret secret) {
        Instant now = clock.instant();
        Optional<AccessSession> found = sessions.find(secret.sha256(), settings.validAt(now));
        found.ifPresent(session -> noteUse(session, now));
        return found;
    }

    private void noteUse(AccessSession session, Instant now) {
        if (session.lastUsedAt().isBefore(now.minus(1, ChronoUnit.MINUTES))) {
            sessions.used(session.secretSha256(), now);
        }
    }

    /** The secret in the browser's cookie. */
    static Optional<SessionSecret> secret(HttpServletRequest request) {
        return BrowserCookie.SESSION.of(request).flatMap(SessionSecret::parse);
    }

    void end(SessionSecret secret) {
        String id = secret.sha256();
        Optional<AccessSession> session = sessions.find(id, settings.validAt(clock.instant()));
        if (session.isEmpty()) {
            sessions.remove(id);
            return;
        }
        AuditEntry entry = AuditEntry.of(Caller.actor(session.get()), AuditAction.SIGN_OUT);
        audit.with(entry, () -> sessions.remove(id));
    }
}
