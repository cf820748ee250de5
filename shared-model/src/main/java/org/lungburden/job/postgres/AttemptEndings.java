package org.lungburden.job.postgres;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Attempt;
import org.lungburden.job.Fence;
import org.lungburden.job.JobError;
import org.lungburden.job.RetryPolicy;

/** Ends running attempts that did not succeed, within the caller's transaction. */
abstract class AttemptEndings {
    private final FencedStatements rows;
    private final Ended ended;
    private final Consumer<UUID> queued;
    private final RetryPolicy policy;
    private final Clock clock;

    /** Keeps how an attempt ended. */
    @FunctionalInterface
    interface Ended {
        void end(UUID id, int attempt, Attempt.Outcome outcome, @Nullable JobError error, Instant now);
    }

    /** @param queued called in the same transaction with the id of what is queued again */
    AttemptEndings(FencedStatements rows, Ended ended, Consumer<UUID> queued, RetryPolicy policy, Clock clock) {
        this.rows = rows;
        this.ended = ended;
        this.queued = queued;
        this.policy = policy;
        this.clock = clock;
    }

    boolean fail(Fence fence, JobError error) {
        return end(fence, error, false);
    }

    /** If another attempt follows, it is due without delay. */
    boolean failDueAtOnce(Fence fence, JobError error) {
        return end(fence, error, true);
    }

    private boolean end(Fence fence, JobError error, boolean atOnce) {
        Optional<RetryPolicy.Standing> standing = rows.lock(fence);
        if (standing.isEmpty()) {
            return false;
        }
        RetryPolicy.Verdict verdict =
                policy.judge(error.known().orElse(ErrorCode.INTERNAL), standing.get(), clock.instant());
        Duration delay = atOnce ? Duration.ZERO : verdict.delay();
        Optional<FencedStatements.Changed> changed = verdict.again()
                ? rows.queueAgain(fence, verdict.failures(), 1, delay)
                : rows.fail(fence, verdict.failures(), error, clock.instant());
        ended.end(fence.id(), fence.attempt(), Attempt.Outcome.FAILED, error, clock.instant());
        if (verdict.again()) {
            queued.accept(fence.id());
        }
        return changed.isPresent();
    }

    boolean release(Fence fence) {
        Optional<RetryPolicy.Standing> standing = rows.lock(fence);
        if (standing.isEmpty()) {
            return false;
        }
        rows.queueAgain(fence, standing.get().failures(), 0, Duration.ZERO);
        ended.end(fence.id(), fence.attempt(), Attempt.Outcome.RELEASED, null, clock.instant());
        queued.accept(fence.id());
        return true;
    }
}
