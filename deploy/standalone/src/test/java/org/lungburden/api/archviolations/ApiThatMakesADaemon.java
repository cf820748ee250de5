package org.lungburden.api.archviolations;

/** Breaks the rule that {@code DaemonThreads} alone makes daemon threads. */
class ApiThatMakesADaemon {
    void start(Thread thread) {
        thread.setDaemon(true);
    }
}
