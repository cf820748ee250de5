package org.lungburden.job.upkeep;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.JobSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the files of deleted jobs are removed.
 *
 * @param interval how often purges that are due are looked for
 * @param secondRound after the first round, for what a worker that was paused writes late; the longest run of an attempt
 *     and a minute when empty
 * @param retryDelay before a round that failed is tried again; doubles with each further try
 */
@Validated
@ConfigurationProperties("lungburden.purge")
public record PurgeSettings(
        @DefaultValue("5s") @NotNull Duration interval,
        @Nullable Duration secondRound,
        @DefaultValue("10s") @NotNull Duration retryDelay) {

    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6;

    public PurgeSettings {
        require(positive(interval), "interval must be positive");
        require(secondRound == null || !secondRound.isNegative(), "second-round must not be negative");
        require(positive(retryDelay), "retry-delay must be positive");
    }

    /** From the first round to the second. */
    public Duration secondRound(JobSettings jobs) {
        return secondRound == null ? jobs.deadline().plus(MARGIN) : secondRound;
    }

    /** Longest pause between two tries of a round. */
    public Duration longestRetryDelay() {
        return retryDelay.multipliedBy(1L << MOST_DOUBLINGS);
    }

    private static boolean positive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException("lungburden.purge: " + message);
        }
    }
}
