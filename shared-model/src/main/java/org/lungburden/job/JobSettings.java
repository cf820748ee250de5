package org.lungburden.job;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How workers lease jobs, when the service tries again, and how the relay publishes.
 *
 * @param lease how long a claim is valid without renewal
 * @param renewal how often a worker renews; at most half a lease
 * @param deadline longest run of one attempt; below the 30 minutes after which RabbitMQ takes a delivery back
 * @param maxFailures number of attempts that may fail for lack of resources; then the job fails
 * @param firstDelay before the second attempt; doubles with each further one
 * @param maxDelay longest delay between attempts
 * @param jitter largest random change of a delay, as a share of the delay, 0 to 1
 * @param ageLimit how long after its submit or explicit retry a job is tried again after faults of dependencies
 * @param reaperInterval how often the reaper looks for expired leases
 * @param relayInterval how often the relay looks at the outbox when no commit wakes it
 * @param relayBatch most messages published at once
 */
@Validated
@ConfigurationProperties("lungburden.job")
public record JobSettings(
        @DefaultValue("30s") @NotNull Duration lease,
        @DefaultValue("10s") @NotNull Duration renewal,
        @DefaultValue("15m") @NotNull Duration deadline,
        @DefaultValue("5") @Min(1) @Max(100) int maxFailures,
        @DefaultValue("2s") @NotNull Duration firstDelay,
        @DefaultValue("60s") @NotNull Duration maxDelay,
        @DefaultValue("0.2") double jitter,
        @DefaultValue("24h") @NotNull Duration ageLimit,
        @DefaultValue("5s") @NotNull Duration reaperInterval,
        @DefaultValue("1s") @NotNull Duration relayInterval,
        @DefaultValue("100") @Min(1) @Max(10_000) int relayBatch) {

    private static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(30);

    public JobSettings {
        require(positive(lease) && positive(renewal), "lease and renewal must be positive");
        require(renewal.multipliedBy(2).compareTo(lease) <= 0, "renewal must be at most half of lease");
        require(positive(deadline) && deadline.compareTo(DELIVERY_TIMEOUT) < 0, "deadline must be below 30m");
        require(positive(firstDelay) && maxDelay.compareTo(firstDelay) >= 0, "maxDelay must not be below firstDelay");
        require(jitter >= 0 && jitter < 1, "jitter must lie between 0 and 1");
        require(positive(ageLimit), "ageLimit must be positive");
        require(positive(reaperInterval) && positive(relayInterval), "intervals must be positive");
    }

    private static boolean positive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException("lungburden.job: " + message);
        }
    }
}
