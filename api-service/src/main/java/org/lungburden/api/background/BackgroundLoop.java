package org.lungburden.api.background;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.database.DatabaseUse;
import org.lungburden.lifecycle.DaemonThreads;
import org.lungburden.lifecycle.StopPhase;
import org.springframework.context.SmartLifecycle;

/** One thread that runs a round at every interval, and at once when another thread wakes it. */
abstract class BackgroundLoop implements SmartLifecycle {
    private final String name;
    private final Duration interval;
    private final Semaphore wakes = new Semaphore(0);
    private volatile boolean running;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    BackgroundLoop(String name, Duration interval) {
        this.name = name;
        this.interval = interval;
    }

    /** One round, which must not throw. The next round repeats what failed. */
    abstract void round();

    /** Whether a long round should end early. */
    final boolean stopping() {
        return stopping;
    }

    /** Repeats a task that returns how much it did, because a full batch means that there may be more. */
    final void whileFull(int batch, IntSupplier task) {
        while (task.getAsInt() == batch && !stopping) {
            // The condition does the work.
        }
    }

    /** Starts a round at once. Any thread may call this, and the call returns at once. */
    final void wake() {
        wakes.release();
    }

    @Override
    public synchronized void start() {
        running = true;
        stopping = false;
        thread = DaemonThreads.start(name, this::run);
    }

    private void run() {
        DatabaseUse.background();
        try {
            while (running) {
                round();
                if (wakes.tryAcquire(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                    // One round serves all earlier wakes.
                    wakes.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        stopping = true;
        wake();
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int getPhase() {
        return StopPhase.BACKGROUND.phase();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
