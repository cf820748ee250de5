package org.lungburden.api.background;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How files and rows that nobody needs any more are looked for.
 *
 * @param interval between two sweeps
 * @param grace how long after its last byte an upload may be without a job, and a put without its end
 * @param uploadRetention how long after its end a job keeps its upload, without which it cannot be retried
 */
@Validated
@ConfigurationProperties("lungburden.sweep")
public record SweepSettings(
        @DefaultValue("10m") @NotNull Duration interval,
        @DefaultValue("1h") @NotNull Duration grace,
        @DefaultValue("7d") @NotNull Duration uploadRetention) {

    public SweepSettings {
        require(!interval.isNegative() && !interval.isZero(), "interval must be positive");
        require(!grace.isNegative(), "grace must not be negative");
        require(!uploadRetention.isNegative(), "upload-retention must not be negative");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException("lungburden.sweep: " + message);
        }
    }
}
