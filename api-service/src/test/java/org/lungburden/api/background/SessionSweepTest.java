package org.lungburden.api.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lungburden.access.AccessScope;
import org.lungburden.access.AccessSession;
import org.lungburden.access.memory.MemoryAccessKeys;
import org.lungburden.access.memory.MemoryAccessSessions;
import org.lungburden.api.access.SessionSettings;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SessionSweepTest {
    private static final Binder DEFAULTS = new Binder(new MapConfigurationPropertySource(Map.of()));

    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final MemoryAccessSessions sessions = new MemoryAccessSessions(new MemoryAccessKeys());
    private final SessionSweep sweep = new SessionSweep(
            sessions,
            DEFAULTS.bindOrCreate("lungburden.session", SessionSettings.class),
            DEFAULTS.bindOrCreate("lungburden.sweep", SweepSettings.class),
            clock);

    private void add(int number) {
        sessions.add(
                new AccessSession(
                        "%064d".formatted(number),
                        "a",
                        Set.of(AccessScope.READ),
                        null,
                        now,
                        now,
                        now.plusSeconds(1 + number)),
                5000);
    }

    @Test
    void removesWhatHasEnded() {
        add(0);
        add(1);
        sweep.round();
        assertThat(sessions.size()).isEqualTo(2);
        now = now.plusSeconds(1);
        sweep.round();
        assertThat(sessions.size()).isEqualTo(1);
    }

    @Test
    void goesOnUntilAllAreGone() {
        for (int number = 0; number < 2500; number++) {
            add(number);
        }
        now = now.plusSeconds(9999);
        sweep.round();
        assertThat(sessions.size()).isZero();
    }

    @Test
    void outlivesAnOutage() {
        add(0);
        now = now.plusSeconds(9);
        sessions.fail(new IllegalStateException("away"));
        sweep.round();
        sessions.fail(null);
        sweep.round();
        assertThat(sessions.size()).isZero();
    }
}
