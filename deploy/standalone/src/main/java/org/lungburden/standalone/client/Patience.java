package org.lungburden.standalone.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How long a client goes on asking a service that is busy, or that answered before and does not now.
 *
 * @param most longest time without an answer, for each call
 * @param told receives a sentence before each pause
 */
public record Patience(Duration most, Consumer<String> told) {
    /** The first answer counts. */
    public static final Patience NONE = new Patience(Duration.ZERO, sentence -> {});

    private static final Duration USUAL = Duration.ofMinutes(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    /** Ten minutes for each call of a command. */
    public static Patience usual(Consumer<String> told) {
        return new Patience(USUAL, told);
    }

    /** The tries of one call. */
    Tries begin() {
        return new Tries();
    }

    final class Tries {
        private final long end = System.nanoTime() + most.toNanos();
        private Duration pause = FIRST_PAUSE;

        /**
         * Pauses before the next try; each pause is longer than the one before.
         *
         * @param asked what the service asked for in {@code Retry-After}; zero when it asked for nothing
         * @return false when the time is up
         */
        boolean again(String why, Duration asked) throws InterruptedException {
            Duration next = pause.compareTo(asked) > 0 ? pause : asked;
            if (System.nanoTime() + next.toNanos() > end) {
                return false;
            }
            told.accept(why + "; the next try is in " + Math.max(1, next.toSeconds()) + " s");
            TimeUnit.NANOSECONDS.sleep(next.toNanos());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            return true;
        }
    }
}
