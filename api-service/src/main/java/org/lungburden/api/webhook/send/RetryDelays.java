package org.lungburden.api.webhook.send;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * When a failed attempt is followed by another: a random time up to a bound that doubles with each attempt (full
 * jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter), so that deliveries that failed
 * together do not come again together.
 */
final class RetryDelays {
    private static final int MOST_DOUBLINGS = 30;
    private static final int LEAST_SHARE = 5;

    private final Duration first;
    private final Duration longest;
    private final DoubleSupplier random;

    /** @param random values from 0 to 1 */
    RetryDelays(Duration first, Duration longest, DoubleSupplier random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /**
     * @param tries attempts so far
     * @param asked what the receiver asked for; zero for nothing. It counts up to the longest delay
     */
    Duration after(int tries, Duration asked) {
        Duration bound = doubled(first, tries - 1, longest);
        Duration drawn = Duration.ofMillis((long) (bound.toMillis() * random.getAsDouble()));
        return max(max(drawn, first.dividedBy(LEAST_SHARE)), min(asked, longest));
    }

    /** The time doubled so often, up to the longest. */
    static Duration doubled(Duration time, int times, Duration longest) {
        return min(time.multipliedBy(1L << Math.min(Math.max(times, 0), MOST_DOUBLINGS)), longest);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
