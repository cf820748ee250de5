package org.lungburden.worker.process;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.upkeep.WorkerBeats;
import org.lungburden.lifecycle.DaemonThreads;
import org.lungburden.lifecycle.StopPhase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/** Tells every few seconds that this worker lives. It has a thread of its own, since an attempt keeps the others busy. */
final class WorkerBeat implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerBeat.class);

    private final WorkerBeats beats;
    private final String name;
    private final Duration interval;
    private final UUID process = UUID.randomUUID();
    private final Semaphore stopped = new Semaphore(0);
    private @Nullable Thread thread;

    WorkerBeat(WorkerBeats beats, String name, Duration interval) {
        this.beats = beats;
        this.name = name;
        this.interval = interval;
    }

    @Override
    public synchronized void start() {
        stopped.drainPermits();
        thread = DaemonThreads.start("worker-beat", this::run);
    }

    private void run() {
        try {
            do {
                quietly(() -> beats.beat(process, name));
            } while (!stopped.tryAcquire(interval.toNanos(), TimeUnit.NANOSECONDS));
            quietly(() -> beats.end(process));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** While the database is away nobody can count the workers, and the next beat tells again. */
    private static void quietly(Runnable statement) {
        try {
            statement.run();
        } catch (DataAccessException e) {
            LOG.debug("The database does not learn that this worker lives", e);
        }
    }

    @Override
    public synchronized void stop() {
        Thread running = thread;
        thread = null;
        stopped.release();
        try {
            if (running != null) {
                running.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return StopPhase.WORK.phase();
    }
}
