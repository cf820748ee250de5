package org.lungburden.api.watch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the service serves clients that wait for jobs.
 *
 * @param interval how often the service asks the database, once for all waiting clients and never without one
 * @param maxWait longest {@code wait} of a request
 * @param heartbeat how often a stream of events sends a sign of life; common clients give up after 5 s of silence
 */
@ConfigurationProperties("lungburden.watch")
public record WatchSettings(
        @DefaultValue("250ms") Duration interval,
        @DefaultValue("60s") Duration maxWait,
        @DefaultValue("4s") Duration heartbeat) {

    public WatchSettings {
        requirePositive("interval", interval);
        requirePositive("max-wait", maxWait);
        requirePositive("heartbeat", heartbeat);
    }

    private static void requirePositive(String key, Duration value) {
        if (value.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("lungburden.watch." + key + " must be at least 1ms");
        }
    }
}
