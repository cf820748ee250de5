package org.lungburden.api.upload.body;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How fast an upload must arrive.
 *
 * @param leastRate least bytes a second
 * @param rateWindow time over which the service measures the rate. Only the time counts in which it waits for the client;
 *     an upload that waits less in all has no least rate
 * @param deadline longest upload
 */
@ConfigurationProperties("lungburden.upload")
public record PaceSettings(
        @DefaultValue("16KB") DataSize leastRate,
        @DefaultValue("30s") Duration rateWindow,
        @DefaultValue("1h") Duration deadline) {
    public PaceSettings {
        if (leastRate.toBytes() < 0) {
            throw new IllegalArgumentException("lungburden.upload.least-rate must not be negative");
        }
        if (rateWindow.compareTo(Duration.ofSeconds(1)) < 0 || deadline.compareTo(rateWindow) < 0) {
            throw new IllegalArgumentException(
                    "lungburden.upload.rate-window must be at least 1s and at most lungburden.upload.deadline");
        }
    }
}
