package org.lungburden.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lungburden.access.AccessScope;
import org.lungburden.access.AccessSession;
import org.lungburden.access.KeySecret;
import org.lungburden.access.memory.MemoryAccessKeys;
import org.lungburden.access.memory.MemoryAccessSessions;
import org.lungburden.api.owner.OpenCalls.Held;
import org.lungburden.audit.Actor;
import org.springframework.security.core.context.SecurityContextHolder;

class OpenCallsCheckTest {
    private static final String SECRET = "0".repeat(64);

    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final MemoryAccessKeys keys = new MemoryAccessKeys();
    private final MemoryAccessSessions sessions = new MemoryAccessSessions(keys);
    private final OpenCallsCheck check = new OpenCallsCheck(
            keys,
            sessions,
            new SessionSettings(Duration.ofMinutes(30), Duration.ofHours(12), 9, 9, Duration.ofSeconds(5)),
            new KeySettings(Duration.ofDays(1), null),
            clock);
    private final AtomicInteger ended = new AtomicInteger();

    @AfterEach
    void close() {
        SecurityContextHolder.clearContext();
        check.close();
    }

    private Held hold(Grant grant) {
        return hold(grant, ended::incrementAndGet);
    }

    private Held hold(Grant grant, Runnable end) {
        SecurityContextHolder.getContext()
                .setAuthentication(
                        new CallerAuthentication(new Caller(Actor.key("a", "id"), Set.of(AccessScope.READ), grant)));
        return check.hold(end);
    }

    private int ended() {
        check.look();
        return ended.get();
    }

    private AccessSession session() {
        AccessSession session =
                new AccessSession(SECRET, "a", Set.of(AccessScope.READ), null, now, now, now.plus(Duration.ofHours(1)));
        sessions.add(session, 9);
        return session;
    }

    @Test
    void aTokenEndsAtItsTime() {
        hold(new Grant.Until(now.plusSeconds(10)));
        now = now.plusSeconds(9);
        assertThat(ended()).isZero();
        now = now.plusSeconds(1);
        assertThat(ended()).isEqualTo(1);
        assertThat(ended()).as("once").isEqualTo(1);
        assertThat(check.size()).isZero();
    }

    @Test
    void aKeyEndsByItsTimeToo() {
        String key = keys.create("a", now.plusSeconds(10), AccessScope.READ);
        hold(new Grant.OfKey(KeySecret.parse(key).orElseThrow().id()));
        assertThat(ended()).isZero();
        now = now.plusSeconds(10);
        assertThat(ended()).isEqualTo(1);
    }

    /** An open stream is no use: who has left the desk is signed out. */
    @Test
    void aSessionEndsWithoutUse() {
        session();
        hold(new Grant.OfSession(SECRET));
        now = now.plus(Duration.ofMinutes(29));
        assertThat(ended()).isZero();
        now = now.plus(Duration.ofMinutes(1));
        assertThat(ended()).isEqualTo(1);
    }

    @Test
    void whileTheDatabaseIsAwayNothingEnds() {
        session();
        hold(new Grant.OfSession(SECRET));
        sessions.remove(SECRET);
        sessions.fail(new IllegalStateException("away"));
        assertThat(ended()).isZero();
        sessions.fail(null);
        assertThat(ended()).isEqualTo(1);
    }

    @Test
    void oneThatCannotBeEndedKeepsNoOther() {
        hold(new Grant.Until(now), () -> {
            throw new IllegalStateException("a bug");
        });
        hold(new Grant.Until(now));
        assertThat(ended()).isEqualTo(1);
    }

    @Test
    void whoHasEndedIsNotTold() {
        hold(new Grant.Until(now)).close();
        hold(Grant.ALWAYS);
        assertThat(check.size()).isZero();
        assertThat(ended()).isZero();
    }
}
