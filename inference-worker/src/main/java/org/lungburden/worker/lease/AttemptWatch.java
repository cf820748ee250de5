package org.lungburden.worker.lease;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.AttemptStore;
import org.lungburden.job.Fence;
import org.lungburden.job.JobError;
import org.lungburden.job.JobSettings;
import org.lungburden.job.Stage;
import org.lungburden.worker.ProcessExit;
import org.lungburden.worker.WorkerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews one attempt's lease, writes its progress and stops the work when necessary. All writes happen in
 * {@link #tick()} on a separate thread, so that a database without answer never delays the work.
 */
public final class AttemptWatch {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptWatch.class);

    private final AttemptStore store;
    private final Fence fence;
    private final JobSettings jobs;
    private final WorkerSettings settings;
    private final ProcessExit exit;
    private final LongSupplier nanos;
    private final Thread work;
    private final long deadline;

    private long leaseEnd;
    private long lastRenewal;
    private long lastContact;
    private @Nullable Progress written;
    private boolean exiting;

    private volatile @Nullable Progress latest;
    private volatile @Nullable StopReason reason;
    private volatile @Nullable Long handBackAt;
    private boolean working = true;

    /**
     * @param claimedAt the clock's time before the claim was sent
     * @param work the thread of the work, which is interrupted when the work must stop
     */
    public AttemptWatch(
            AttemptStore store,
            Fence fence,
            JobSettings jobs,
            WorkerSettings settings,
            ProcessExit exit,
            LongSupplier nanos,
            long claimedAt,
            Thread work) {
        this.store = store;
        this.fence = fence;
        this.jobs = jobs;
        this.settings = settings;
        this.exit = exit;
        this.nanos = nanos;
        this.work = work;
        this.deadline = claimedAt + jobs.deadline().toNanos();
        this.leaseEnd = claimedAt + jobs.lease().toNanos();
        this.lastRenewal = claimedAt;
        this.lastContact = claimedAt;
    }

    private record Progress(Stage stage, double overall) {}

    /** @throws StoppedException when the work has to end */
    public void at(Stage stage, double stageProgress) {
        checkpoint();
        Progress before = latest;
        double overall = ProgressScale.overall(stage, stageProgress);
        latest = new Progress(stage, before == null ? overall : Math.max(before.overall, overall));
    }

    /** @throws StoppedException when the work has to end */
    public void checkpoint() {
        StopReason stop = reason;
        if (stop != null) {
            throw new StoppedException(stop);
        }
    }

    @Nullable
    public StopReason reason() {
        return reason;
    }

    /** @param time the clock's time from which on the work is handed back */
    public void handBackAt(long time) {
        handBackAt = time;
    }

    /** Call this when the work has returned. From then on the watch only renews the lease and interrupts nothing. */
    public synchronized void finishing() {
        working = false;
        // An interrupt that came too late must not hit the writes that end the attempt.
        Thread.interrupted();
    }

    /** Whether the lease still holds, so that writes of this attempt can still succeed. */
    public synchronized boolean leased() {
        return nanos.getAsLong() - leaseEnd < 0;
    }

    /** Does one round of checks and writes; called several times a second. */
    void tick() {
        if (working()) {
            limits();
            if (reason == null) {
                contact();
            } else {
                endIfStuck();
            }
        } else if (renewalDue()) {
            renew();
        }
    }

    private synchronized boolean working() {
        return working;
    }

    private void limits() {
        long now = nanos.getAsLong();
        Long handBack = handBackAt;
        if (now - deadline >= 0) {
            stop(StopReason.DEADLINE);
        } else if (!leased()) {
            stop(StopReason.LEASE_ENDED);
        } else if (handBack != null && now - handBack >= 0) {
            stop(StopReason.SHUTDOWN);
        }
    }

    private void contact() {
        Progress progress = latest;
        long silence = nanos.getAsLong() - lastContact;
        boolean held;
        if (renewalDue()) {
            held = renew();
        } else if (progress != null
                && !progress.equals(written)
                && silence >= settings.progressInterval().toNanos()) {
            held = answered(() -> write(progress));
        } else {
            held = silence < settings.fenceInterval().toNanos() || answered(() -> store.holds(fence));
        }
        if (!held) {
            stop(StopReason.LOST);
        }
    }

    private boolean write(Progress progress) {
        boolean held = store.progress(fence, progress.stage, progress.overall);
        written = progress;
        return held;
    }

    private boolean renewalDue() {
        long now = nanos.getAsLong();
        return now - lastRenewal >= jobs.renewal().toNanos() && now - deadline < 0;
    }

    /** The new lease counts from before the call, so that its end here is never later than its end in the database. */
    private boolean renew() {
        long asked = nanos.getAsLong();
        return answered(() -> {
            boolean held = store.renew(fence, jobs.lease());
            if (held) {
                renewed(asked);
            }
            return held;
        });
    }

    private synchronized void renewed(long asked) {
        lastRenewal = asked;
        leaseEnd = asked + jobs.lease().toNanos();
    }

    private interface Write {
        boolean ask();
    }

    /** A missing answer of the database does not mean that the attempt lost its job. */
    private boolean answered(Write write) {
        lastContact = nanos.getAsLong();
        try {
            return write.ask();
        } catch (RuntimeException e) {
            LOG.warn("{} attempt {}: the database does not answer", fence.id(), fence.attempt(), e);
            return true;
        }
    }

    private synchronized void stop(StopReason stop) {
        if (working && reason == null) {
            LOG.info("{} attempt {} stops: {}", fence.id(), fence.attempt(), stop);
            reason = stop;
            work.interrupt();
        }
    }

    private void endIfStuck() {
        if (exiting || nanos.getAsLong() - deadline < settings.nativeGrace().toNanos()) {
            return;
        }
        exiting = true;
        LOG.error("{} attempt {}: the work does not return, the process ends", fence.id(), fence.attempt());
        if (reason == StopReason.DEADLINE) {
            JobError error = new JobError(ErrorCode.DEADLINE_EXCEEDED, ErrorCode.DEADLINE_EXCEEDED.sentence());
            answered(() -> store.fail(fence, error));
        }
        exit.exit(
                ProcessExit.RESTART,
                reason == StopReason.DEADLINE ? ErrorCode.DEADLINE_EXCEEDED : ErrorCode.WORKER_LOST);
    }
}
