package org.lungburden.worker.attempt;

import java.time.Duration;

/** Waits for a time; in tests a fake advances the clock instead. */
@FunctionalInterface
public interface Pause {
    void pause(Duration duration) throws InterruptedException;
}
