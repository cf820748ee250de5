package org.lungburden.worker.attempt;

import java.time.Duration;

/** Waits; in tests it lets time pass. */
@FunctionalInterface
public interface Pause {
    void pause(Duration duration) throws InterruptedException;
}
