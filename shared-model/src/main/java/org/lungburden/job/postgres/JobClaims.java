package org.lungburden.job.postgres;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.lungburden.job.Claim;
import org.lungburden.job.Fence;
import org.lungburden.job.Job;
import org.lungburden.job.JobError;
import org.springframework.transaction.support.TransactionOperations;

/** Hands jobs and tasks to workers; each claim is one transaction, which also writes the attempt of a job. */
final class JobClaims {
    private final OwnerTurns turns;
    private final JobStatements statements;
    private final AttemptStatements attempts;
    private final JobEndings endings;
    private final TaskStatements tasks;
    private final TaskEndings taskEndings;
    private final JobReads reads;
    private final TransactionOperations transactions;
    private final Clock clock;

    JobClaims(
            OwnerTurns turns,
            JobStatements statements,
            AttemptStatements attempts,
            JobEndings endings,
            TaskStatements tasks,
            TaskEndings taskEndings,
            JobReads reads,
            TransactionOperations transactions,
            Clock clock) {
        this.turns = turns;
        this.statements = statements;
        this.attempts = attempts;
        this.endings = endings;
        this.tasks = tasks;
        this.taskEndings = taskEndings;
        this.reads = reads;
        this.transactions = transactions;
        this.clock = clock;
    }

    Optional<Claim> one(UUID id, String worker, Duration lease) {
        return claimed(() -> statements.claim(id, lease, now()), worker).flatMap(claim -> claim);
    }

    /** An owner whose due jobs others claim at this moment is passed. */
    Optional<Claim> next(String worker, Duration lease) {
        for (OwnerTurns.Candidate candidate : turns.due()) {
            turns.serve(candidate);
            Optional<Optional<Claim>> claim;
            do {
                claim = candidate.task()
                        ? claimedTask(candidate.waiting().owner(), lease)
                        : claimed(() -> statements.claimLongestDue(candidate.waiting(), lease, now()), worker);
            } while (claim.isPresent() && claim.get().isEmpty());
            if (claim.isPresent()) {
                return claim.get();
            }
        }
        return Optional.empty();
    }

    /**
     * Empty when there was nothing to claim; holds an empty claim when this version cannot read the job. Such a job
     * fails, because it would be the next one due for ever, before all others.
     */
    private Optional<Optional<Claim>> claimed(Supplier<Optional<JobStatements.Claimed>> statement, String worker) {
        return transactions.execute(status -> statement.get().map(claimed -> begin(claimed, worker)));
    }

    private Optional<Claim> begin(JobStatements.Claimed claimed, String worker) {
        Fence fence = claimed.fence();
        attempts.begin(fence, claimed.owner(), worker, now());
        Optional<Job> job = reads.readable(fence.id());
        if (job.isEmpty()) {
            endings.fail(fence, JobError.of(UnreadableRows.refusal()));
        }
        return job.map(read -> new Claim(read, claimed.token(), claimed.leaseUntil()));
    }

    /** As {@link #claimed}. */
    private Optional<Optional<Claim>> claimedTask(String owner, Duration lease) {
        return transactions.execute(
                status -> tasks.claimLongestDue(owner, lease, now()).map(this::begin));
    }

    private Optional<Claim> begin(TaskStatements.Claimed claimed) {
        Optional<TaskStatements.OfJob> task = tasks.one(claimed.id());
        Optional<Job> job = task.flatMap(read -> reads.readable(read.job()));
        if (job.isEmpty()) {
            taskEndings.fail(claimed.fence(), JobError.of(UnreadableRows.refusal()));
        }
        return job.map(read -> new Claim(
                read, claimed.token(), claimed.leaseUntil(), task.get().task()));
    }

    /** PostgreSQL keeps microseconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
