package org.lungburden.worker.attempt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Claim;
import org.lungburden.job.JobError;
import org.lungburden.job.JobSettings;
import org.lungburden.job.LoggedJob;
import org.lungburden.pipeline.SegmenterLostException;
import org.lungburden.worker.ProcessExit;
import org.lungburden.worker.WorkerSettings;
import org.lungburden.worker.lease.AttemptWatch;
import org.lungburden.worker.lease.StopReason;
import org.lungburden.worker.lease.WatchThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a claimed attempt to its end, good or bad. Runs only one attempt at a time. */
public final class AttemptRunner {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);

    private final AttemptStores stores;
    private final AttemptWork work;
    private final AttemptFinish finish;
    private final Workspaces workspaces;
    private final JobSettings jobs;
    private final WorkerSettings settings;
    private final WorkerMetrics metrics;
    private final ProcessExit exit;
    private final LongSupplier nanos;
    private volatile @Nullable AttemptWatch current;
    private volatile @Nullable Long handBackAt;
    private volatile @Nullable ErrorCode restartFor;

    public AttemptRunner(
            AttemptStores stores,
            AttemptWork work,
            AttemptFinish finish,
            Workspaces workspaces,
            JobSettings jobs,
            WorkerSettings settings,
            WorkerMetrics metrics,
            ProcessExit exit,
            LongSupplier nanos) {
        this.stores = stores;
        this.work = work;
        this.finish = finish;
        this.workspaces = workspaces;
        this.jobs = jobs;
        this.settings = settings;
        this.metrics = metrics;
        this.exit = exit;
        this.nanos = nanos;
    }

    /** @param claimedAt the clock's time before the claim was sent */
    public void run(Claim claim, long claimedAt) {
        metrics.begun();
        try (LoggedJob logged = LoggedJob.of(claim)) {
            runLogged(claim, claimedAt);
        }
    }

    private void runLogged(Claim claim, long claimedAt) {
        AttemptWatch watch = new AttemptWatch(
                stores.of(claim), claim.fence(), jobs, settings, exit, nanos, claimedAt, Thread.currentThread());
        current = watch;
        // stopAfter writes the time first and then looks for an attempt; this code does the opposite. Whichever runs
        // first, the attempt gets the time.
        Long handBack = handBackAt;
        if (handBack != null) {
            watch.handBackAt(handBack);
        }
        try (WatchThread keeper = new WatchThread(watch, claim)) {
            AttemptEnd end = work(claim, watch);
            watch.finishing();
            finish.write(claim, end, watch);
        } finally {
            current = null;
            restartIfLost();
        }
    }

    /** Called only after the attempt's end is written, so that the next process finds the job in its right state. */
    private void restartIfLost() {
        ErrorCode why = restartFor;
        if (why != null) {
            exit.exit(ProcessExit.RESTART, why);
        }
    }

    /** Whether the process is about to end; the worker must then take no other job. */
    public boolean restarting() {
        return restartFor != null;
    }

    /**
     * Hands the running attempt, or an attempt that is being claimed, back unless the attempt ends by itself within the
     * grace time.
     */
    public void stopAfter(Duration grace) {
        long time = nanos.getAsLong() + grace.toNanos();
        handBackAt = time;
        AttemptWatch watch = current;
        if (watch != null) {
            watch.handBackAt(time);
        }
    }

    /** Lets attempts run to their end again, after a {@link #stopAfter}. */
    public void start() {
        handBackAt = null;
    }

    private AttemptEnd work(Claim claim, AttemptWatch watch) {
        Path workspace = null;
        try {
            workspace = workspaces.open();
            return work.run(claim, watch, workspace);
        } catch (Throwable failure) {
            if (failure instanceof SegmenterLostException lost) {
                LOG.error("The network cannot go on in this process", lost);
                restartFor = lost.code();
            } else if (failure instanceof OutOfMemoryError && settings.exitWithoutMemory()) {
                restartFor = ErrorCode.OUT_OF_MEMORY;
            }
            StopReason reason = watch.reason();
            return reason == null ? failed(claim, failure) : stopped(reason);
        } finally {
            if (workspace != null) {
                workspaces.remove(workspace);
            }
        }
    }

    /** After a request to stop, the exception of the work does not matter; only the reason of the stop counts. */
    private AttemptEnd stopped(StopReason reason) {
        if (reason == StopReason.LOST || reason == StopReason.LEASE_ENDED) {
            metrics.leaseLost();
        }
        return switch (reason) {
            case DEADLINE -> failed(ErrorCode.DEADLINE_EXCEEDED);
            case SHUTDOWN -> new AttemptEnd.Released();
            case LOST, LEASE_ENDED -> new AttemptEnd.Abandoned();
        };
    }

    private static AttemptEnd failed(Claim claim, Throwable failure) {
        if (failure instanceof CodedException coded) {
            LOG.info("Job {} attempt {}: {}", claim.job().id(), claim.attempt(), coded.code());
            return new AttemptEnd.Failed(JobError.of(coded));
        }
        LOG.error("Job {} attempt {} failed", claim.job().id(), claim.attempt(), failure);
        return failed(code(failure));
    }

    private static ErrorCode code(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            return ErrorCode.OUT_OF_MEMORY;
        }
        boolean dependency = failure instanceof AttemptWork.StoreFault
                || DependencyFaults.ofDatabase(failure)
                || DependencyFaults.ofFullDisk(failure);
        return dependency ? ErrorCode.DEPENDENCY_FAILED : ErrorCode.INTERNAL;
    }

    private static AttemptEnd failed(ErrorCode code) {
        return new AttemptEnd.Failed(new JobError(code, code.sentence()));
    }
}
