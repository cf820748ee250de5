package org.lungburden.api.limits;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much each owner and each key may use, counted over all APIs. Without sign-in these limits do not hold, since all
 * callers are one.
 *
 * @param requestsPerMinute most requests of one owner a minute
 * @param requestsPerMinutePerKey most requests with one key, token or session a minute
 * @param uploadsPerDay most bytes that one owner uploads on a day (UTC)
 * @param waitingJobs most jobs of one owner that wait for a worker
 * @param waitingTime longest time that a further study may be likely to wait for a worker; zero for no limit
 */
@ConfigurationProperties("lungburden.limits")
public record LimitSettings(
        @DefaultValue("6000") int requestsPerMinute,
        @DefaultValue("3000") int requestsPerMinutePerKey,
        @DefaultValue("500GB") DataSize uploadsPerDay,
        @DefaultValue("10000") int waitingJobs,
        @DefaultValue("0") Duration waitingTime) {
    public LimitSettings {
        requirePositive("requests-per-minute", requestsPerMinute);
        requirePositive("requests-per-minute-per-key", requestsPerMinutePerKey);
        requirePositive("uploads-per-day", uploadsPerDay.toBytes());
        requirePositive("waiting-jobs", waitingJobs);
        if (waitingTime.isNegative()) {
            throw new IllegalArgumentException("lungburden.limits.waiting-time must not be negative");
        }
    }

    private static void requirePositive(String key, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("lungburden.limits." + key + " must be positive");
        }
    }
}
