package org.lungburden.api.watch;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.lungburden.api.watch.JobWatch.Registration;
import org.lungburden.lifecycle.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread for all timed calls. Each called method must return at once. */
public final class WatchTimer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchTimer.class);

    private final ScheduledThreadPoolExecutor executor;

    WatchTimer() {
        executor = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("watch-timer"));
        executor.setRemoveOnCancelPolicy(true);
    }

    /** Calls once, unless ended before. */
    public Registration after(Duration delay, Runnable call) {
        return registration(executor.schedule(guarded(call), delay.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Calls repeatedly until ended. */
    public Registration every(Duration interval, Runnable call) {
        long nanos = interval.toNanos();
        return registration(executor.scheduleAtFixedRate(guarded(call), nanos, nanos, TimeUnit.NANOSECONDS));
    }

    private static Registration registration(ScheduledFuture<?> task) {
        return () -> task.cancel(false);
    }

    private static Runnable guarded(Runnable call) {
        return () -> {
            try {
                call.run();
            } catch (RuntimeException e) {
                LOG.error("A timed call failed", e);
            }
        };
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
