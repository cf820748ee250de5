package org.lungburden.api.background;

import java.time.Clock;
import org.lungburden.access.AccessSessions;
import org.lungburden.api.access.SessionSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the rows of sessions that have ended. They counted no more before. */
final class SessionSweep extends BackgroundLoop {
    private static final Logger LOG = LoggerFactory.getLogger(SessionSweep.class);
    private static final int BATCH = 1000;

    private final AccessSessions sessions;
    private final SessionSettings settings;
    private final Clock clock;

    SessionSweep(AccessSessions sessions, SessionSettings settings, SweepSettings sweep, Clock clock) {
        super("session-sweep", sweep.interval());
        this.sessions = sessions;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    void round() {
        try {
            whileFull(BATCH, () -> sessions.removeEnded(settings.validAt(clock.instant()), BATCH));
        } catch (RuntimeException e) {
            LOG.warn("Ended sessions could not be removed; the next round tries again", e);
        }
    }
}
