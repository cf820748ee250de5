package org.lungburden.worker.process;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Claim;
import org.lungburden.job.JobSettings;
import org.lungburden.job.JobStore;
import org.lungburden.lifecycle.DaemonThreads;
import org.lungburden.lifecycle.StopPhase;
import org.lungburden.queue.WorkQueue;
import org.lungburden.worker.WorkerSettings;
import org.lungburden.worker.attempt.AttemptRunner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Claims jobs, one at a time. A message means that a job is due somewhere, and the worker claims the one whose turn it
 * is: every job that becomes due has a message, so there is a claim for each. An idle worker also looks for due jobs by
 * itself, so that a lost message never strands one.
 */
final class WorkerLoop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);

    private final WorkQueue queue;
    private final JobStore store;
    private final AttemptRunner runner;
    private final ModelAnnouncement model;
    private final JobSettings jobs;
    private final WorkerSettings settings;
    private final String name;
    private final LongSupplier nanos;
    /** The permit is taken while an attempt runs. */
    private final Semaphore free = new Semaphore(1, true);

    private final Semaphore stopped = new Semaphore(0);
    private volatile boolean running;
    private WorkQueue.@Nullable Subscription subscription;
    private @Nullable Thread idle;

    WorkerLoop(
            WorkQueue queue,
            JobStore store,
            AttemptRunner runner,
            ModelAnnouncement model,
            JobSettings jobs,
            WorkerSettings settings,
            String name,
            LongSupplier nanos) {
        this.queue = queue;
        this.store = store;
        this.runner = runner;
        this.model = model;
        this.jobs = jobs;
        this.settings = settings;
        this.name = name;
        this.nanos = nanos;
    }

    @Override
    public synchronized void start() {
        running = true;
        stopped.drainPermits();
        runner.start();
        model.announce();
        subscription = queue.consume(jobId -> handle());
        idle = DaemonThreads.start("idle-poll", this::pollWhileIdle);
        LOG.info("Worker {} takes jobs", name);
    }

    private void handle() throws InterruptedException {
        free.acquire();
        try {
            if (!running) {
                throw new InterruptedException("The worker stops");
            }
            claimNext();
        } finally {
            release();
        }
    }

    /**
     * Keeps the permit when the process is about to end, so that no other job starts. Waiting threads wake when the
     * worker stops.
     */
    private void release() {
        if (!running || !runner.restarting()) {
            free.release();
        }
    }

    private void pollWhileIdle() {
        try {
            while (!stopped.tryAcquire(settings.idlePoll().toNanos(), TimeUnit.NANOSECONDS)) {
                poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() {
        try {
            model.announce();
            boolean more = true;
            while (more && running && free.tryAcquire()) {
                try {
                    more = claimNext();
                } finally {
                    release();
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("The search for a due job failed", e);
        }
    }

    private boolean claimNext() {
        long asked = nanos.getAsLong();
        Optional<Claim> claim = store.claimNext(name, jobs.lease());
        claim.ifPresent(won -> run(won, asked));
        return claim.isPresent();
    }

    /** An attempt may lack memory even for its thread. The thread that claims the next job must survive that. */
    private void run(Claim claim, long asked) {
        try {
            runner.run(claim, asked);
        } catch (OutOfMemoryError e) {
            throw new IllegalStateException("No memory for the attempt", e);
        }
    }

    /** Returns when no attempt runs anymore. */
    @Override
    public synchronized void stop() {
        if (!running) {
            return;
        }
        running = false;
        stopped.release();
        runner.stopAfter(settings.stopGrace());
        if (runner.restarting()) {
            free.release();
        }
        if (subscription != null) {
            subscription.close();
        }
        awaitIdleThread();
        LOG.info("Worker {} has stopped", name);
    }

    /** Uses a separate thread, so that work that never returns delays the shutdown only for Spring's timeout. */
    @Override
    public void stop(Runnable callback) {
        DaemonThreads.start("worker-stop", () -> {
            stop();
            callback.run();
        });
    }

    private void awaitIdleThread() {
        try {
            if (idle != null) {
                idle.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int getPhase() {
        return StopPhase.WORK.phase();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
