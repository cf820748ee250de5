package org.lungburden.job.postgres;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.lungburden.error.Category;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Fence;
import org.lungburden.job.JobError;
import org.lungburden.job.JobSettings;
import org.lungburden.job.upkeep.JobReaper;
import org.springframework.transaction.support.TransactionOperations;

/** Locks the rows that it takes back; other reapers skip locked rows. */
final class PostgresJobReaper implements JobReaper {
    private static final JobError LOST = new JobError(ErrorCode.WORKER_LOST, ErrorCode.WORKER_LOST.sentence());

    private static final JobError TOO_OLD =
            new JobError(ErrorCode.DEPENDENCY_FAILED, ErrorCode.DEPENDENCY_FAILED.sentence());
    private static final List<String> DEPENDENCY_FAULTS = Arrays.stream(ErrorCode.values())
            .filter(code -> code.category() == Category.DEPENDENCY)
            .map(ErrorCode::name)
            .toList();

    private final JobStatements jobs;
    private final JobEndings endings;
    private final TaskStatements tasks;
    private final TaskEndings taskEndings;
    private final Duration ageLimit;
    private final TransactionOperations transactions;
    private final Clock clock;

    PostgresJobReaper(
            JobStatements jobs,
            JobEndings endings,
            TaskStatements tasks,
            TaskEndings taskEndings,
            JobSettings settings,
            TransactionOperations transactions,
            Clock clock) {
        this.jobs = jobs;
        this.endings = endings;
        this.tasks = tasks;
        this.taskEndings = taskEndings;
        this.ageLimit = settings.ageLimit();
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public int reap(int limit) {
        return Math.max(reap(jobs, endings, limit), reap(tasks, taskEndings, limit));
    }

    private int reap(FencedStatements rows, AttemptEndings ends, int limit) {
        return transactions.execute(status -> {
            List<Fence> expired = rows.expired(limit);
            expired.forEach(fence -> ends.fail(fence, LOST));
            return expired.size();
        });
    }

    @Override
    public int failOverAge(Instant upSince, int limit) {
        Instant now = clock.instant();
        JobStatements.OverAge overAge =
                new JobStatements.OverAge(now.minus(ageLimit), DEPENDENCY_FAULTS, upSince, limit);
        return transactions.execute(
                status -> Math.max(jobs.failOverAge(overAge, TOO_OLD, now), tasks.failOverAge(overAge, TOO_OLD, now)));
    }

    @Override
    public int orphanedAtStart(ErrorCode why) {
        JobError error = new JobError(why, why.sentence());
        return transactions.execute(status -> {
            List<Fence> running = jobs.running();
            running.forEach(fence -> endings.failDueAtOnce(fence, error));
            List<Fence> runningTasks = tasks.running();
            runningTasks.forEach(fence -> taskEndings.failDueAtOnce(fence, error));
            return running.size() + runningTasks.size();
        });
    }
}
