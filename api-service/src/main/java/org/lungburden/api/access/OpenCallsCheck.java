package org.lungburden.api.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lungburden.access.AccessKeys;
import org.lungburden.access.AccessSessions;
import org.lungburden.api.owner.OpenCalls;
import org.lungburden.lifecycle.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all open calls of this process at once: one statement for their keys, one for their sessions, and none while
 * no call is open. While the database is away nothing can change, and the calls stay open.
 */
class OpenCallsCheck implements OpenCalls, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenCallsCheck.class);
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final AccessKeys keys;
    private final AccessSessions sessions;
    private final SessionSettings settings;
    private final Clock clock;
    private final Set<Open> open = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor executor;
    private boolean blind;

    OpenCallsCheck(
            AccessKeys keys, AccessSessions sessions, SessionSettings settings, KeySettings recheck, Clock clock) {
        this.keys = keys;
        this.sessions = sessions;
        this.settings = settings;
        this.clock = clock;
        Duration pause = recheck.recheck().compareTo(SHORTEST) < 0 ? SHORTEST : recheck.recheck();
        executor = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("open-calls"));
        executor.scheduleWithFixedDelay(this::look, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Compared by identity, since one caller may have many calls open. */
    private static final class Open {
        private final Grant grant;
        private final Runnable end;

        Open(Grant grant, Runnable end) {
            this.grant = grant;
            this.end = end;
        }
    }

    @Override
    public Held hold(Runnable end) {
        Grant grant = Caller.current().grant();
        if (grant.equals(Grant.ALWAYS)) {
            return () -> {};
        }
        Open call = new Open(grant, end);
        open.add(call);
        return () -> open.remove(call);
    }

    /** Never throws, because the executor would not call again. */
    void look() {
        List<Open> held = List.copyOf(open);
        if (held.isEmpty()) {
            return;
        }
        try {
            Instant now = clock.instant();
            Set<String> goodKeys = keys.valid(told(held, Grant.OfKey.class, Grant.OfKey::id), now);
            Set<String> goodSessions = sessions.valid(
                    told(held, Grant.OfSession.class, Grant.OfSession::secretSha256), settings.validAt(now));
            held.stream()
                    .filter(call -> !holds(call.grant, goodKeys, goodSessions, now))
                    .forEach(this::end);
            blind = false;
        } catch (RuntimeException failure) {
            if (!blind) {
                LOG.warn("The callers of open streams could not be checked; the next look tries again", failure);
            }
            blind = true;
        }
    }

    private static <G extends Grant> Set<String> told(List<Open> held, Class<G> kind, Function<G, String> name) {
        return held.stream()
                .map(call -> call.grant)
                .filter(kind::isInstance)
                .map(kind::cast)
                .map(name)
                .collect(Collectors.toSet());
    }

    private static boolean holds(Grant grant, Set<String> keys, Set<String> sessions, Instant now) {
        if (grant instanceof Grant.OfKey key) {
            return keys.contains(key.id());
        }
        if (grant instanceof Grant.OfSession session) {
            return sessions.contains(session.secretSha256());
        }
        return !(grant instanceof Grant.Until token) || now.isBefore(token.end());
    }

    private void end(Open call) {
        if (open.remove(call)) {
            try {
                call.end.run();
            } catch (RuntimeException bug) {
                LOG.error("An open call could not be ended", bug);
            }
        }
    }

    /** Number of open calls whose callers can lose their right. */
    int size() {
        return open.size();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
