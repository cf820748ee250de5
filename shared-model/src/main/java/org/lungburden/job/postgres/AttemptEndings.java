package org.lungburden.job.postgres;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Attempt;
import org.lungburden.job.Fence;
import org.lungburden.job.JobError;
import org.lungburden.job.RetryPolicy;

/** Ends running attempts that did not succeed, within the caller's transaction. */
final class AttemptEndings {
    private final JobStatements jobs;
    private final AttemptStatements attempts;
    private final PostgresOutbox outbox;
    private final RetryPolicy policy;
    private final Clock clock;

    AttemptEndings(
            JobStatements jobs, AttemptStatements attempts, PostgresOutbox outbox, RetryPolicy policy, Clock clock) {
        this.jobs = jobs;
        this.attempts = attempts;
        this.outbox = outbox;
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
        Optional<RetryPolicy.Standing> standing = jobs.lock(fence);
        if (standing.isEmpty()) {
            return false;
        }
        RetryPolicy.Verdict verdict =
                policy.judge(error.known().orElse(ErrorCode.INTERNAL), standing.get(), clock.instant());
        Duration delay = atOnce ? Duration.ZERO : verdict.delay();
        Optional<JobStatements.Changed> changed = verdict.again()
                ? jobs.queueAgain(fence, verdict.failures(), 1, delay)
                : jobs.fail(fence, verdict.failures(), error, clock.instant());
        attempts.end(fence.jobId(), fence.attempt(), Attempt.Outcome.FAILED, error, clock.instant());
        if (verdict.again()) {
            outbox.write(fence.jobId());
        }
        return changed.isPresent();
    }

    boolean release(Fence fence) {
        Optional<RetryPolicy.Standing> standing = jobs.lock(fence);
        if (standing.isEmpty()) {
            return false;
        }
        jobs.queueAgain(fence, standing.get().failures(), 0, Duration.ZERO);
        attempts.end(fence.jobId(), fence.attempt(), Attempt.Outcome.RELEASED, null, clock.instant());
        outbox.write(fence.jobId());
        return true;
    }
}
