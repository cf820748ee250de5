package org.lungburden.testing;

import java.time.Instant;
import java.time.InstantSource;

/** The system's time, which two calls never share; or one instant once stopped. */
public final class SteppingSource implements InstantSource {
    private Instant last = Instant.EPOCH;
    private volatile boolean stopped;

    /** Every further call gets the same instant. */
    public void stop() {
        stopped = true;
    }

    public void go() {
        stopped = false;
    }

    @Override
    public synchronized Instant instant() {
        if (!stopped) {
            Instant now = Instant.now();
            last = now.isAfter(last.plusNanos(1000)) ? now : last.plusNanos(1000);
        }
        return last;
    }
}
