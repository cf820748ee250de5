package org.lungburden.api.batches;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.audit.AuditTrail;
import org.lungburden.api.problem.ParameterException;
import org.lungburden.api.request.PageLimit;
import org.lungburden.api.watch.JobWatch;
import org.lungburden.audit.AuditAction;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.BatchState;
import org.lungburden.job.Batches;

/** Looks batches up for their owner, and cancels them. */
class FindBatches {
    /** Jobs of one transaction. A worker's write to one of them waits no longer than the transaction lasts. */
    private static final int STEP = 100;
    /** Jobs of one call, so that none lasts for minutes. */
    private static final int MOST_CANCELED = 20_000;

    private final Batches batches;
    private final AuditTrail trail;
    private final JobWatch watch;
    private final Clock clock;

    FindBatches(Batches batches, AuditTrail trail, JobWatch watch, Clock clock) {
        this.batches = batches;
        this.trail = trail;
        this.watch = watch;
        this.clock = clock;
    }

    /** @throws ParameterException for an invalid limit or cursor */
    Batches.BatchPage page(String owner, @Nullable String cursor, @Nullable String limit) {
        int most = PageLimit.of(limit);
        try {
            return batches.page(owner, cursor, most);
        } catch (CodedException e) {
            throw e.code() == ErrorCode.INVALID_REQUEST ? new ParameterException("cursor", e.detail(), e) : e;
        }
    }

    /** @throws CodedException {@code BATCH_NOT_FOUND} */
    BatchState state(String owner, String segment) {
        return batches.state(owner, BatchNames.of(segment))
                .orElseThrow(() -> new CodedException(ErrorCode.BATCH_NOT_FOUND));
    }

    /**
     * Cancels the jobs that were submitted before the call, step by step. A fault leaves the steps before it done.
     *
     * @return the batch after that; jobs that another client submits or retries meanwhile may be unfinished
     * @throws CodedException {@code BATCH_NOT_FOUND}
     */
    BatchState cancel(String owner, String segment) {
        String batch = state(owner, segment).name();
        Instant newest = clock.instant();
        int canceled = 0;
        List<UUID> step;
        do {
            step = trail.changedAll(AuditAction.JOB_CANCEL, () -> batches.cancelSome(owner, batch, newest, STEP));
            canceled += step.size();
        } while (!step.isEmpty() && canceled < MOST_CANCELED);
        watch.wake();
        return state(owner, segment);
    }
}
