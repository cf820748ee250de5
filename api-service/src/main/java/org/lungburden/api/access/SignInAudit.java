package org.lungburden.api.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lungburden.access.AccessKeys;
import org.lungburden.access.KeySecret;
import org.lungburden.audit.Actor;
import org.lungburden.audit.AuditAction;
import org.lungburden.audit.AuditEntry;
import org.lungburden.audit.AuditLog;
import org.lungburden.error.ErrorCode;
import org.lungburden.lifecycle.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/**
 * Writes who signed in and who was refused. A request only notes it in memory, so that a poll costs no statement, and
 * strangers who ask without end fill no table: notes of one kind are counted, and written together.
 */
class SignInAudit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SignInAudit.class);
    /** A caller who goes on calling signs in once within it, for each process of the API. */
    private static final Duration ONE_SIGN_IN = Duration.ofHours(24);

    private static final int MOST_CALLERS = 10_000;
    /** More kinds than these are told as one. */
    private static final int MOST_KINDS = 100;

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final AuditLog log;
    private final AccessKeys keys;
    private final Cache<Actor, Boolean> known = Caffeine.newBuilder()
            .expireAfterWrite(ONE_SIGN_IN)
            .maximumSize(MOST_CALLERS)
            .build();
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, DaemonThreads.named("sign-in-audit"));
    private Map<Kind, Integer> notes = new HashMap<>();

    SignInAudit(AuditLog log, AccessKeys keys) {
        this.log = log;
        this.keys = keys;
        thread.scheduleWithFixedDelay(this::write, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private record Kind(
            Actor actor, AuditAction action, @Nullable ErrorCode refusal) {}

    void signedIn(Actor actor) {
        if (known.asMap().putIfAbsent(actor, true) == null) {
            note(new Kind(actor, AuditAction.SIGN_IN, null), 1);
        }
    }

    /** A call without a right key or token. */
    void refused(HttpServletRequest request) {
        String shown = request.getHeader(HttpHeaders.AUTHORIZATION);
        refused(shown == null ? "" : shown.replaceFirst("(?i)^Bearer +", ""));
    }

    /**
     * The id of a key that was shown names the actor, whether its secret was right or wrong.
     *
     * @param shown what the caller showed as a key
     */
    void refused(String shown) {
        Actor actor =
                KeySecret.parse(shown).map(secret -> Actor.key("", secret.id())).orElse(Actor.UNKNOWN);
        note(new Kind(actor, AuditAction.SIGN_IN, ErrorCode.UNAUTHENTICATED), 1);
    }

    /** A known caller lacks the scope. */
    void forbidden(Actor actor) {
        note(new Kind(actor, AuditAction.CALL, ErrorCode.FORBIDDEN), 1);
    }

    private synchronized void note(Kind kind, int times) {
        boolean room = notes.size() < MOST_KINDS || notes.containsKey(kind);
        notes.merge(room ? kind : new Kind(Actor.UNKNOWN, kind.action(), kind.refusal()), times, Integer::sum);
    }

    /** Writes all notes; those that cannot be written now are kept. */
    void write() {
        Map<Kind, Integer> taken;
        synchronized (this) {
            taken = notes;
            notes = new HashMap<>();
        }
        Map<Kind, Integer> named = new HashMap<>();
        taken.forEach((kind, times) -> keptOnFailure(kind, times, () -> named.merge(owned(kind), times, Integer::sum)));
        named.forEach((kind, times) -> keptOnFailure(kind, times, () -> log.write(entry(kind, times))));
    }

    private void keptOnFailure(Kind kind, int times, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("A sign-in could not be written to the audit; the next round tries again", e);
            note(kind, times);
        }
    }

    private static AuditEntry entry(Kind kind, int times) {
        AuditEntry entry = AuditEntry.of(kind.actor(), kind.action());
        return kind.refusal() == null ? entry : entry.refused(kind.refusal(), times);
    }

    /** The owner of a key sees who tries it. An id that no key has names nobody. */
    private Kind owned(Kind kind) {
        Actor actor = kind.actor();
        if (!actor.owner().isEmpty() || actor.equals(Actor.UNKNOWN)) {
            return kind;
        }
        String id = actor.name().replaceFirst("^key:", "");
        Actor owned =
                keys.find(id).map(kept -> Actor.key(kept.key().owner(), id)).orElse(Actor.UNKNOWN);
        return new Kind(owned, kind.action(), kind.refusal());
    }

    @Override
    public void close() {
        thread.shutdownNow();
        write();
    }
}
