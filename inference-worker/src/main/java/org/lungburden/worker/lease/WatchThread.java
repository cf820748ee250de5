package org.lungburden.worker.lease;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.lungburden.job.Claim;
import org.lungburden.job.LoggedJob;
import org.lungburden.lifecycle.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a watch's tick regularly until this object is closed. */
public final class WatchThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchThread.class);
    private static final long TICK_MS = 100;

    private final CountDownLatch closed = new CountDownLatch(1);

    public WatchThread(AttemptWatch watch, Claim claim) {
        DaemonThreads.start("lease-keeper", () -> run(watch, claim));
    }

    private void run(AttemptWatch watch, Claim claim) {
        try (LoggedJob logged = LoggedJob.of(claim)) {
            while (!closed.await(TICK_MS, TimeUnit.MILLISECONDS)) {
                tick(watch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** When the work fills the heap, the thread that renews the lease must go on. */
    private static void tick(AttemptWatch watch) {
        try {
            watch.tick();
        } catch (OutOfMemoryError e) {
            LOG.warn("No memory is left to renew the lease; the renewal is repeated", e);
        }
    }

    /** A tick that waits for the database may still end after the close; such a tick changes no row. */
    @Override
    public void close() {
        closed.countDown();
    }
}
