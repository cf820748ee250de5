package org.lungburden.worker;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ticks a watch until it is closed. */
final class WatchThread implements AutoCloseable {
    private static final long TICK_MS = 100;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    WatchThread(AttemptWatch watch) {
        thread = new Thread(() -> run(watch), "lease-keeper");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(AttemptWatch watch) {
        try {
            while (!closed.await(TICK_MS, TimeUnit.MILLISECONDS)) {
                watch.tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A tick that waits for the database may still end afterwards; it changes no row then. */
    @Override
    public void close() {
        closed.countDown();
    }
}
