package org.lungburden.api.webhook.send;

import java.time.Duration;
import java.time.Instant;

/**
 * Holds attempts back while a receiver fails. After some failures in a row it opens; when its time is over one attempt
 * probes, and a failure opens it for twice as long. Not safe for threads.
 */
final class Circuit {
    static final int FAILURES = 5;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Duration first;
    private final Duration longest;
    private int failures;
    private Instant openUntil = Instant.MIN;
    private boolean probing;

    Circuit(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest.compareTo(LONGEST) < 0 ? longest : LONGEST;
    }

    boolean open() {
        return failures >= FAILURES;
    }

    /** Whether an attempt may begin now; the caller tells how it ended. */
    boolean begin(Instant now) {
        if (!open()) {
            return true;
        }
        if (probing || now.isBefore(openUntil)) {
            return false;
        }
        probing = true;
        return true;
    }

    /** No attempt was made. */
    void notTried() {
        probing = false;
    }

    void succeeded() {
        probing = false;
        failures = 0;
    }

    void failed(Instant now) {
        probing = false;
        failures++;
        if (open()) {
            openUntil = now.plus(RetryDelays.doubled(first, failures - FAILURES, longest));
        }
    }
}
