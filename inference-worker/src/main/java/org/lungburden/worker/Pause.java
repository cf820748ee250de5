package org.lungburden.worker;

import java.time.Duration;

/** Waits; in tests it lets time pass. */
@FunctionalInterface
interface Pause {
    void pause(Duration duration) throws InterruptedException;
}
