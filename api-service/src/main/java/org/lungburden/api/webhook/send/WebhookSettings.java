package org.lungburden.api.webhook.send;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How receivers are told that a job ended.
 *
 * @param allow hosts that may be called beside public ones: a host, host:port, or a net such as 10.1.0.0/16, with http://
 *     before those that may be called without TLS
 * @param interval time between two looks for deliveries that are due
 * @param lease how long an API has a delivery to itself; another one tries again after that
 * @param firstDelay most delay after the first failed attempt; it doubles with each further one
 * @param maxDelay most delay
 * @param concurrency most attempts at once of one API
 */
@ConfigurationProperties("lungburden.webhooks")
public record WebhookSettings(
        @DefaultValue List<String> allow,
        @DefaultValue("1s") Duration interval,
        @DefaultValue("60s") Duration lease,
        @DefaultValue("5s") Duration firstDelay,
        @DefaultValue("1h") Duration maxDelay,
        @DefaultValue("32") int concurrency) {
    /** An attempt takes 15 s, and may wait for the database before and after. */
    private static final Duration LEAST_LEASE = Duration.ofSeconds(20);

    public WebhookSettings {
        allow = List.copyOf(allow);
        require(interval.compareTo(Duration.ZERO) > 0, "interval must be positive");
        require(lease.compareTo(LEAST_LEASE) >= 0, "lease must be at least 20s");
        require(firstDelay.compareTo(Duration.ZERO) > 0, "first-delay must be positive");
        require(maxDelay.compareTo(firstDelay) >= 0, "max-delay must be at least first-delay");
        require(concurrency > 0, "concurrency must be positive");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException("lungburden.webhooks." + message);
        }
    }
}
