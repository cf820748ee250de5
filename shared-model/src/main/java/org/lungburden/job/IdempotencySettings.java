package org.lungburden.job;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long idempotency keys are valid.
 *
 * @param keep how long after the submit the service answers a repeated post with the first post's job
 * @param lease how long a key stays reserved without a renewal; the upload renews three times a lease
 */
@Validated
@ConfigurationProperties("lungburden.idempotency")
public record IdempotencySettings(
        @DefaultValue("24h") @NotNull Duration keep,
        @DefaultValue("60s") @NotNull Duration lease) {

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    public IdempotencySettings {
        if (lease.compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException("lungburden.idempotency.lease must be at least 1 s");
        }
        if (keep.compareTo(lease) < 0) {
            throw new IllegalArgumentException("lungburden.idempotency.keep must not be shorter than the lease");
        }
    }

    /** Pause between two renewals. */
    public Duration renewal() {
        return lease.dividedBy(3);
    }
}
