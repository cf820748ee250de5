package org.lungburden.job;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import org.lungburden.error.Category;
import org.lungburden.error.ErrorCode;

/**
 * Whether another attempt follows an ended one, and when. Only the code's category decides. Resource faults count, and
 * the job is tried again until the chances are used up. Dependency faults do not count, and the job is tried again
 * until the age limit. Every other fault fails the job at once.
 */
public final class RetryPolicy {
    private final JobSettings settings;
    private final DoubleSupplier chance;

    /** @param chance draws a random number from [0, 1) */
    public RetryPolicy(JobSettings settings, DoubleSupplier chance) {
        this.settings = settings;
        this.chance = chance;
    }

    public Verdict judge(ErrorCode code, Standing standing, Instant now) {
        Category category = code.category();
        int failures = standing.failures() + (category == Category.DEPENDENCY ? 0 : 1);
        boolean again = category.retried()
                && switch (category) {
                    case RESOURCE -> failures < settings.maxFailures();
                    case DEPENDENCY -> now.isBefore(standing.queuedSince().plus(settings.ageLimit()));
                    case INPUT, INTERNAL -> false;
                };
        return new Verdict(again, failures, again ? delay(standing.setbacks()) : Duration.ZERO);
    }

    private Duration delay(int setbacks) {
        double doubled = settings.firstDelay().toMillis() * Math.pow(2, Math.min(setbacks, 30));
        double capped = Math.min(doubled, settings.maxDelay().toMillis());
        double jittered = capped * (1 + settings.jitter() * (2 * chance.getAsDouble() - 1));
        return Duration.ofMillis(Math.round(jittered));
    }

    /**
     * The history of a job that the decision needs.
     *
     * @param setbacks failed attempts since {@code queuedSince} that another attempt followed
     * @param queuedSince the submit or the last explicit retry
     */
    public record Standing(int failures, int setbacks, Instant queuedSince) {}

    /** @param delay zero unless the job is queued again */
    public record Verdict(boolean again, int failures, Duration delay) {}
}
