package org.lungburden.job.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.lungburden.error.Category;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Attempt;
import org.lungburden.job.JobError;
import org.lungburden.job.JobSettings;
import org.lungburden.job.JobStatus;
import org.lungburden.job.RetryPolicy;
import org.lungburden.job.StudyChoices;

/** Ends attempts in memory, within the store's lock. */
final class MemoryEndings {
    private static final double NO_JITTER = 0.5;

    private final RetryPolicy policy;
    private final Duration ageLimit;
    private final MemoryOutbox outbox;
    private final Clock clock;

    MemoryEndings(JobSettings settings, MemoryOutbox outbox, Clock clock) {
        this.policy = new RetryPolicy(settings, () -> NO_JITTER);
        this.ageLimit = settings.ageLimit();
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @param atOnce whether the next attempt, if any, is due without delay */
    void end(Row row, JobError error, boolean atOnce) {
        RetryPolicy.Verdict verdict = policy.judge(
                error.known().orElse(ErrorCode.INTERNAL),
                new RetryPolicy.Standing(row.job.failures(), row.setbacks, row.queuedSince),
                clock.instant());
        row.endAttempt(Attempt.Outcome.FAILED, error, clock.instant());
        if (verdict.again()) {
            row.setbacks++;
            queueAgain(row, verdict.failures(), atOnce ? Duration.ZERO : verdict.delay());
        } else {
            fail(row, verdict.failures(), error);
        }
    }

    void fail(Row row, int failures, JobError error) {
        row.leaseUntil = null;
        row.change(to -> {
            to.status = JobStatus.FAILED;
            to.failures = failures;
            to.error = error;
            to.finishedAt = clock.instant();
        });
    }

    void queueAgain(Row row, int failures, Duration delay) {
        row.leaseUntil = null;
        row.dueAt = clock.instant().plus(delay);
        row.change(to -> {
            to.status = JobStatus.QUEUED;
            to.failures = failures;
            to.stage = null;
            to.progress = 0;
        });
        outbox.write(row.job.id(), row.dueAt);
    }

    /** @param choices what they do not say stays as it was */
    void retry(Row row, StudyChoices choices) {
        row.queuedSince = clock.instant();
        row.setbacks = 0;
        row.leaseUntil = null;
        row.dueAt = row.queuedSince;
        row.change(to -> {
            to.status = JobStatus.QUEUED;
            to.failures = 0;
            to.stage = null;
            to.progress = 0;
            to.startedAt = null;
            to.finishedAt = null;
            to.error = null;
            to.choose(choices);
        });
        outbox.write(row.job.id(), row.dueAt);
    }

    /** Whether a fault of a dependency has held the job back beyond the age limit. */
    boolean isOverAge(Row row, Instant upSince) {
        Attempt last = row.attempts.isEmpty() ? null : row.attempts.get(row.attempts.size() - 1);
        return JobStatus.QUEUED.equals(row.job.status())
                && !row.deleted
                && row.setbacks > 0
                && !row.queuedSince.isAfter(clock.instant().minus(ageLimit))
                && last != null
                && last.error() != null
                && last.error()
                        .known()
                        .filter(code -> code.category() == Category.DEPENDENCY)
                        .isPresent()
                && last.endedAt() != null
                && !last.endedAt().isBefore(upSince);
    }
}
