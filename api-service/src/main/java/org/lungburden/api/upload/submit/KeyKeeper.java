package org.lungburden.api.upload.submit;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.lungburden.job.IdempotencyKeys;
import org.lungburden.job.IdempotencyKeys.Reservation;
import org.lungburden.job.IdempotencySettings;
import org.lungburden.lifecycle.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews reserved keys during their uploads, because a slow client or disk may take longer than a lease. One thread
 * serves all keys, because a renewal is a short statement. A key that is not renewed in time ends with its lease.
 */
public final class KeyKeeper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KeyKeeper.class);

    private final IdempotencyKeys keys;
    private final Duration renewal;
    private final ScheduledThreadPoolExecutor thread;

    KeyKeeper(IdempotencyKeys keys, IdempotencySettings settings) {
        this.keys = keys;
        this.renewal = settings.renewal();
        this.thread = new ScheduledThreadPoolExecutor(
                1, DaemonThreads.named("key-keeper"), new ThreadPoolExecutor.DiscardPolicy());
        thread.setRemoveOnCancelPolicy(true);
    }

    /** Renews until the caller closes the renewal. If the reservation is lost, the submit fails with that reason. */
    public Renewal keep(Reservation reservation) {
        long nanos = renewal.toNanos();
        ScheduledFuture<?> task = thread.scheduleWithFixedDelay(
                () -> quietly(() -> keys.renew(reservation), "renewed"), nanos, nanos, TimeUnit.NANOSECONDS);
        return () -> task.cancel(false);
    }

    /** Frees the key; if that fails, the key becomes free when its lease ends. */
    public void free(Reservation reservation) {
        quietly(() -> keys.free(reservation), "freed");
    }

    /** Returns at once, also when the database does not answer. */
    public void freeLater(Reservation reservation) {
        thread.execute(() -> free(reservation));
    }

    private static void quietly(Runnable work, String done) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.warn("A reserved idempotency key could not be {}", done, e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** Ends a renewal. */
    public interface Renewal extends AutoCloseable {
        @Override
        void close();
    }
}
