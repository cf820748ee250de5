package org.lungburden.worker.attempt;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Claim;
import org.lungburden.job.JobError;
import org.lungburden.worker.WorkerSettings;
import org.lungburden.worker.lease.AttemptWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the end of an attempt. Repeats the write while the database does not answer and the lease holds. */
public final class AttemptFinish {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptFinish.class);

    private final AttemptStores stores;
    private final WorkerSettings settings;
    private final WorkerMetrics metrics;
    private final Pause pause;

    public AttemptFinish(AttemptStores stores, WorkerSettings settings, WorkerMetrics metrics, Pause pause) {
        this.stores = stores;
        this.settings = settings;
        this.metrics = metrics;
        this.pause = pause;
    }

    void write(Claim claim, AttemptEnd end, AttemptWatch watch) {
        try {
            if (end instanceof AttemptEnd.Done done) {
                complete(claim, done, watch);
            } else if (end instanceof AttemptEnd.Failed failed) {
                boolean written = insist(watch, () -> stores.of(claim).fail(claim.fence(), failed.error()));
                told(claim, "failed", failed.error().code(), written);
            } else if (end instanceof AttemptEnd.Released) {
                told(
                        claim,
                        "released",
                        null,
                        insist(watch, () -> stores.of(claim).release(claim.fence())));
            } else {
                told(claim, "abandoned", null, true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void complete(Claim claim, AttemptEnd.Done done, AttemptWatch watch) throws InterruptedException {
        try {
            boolean won =
                    insist(watch, () -> stores.of(claim).complete(claim.fence(), done.resultJson(), done.artifacts()));
            told(claim, "succeeded", null, won || insist(watch, () -> succeeded(claim)));
        } catch (RuntimeException e) {
            LOG.error("Job {}: the result cannot be written", claim.job().id(), e);
            JobError error = new JobError(ErrorCode.INTERNAL, ErrorCode.INTERNAL.sentence());
            told(
                    claim,
                    "failed",
                    error.code(),
                    insist(watch, () -> stores.of(claim).fail(claim.fence(), error)));
        }
    }

    /** An earlier commit may have succeeded although its answer was lost, so the row decides. */
    private boolean succeeded(Claim claim) {
        return stores.of(claim).succeeded(claim.fence());
    }

    /** False when the write changed no row, or when the lease ended before the database answered. */
    private boolean insist(AttemptWatch watch, BooleanSupplier write) throws InterruptedException {
        while (watch.leased()) {
            try {
                return write.getAsBoolean();
            } catch (RuntimeException e) {
                if (!DependencyFaults.ofDatabase(e)) {
                    throw e;
                }
                LOG.warn("The database does not answer; the write is repeated", e);
                pause.pause(settings.writePause());
            }
        }
        return false;
    }

    private void told(Claim claim, String what, @Nullable String code, boolean written) {
        metrics.ended(written ? what : "lost", written ? code : null);
        LOG.info(
                "Job {} attempt {} {}{}",
                claim.job().id(),
                claim.attempt(),
                what,
                written ? "" : ", but is no longer this worker's");
    }
}
