package org.lungburden.job.upkeep;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.JobSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the purge removes the files of deleted jobs.
 *
 * @param interval how often the service looks for due purges
 * @param secondRound pause after the first round, because a paused worker may write late; when empty, the longest run
 *     of an attempt plus a minute
 * @param retryDelay pause before the next try of a failed round; doubles with each further try
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

    /** Time from the first round to the second. */
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
