package org.lungburden.api.background;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the sweep looks for files and rows that nobody needs any more.
 *
 * @param interval time between two sweeps
 * @param grace how long after its last byte an upload may lack a job, and a put may lack its end
 * @param uploadRetention how long after its end a job keeps its upload; a retry needs the upload
 * @param largestShare how much of the store, 0 to 1, a sweep may remove because no row needs it; up to 100 files are
 *     always removed
 */
@Validated
@ConfigurationProperties("lungburden.sweep")
public record SweepSettings(
        @DefaultValue("10m") @NotNull Duration interval,
        @DefaultValue("1h") @NotNull Duration grace,
        @DefaultValue("7d") @NotNull Duration uploadRetention,
        @DefaultValue("0.1") double largestShare) {

    public SweepSettings {
        require(!interval.isNegative() && !interval.isZero(), "interval must be positive");
        require(!grace.isNegative(), "grace must not be negative");
        require(!uploadRetention.isNegative(), "upload-retention must not be negative");
        require(largestShare >= 0 && largestShare <= 1, "largest-share must lie between 0 and 1");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException("lungburden.sweep: " + message);
        }
    }
}
