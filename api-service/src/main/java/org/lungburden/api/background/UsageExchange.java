package org.lungburden.api.background;

import java.time.Duration;
import org.lungburden.api.limits.CallerUsage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets all APIs know what each caller has used. */
final class UsageExchange extends BackgroundLoop {
    private static final Logger LOG = LoggerFactory.getLogger(UsageExchange.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final CallerUsage usage;

    UsageExchange(CallerUsage usage) {
        super("usage-exchange", INTERVAL);
        this.usage = usage;
    }

    @Override
    void round() {
        try {
            usage.exchange();
        } catch (RuntimeException e) {
            LOG.debug("The use of the callers could not be exchanged; the next round sends it", e);
        }
    }

    /** What was counted last counts after a restart too. */
    @Override
    public synchronized void stop() {
        super.stop();
        round();
    }
}
