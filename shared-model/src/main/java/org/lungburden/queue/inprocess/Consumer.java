package org.lungburden.queue.inprocess;

import java.util.UUID;
import java.util.concurrent.BlockingDeque;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.LoggedJob;
import org.lungburden.lifecycle.DaemonThreads;
import org.lungburden.queue.WorkQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that takes ids. Only the wait for an id can be interrupted, never the handler. */
final class Consumer implements Runnable, WorkQueue.Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Consumer.class);
    private static final long PAUSE_AFTER_FAILURE_MS = 100;

    private final BlockingDeque<UUID> ids;
    private final WorkQueue.Handler handler;
    private final Object lock = new Object();
    private boolean open = true;
    private boolean waiting;
    private @Nullable Thread thread;

    Consumer(BlockingDeque<UUID> ids, WorkQueue.Handler handler) {
        this.ids = ids;
        this.handler = handler;
    }

    void start(String name) {
        thread = DaemonThreads.start(name, this);
    }

    @Override
    public void run() {
        UUID id = next();
        while (id != null) {
            handle(id);
            id = next();
        }
    }

    private @Nullable UUID next() {
        synchronized (lock) {
            if (!open) {
                return null;
            }
            waiting = true;
        }
        UUID taken = null;
        try {
            taken = ids.take();
        } catch (InterruptedException e) {
            // Only close() interrupts; the flag open shows that below.
        }
        return begin(taken);
    }

    /** Puts back an id that was taken while the subscription closed. */
    private @Nullable UUID begin(@Nullable UUID taken) {
        synchronized (lock) {
            waiting = false;
            if (open) {
                return taken;
            }
        }
        if (taken != null) {
            ids.addFirst(taken);
        }
        return null;
    }

    private void handle(UUID id) {
        try (LoggedJob logged = LoggedJob.of(id)) {
            handleLogged(id);
        }
    }

    private void handleLogged(UUID id) {
        try {
            handler.handle(id);
        } catch (InterruptedException e) {
            ids.addLast(id);
        } catch (RuntimeException e) {
            LOG.warn("Job {} is handed back to the queue", id, e);
            ids.addLast(id);
            pause();
        }
    }

    /** Slows down an id that fails at once, again and again. */
    private void pause() {
        synchronized (lock) {
            if (open) {
                try {
                    lock.wait(PAUSE_AFTER_FAILURE_MS);
                } catch (InterruptedException e) {
                    // Only close() interrupts; next() checks for that.
                }
            }
        }
    }

    @Override
    public void close() {
        Thread running = thread;
        synchronized (lock) {
            open = false;
            if (waiting && running != null) {
                running.interrupt();
            }
            lock.notifyAll();
        }
        if (running != null && running != Thread.currentThread()) {
            awaitEnd(running);
        }
    }

    private static void awaitEnd(Thread running) {
        try {
            running.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
