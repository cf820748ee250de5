package org.lungburden.job.postgres;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Attempt;
import org.lungburden.job.Claim;
import org.lungburden.job.ExpectedVersion;
import org.lungburden.job.Fence;
import org.lungburden.job.IdempotencyKeys;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobError;
import org.lungburden.job.JobPage;
import org.lungburden.job.JobQuery;
import org.lungburden.job.JobStore;
import org.lungburden.job.LabelChanges;
import org.lungburden.job.NewJob;
import org.lungburden.job.Stage;
import org.lungburden.job.StudyChoices;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Jobs in PostgreSQL: JPA inserts, {@link JobReads} and {@link JobLists} read, {@link JobStatements} change. */
final class PostgresJobStore implements JobStore {
    private final JobRepository jobs;
    private final JobReads reads;
    private final JobLists lists;
    private final JobStatements statements;
    private final AttemptStatements attempts;
    private final JobEndings endings;
    private final JobClaims claims;
    private final PostgresOutbox outbox;
    private final PostgresIdempotencyKeys keys;
    private final TransactionOperations transactions;
    private final TransactionOperations apart;
    private final Clock clock;

    PostgresJobStore(
            JobRepository jobs,
            JobReads reads,
            JobLists lists,
            JobStatements statements,
            AttemptStatements attempts,
            JobEndings endings,
            JobClaims claims,
            PostgresOutbox outbox,
            PostgresIdempotencyKeys keys,
            TransactionOperations transactions,
            PlatformTransactionManager manager,
            Clock clock) {
        this.jobs = jobs;
        this.reads = reads;
        this.lists = lists;
        this.statements = statements;
        this.attempts = attempts;
        this.endings = endings;
        this.claims = claims;
        this.outbox = outbox;
        this.keys = keys;
        this.transactions = transactions;
        TransactionTemplate outside = new TransactionTemplate(manager);
        outside.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
        this.apart = outside;
        this.clock = clock;
    }

    @Override
    public Job submit(NewJob job) {
        return unlessGivenUp(job, () -> insert(job));
    }

    @Override
    public Job submit(NewJob job, IdempotencyKeys.Binding key) {
        return unlessGivenUp(job, () -> {
            Job submitted = insert(job);
            keys.bind(key, job.id());
            return submitted;
        });
    }

    private Job unlessGivenUp(NewJob job, Supplier<Job> insert) {
        try {
            return within(insert);
        } catch (DataIntegrityViolationException e) {
            // The transaction may be part of a longer one, which answers nothing more after its fault.
            if (apart.execute(status -> reads.isDeleted(job.id()))) {
                throw new CodedException(
                        ErrorCode.UNAVAILABLE, "The upload was stored too long ago to become a job; send it again.", e);
            }
            throw e;
        }
    }

    private Job insert(NewJob job) {
        jobs.saveAndFlush(new JobEntity(job, now()));
        outbox.write(job.id());
        return reads.one(job.id());
    }

    @Override
    public Optional<Job> find(String owner, UUID id) {
        return reads.find(owner, id);
    }

    @Override
    public JobPage list(JobQuery query) {
        return lists.page(query);
    }

    @Override
    public Optional<String> result(String owner, UUID id) {
        return within(() -> statements.result(owner, id).map(JobStatements.Counting::document));
    }

    @Override
    public int waiting(String owner, int most) {
        return lists.waiting(owner, most);
    }

    @Override
    public List<JobArtifact> artifacts(String owner, UUID id) {
        return within(() -> attempts.artifactsOf(owner, id));
    }

    @Override
    public List<Attempt> attempts(String owner, UUID id) {
        return within(() -> attempts.of(owner, id));
    }

    @Override
    public Job cancel(String owner, UUID id, ExpectedVersion expected) {
        return within(() -> {
            JobStatements.Changed changed =
                    statements.cancel(owner, id, expected, now()).orElseThrow(() -> refusal(owner, id, expected));
            attempts.end(id, changed.attempt(), Attempt.Outcome.CANCELLED, null, now());
            return reads.one(id);
        });
    }

    @Override
    public Job retry(String owner, UUID id, ExpectedVersion expected, StudyChoices choices) {
        return within(() -> {
            if (statements.retry(owner, id, expected, choices, now()).isEmpty()) {
                CodedException refusal = refusal(owner, id, expected);
                throw refusal.code() == ErrorCode.INVALID_TRANSITION && statements.uploadIsSpent(owner, id)
                        ? new CodedException(ErrorCode.UPLOAD_GONE)
                        : refusal;
            }
            outbox.write(id);
            return reads.one(id);
        });
    }

    @Override
    public Job relabel(String owner, UUID id, ExpectedVersion expected, LabelChanges changes) {
        return within(() -> {
            if (statements.relabel(owner, id, expected, changes).isEmpty()) {
                CodedException refusal = refusal(owner, id, expected);
                throw refusal.code() == ErrorCode.INVALID_TRANSITION
                        ? new CodedException(ErrorCode.RESULT_GONE)
                        : refusal;
            }
            return reads.one(id);
        });
    }

    @Override
    public void delete(String owner, UUID id, ExpectedVersion expected) {
        within(() -> {
            JobStatements.Changed changed =
                    statements.delete(owner, id, expected, now()).orElseThrow(() -> refusal(owner, id, expected));
            attempts.end(id, changed.attempt(), Attempt.Outcome.CANCELLED, null, now());
            attempts.purge(id, owner);
            return true;
        });
    }

    @Override
    public Optional<Claim> claim(UUID id, String worker, Duration lease) {
        return claims.one(id, worker, lease);
    }

    @Override
    public Optional<Claim> claimNext(String worker, Duration lease) {
        return claims.next(worker, lease);
    }

    @Override
    public boolean renew(Fence fence, Duration lease) {
        return within(() -> statements.renew(fence, lease));
    }

    @Override
    public boolean holds(Fence fence) {
        return within(() -> statements.holds(fence));
    }

    @Override
    public boolean progress(Fence fence, Stage stage, double progress) {
        return within(() -> statements.progress(fence, stage, progress));
    }

    @Override
    public boolean complete(Fence fence, String resultJson, List<JobArtifact> artifacts) {
        return within(() -> {
            Optional<JobStatements.Changed> changed = statements.complete(fence, resultJson, now());
            changed.ifPresent(row -> {
                attempts.artifacts(fence, row.owner(), artifacts);
                attempts.end(fence.id(), fence.attempt(), Attempt.Outcome.SUCCEEDED, null, now());
            });
            return changed.isPresent();
        });
    }

    @Override
    public boolean succeeded(Fence fence) {
        return within(() -> statements.succeeded(fence));
    }

    @Override
    public boolean fail(Fence fence, JobError error) {
        return within(() -> endings.fail(fence, error));
    }

    @Override
    public boolean release(Fence fence) {
        return within(() -> endings.release(fence));
    }

    /** Finds why a client's statement changed nothing; reads after the statement, in the same transaction. */
    private CodedException refusal(String owner, UUID id, ExpectedVersion expected) {
        return new CodedException(reads.find(owner, id)
                .map(job ->
                        expected.allows(job.version()) ? ErrorCode.INVALID_TRANSITION : ErrorCode.PRECONDITION_FAILED)
                .orElse(ErrorCode.JOB_NOT_FOUND));
    }

    /** PostgreSQL keeps microseconds, and a job must not change between its submit and a later read. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private <T> T within(Supplier<T> work) {
        return transactions.execute(status -> work.get());
    }
}
