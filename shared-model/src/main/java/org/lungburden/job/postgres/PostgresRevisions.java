package org.lungburden.job.postgres;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.KnownFile;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.ExpectedVersion;
import org.lungburden.job.IdempotencyKeys;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobReview;
import org.lungburden.job.JobStatus;
import org.lungburden.job.Revision;
import org.lungburden.job.Task;
import org.lungburden.job.revision.NewRevision;
import org.lungburden.job.revision.RevisionLimits;
import org.lungburden.job.revision.Revisions;
import org.springframework.transaction.support.TransactionOperations;

/** The job's row is locked while a revision takes its number, so that each base has one successor. */
final class PostgresRevisions implements Revisions {
    private final RevisionStatements statements;
    private final TaskStatements tasks;
    private final JobReads jobs;
    private final PostgresOutbox outbox;
    private final PostgresIdempotencyKeys keys;
    private final RevisionLimits limits;
    private final TransactionOperations transactions;
    private final Clock clock;

    PostgresRevisions(
            RevisionStatements statements,
            TaskStatements tasks,
            JobReads jobs,
            PostgresOutbox outbox,
            PostgresIdempotencyKeys keys,
            RevisionLimits limits,
            TransactionOperations transactions,
            Clock clock) {
        this.statements = statements;
        this.tasks = tasks;
        this.jobs = jobs;
        this.outbox = outbox;
        this.keys = keys;
        this.limits = limits;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void check(String owner, UUID job, int base) {
        within(() -> {
            requireTaker(owner, job, base, false);
            return job;
        });
    }

    @Override
    public Revision submit(NewRevision revision, IdempotencyKeys.@Nullable Binding key) {
        return within(() -> {
            requireTaker(revision.owner(), revision.job(), revision.base(), true);
            Instant now = now();
            UUID task = tasks.insert(revision.job(), revision.owner(), Task.Kind.REVISION, now);
            int number = statements.nextNumber(revision.job());
            statements.insert(revision, number, task, now);
            outbox.writeTask(task);
            if (key != null) {
                keys.bind(key.ofRevision(number), revision.job());
            }
            return statements.find(revision.owner(), revision.job(), number).orElseThrow();
        });
    }

    private void requireTaker(String owner, UUID job, int base, boolean lock) {
        requireWorkable(owner, job, lock);
        int newest = statements.newestGood(job);
        if (base != newest) {
            throw new CodedException(
                    ErrorCode.REVISION_CONFLICT,
                    "The newest revision is " + newest + ", and these labels were made from " + base
                            + ". They are not stored. Compare them with revision " + newest
                            + ", and send them again with base=" + newest + ".");
        }
        requireRoom(owner, job);
    }

    private void requireWorkable(String owner, UUID job, boolean lock) {
        RevisionStatements.Standing standing =
                statements.standing(owner, job, lock).orElseThrow(() -> new CodedException(ErrorCode.JOB_NOT_FOUND));
        if (!standing.status().equals(JobStatus.SUCCEEDED.name())) {
            throw new CodedException(ErrorCode.INVALID_TRANSITION);
        }
        if (standing.expired()) {
            throw new CodedException(ErrorCode.RESULT_GONE);
        }
        if (standing.spent()) {
            throw new CodedException(ErrorCode.UPLOAD_GONE);
        }
    }

    private void requireRoom(String owner, UUID job) {
        TaskStatements.Waiting waiting = tasks.waiting(owner, job, limits.waitingPerOwner());
        if (waiting.ofJob() >= limits.waitingPerJob() || waiting.ofOwner() >= limits.waitingPerOwner()) {
            throw new CodedException(
                    ErrorCode.QUEUE_FULL,
                    "Too many corrections wait for a worker. Send this one again when some have been measured.");
        }
    }

    @Override
    public List<Revision> list(String owner, UUID job) {
        return statements.list(owner, job);
    }

    @Override
    public Optional<Revision> find(String owner, UUID job, int number) {
        return statements.find(owner, job, number);
    }

    @Override
    public Optional<String> result(String owner, UUID job, int number) {
        return jobs.find(owner, job)
                .flatMap(found -> statements.result(owner, job, number).map(stored -> {
                    JobReview review = found.review();
                    return (review.accepted() == number ? review : new JobReview(0, number, null, null))
                            .document(stored);
                }));
    }

    @Override
    public List<JobArtifact> artifacts(String owner, UUID job, int number) {
        return statements.artifacts(owner, job, number);
    }

    @Override
    public Job accept(String owner, UUID job, ExpectedVersion expected, int number, @Nullable String by) {
        return within(() -> {
            Instant at = number == 0 && by == null ? null : now();
            boolean spent = statements
                    .standing(owner, job, true)
                    .map(RevisionStatements.Standing::spent)
                    .orElse(true);
            JobReview before = jobs.find(owner, job).map(Job::review).orElse(JobReview.NONE);
            if (!statements.accept(owner, job, expected, number, by, at)) {
                throw refusal(owner, job, expected, number);
            }
            if (!spent) {
                writeAgain(owner, job, before, number, by);
            }
            return jobs.one(job);
        });
    }

    /** Files of corrections tell who accepted them, so those of both revisions change. */
    private void writeAgain(String owner, UUID job, JobReview before, int number, @Nullable String by) {
        Set<Integer> changed = new TreeSet<>();
        if (before.acceptedBy() != null) {
            changed.add(before.accepted());
        }
        if (by != null) {
            changed.add(number);
        }
        changed.remove(0);
        for (int revision : changed) {
            if (!tasks.willWrite(job, revision)) {
                outbox.writeTask(tasks.insert(job, owner, Task.Kind.ACCEPTANCE, revision, now()));
            }
        }
    }

    private CodedException refusal(String owner, UUID id, ExpectedVersion expected, int number) {
        Job job = jobs.find(owner, id).orElseThrow(() -> new CodedException(ErrorCode.JOB_NOT_FOUND));
        if (!expected.allows(job.version())) {
            return new CodedException(ErrorCode.PRECONDITION_FAILED);
        }
        if (job.expiry().done()) {
            return new CodedException(ErrorCode.RESULT_GONE);
        }
        return new CodedException(
                number == 0 || statements.find(owner, id, number).isPresent()
                        ? ErrorCode.INVALID_TRANSITION
                        : ErrorCode.REVISION_NOT_FOUND);
    }

    @Override
    public Job requestImage(String owner, UUID job) {
        return within(() -> {
            RevisionStatements.Standing standing = statements
                    .standing(owner, job, true)
                    .orElseThrow(() -> new CodedException(ErrorCode.JOB_NOT_FOUND));
            boolean there = !standing.expired()
                    && statements.artifacts(owner, job, 0).stream()
                            .anyMatch(file -> file.name().equals(KnownFile.IMAGE.fileName()));
            if (!there && !tasks.isUnderWay(job, Task.Kind.IMAGE)) {
                requireWorkable(owner, job, true);
                requireRoom(owner, job);
                outbox.writeTask(tasks.insert(job, owner, Task.Kind.IMAGE, now()));
            }
            return jobs.one(job);
        });
    }

    /** PostgreSQL keeps microseconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private <T> T within(Supplier<T> work) {
        return transactions.execute(status -> work.get());
    }
}
