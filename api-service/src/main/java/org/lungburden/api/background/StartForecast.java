package org.lungburden.api.background;

import java.time.Clock;
import java.time.Duration;
import org.lungburden.api.jobs.StartTimes;
import org.lungburden.api.limits.QueueLimit;
import org.lungburden.job.upkeep.Backlog;
import org.lungburden.job.upkeep.Forecast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Estimates when the waiting jobs begin, while clients look at some or the time that a further one waits is limited. */
final class StartForecast extends BackgroundLoop {
    private static final Logger LOG = LoggerFactory.getLogger(StartForecast.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** Clients that poll seldom shall not meet an empty forecast each time. */
    private static final int ROUNDS_AFTER_A_LOOK = 24;

    private final Backlog.Source source;
    private final StartTimes times;
    private final QueueLimit limit;
    private final Clock clock;
    private int roundsLeft;

    StartForecast(Backlog.Source source, StartTimes times, QueueLimit limit, Clock clock) {
        super("start-forecast", INTERVAL);
        this.source = source;
        this.times = times;
        this.limit = limit;
        this.clock = clock;
    }

    /** Old estimates are worse than none. */
    @Override
    void round() {
        roundsLeft = times.takeAsked() ? ROUNDS_AFTER_A_LOOK : Math.max(0, roundsLeft - 1);
        Forecast forecast = roundsLeft > 0 || limit.needsForecast() ? look() : Forecast.UNKNOWN;
        times.become(forecast);
        limit.become(forecast);
    }

    private Forecast look() {
        try {
            return source.look().forecast(clock.instant());
        } catch (RuntimeException e) {
            LOG.debug("The waiting jobs could not be looked at", e);
            return Forecast.UNKNOWN;
        }
    }
}
