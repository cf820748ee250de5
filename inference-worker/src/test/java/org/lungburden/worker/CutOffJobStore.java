package org.lungburden.worker;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Attempt;
import org.lungburden.job.Claim;
import org.lungburden.job.Fence;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobError;
import org.lungburden.job.JobStatus;
import org.lungburden.job.NewJob;
import org.lungburden.job.Stage;
import org.lungburden.job.StudyChoices;
import org.lungburden.job.Upload;
import org.lungburden.job.memory.MemoryJobStore;
import org.springframework.dao.DataAccessResourceFailureException;

/** Jobs in memory, on a database that a worker can be cut off from. Tells of the job that was claimed last. */
public final class CutOffJobStore extends MemoryJobStore {
    private static final String OWNER = "local";

    public final List<String> progress = new CopyOnWriteArrayList<>();
    private final List<UUID> claims = new CopyOnWriteArrayList<>();
    private final Upload upload;
    private volatile @Nullable UUID last;

    public volatile int renewals;
    /** Writes that fail before the database answers again. */
    public volatile int outage;
    /** The next write is committed, but its answer is lost. */
    public volatile boolean loseAnswer;

    public volatile @Nullable RuntimeException bug;

    /** Renewals that find the heap full. */
    public volatile int exhausted;

    CutOffJobStore(Upload upload) {
        super(Clock.systemUTC());
        this.upload = upload;
    }

    public UUID queue() {
        return queue(StudyChoices.NONE);
    }

    public UUID queue(StudyChoices choices) {
        return queue(null, choices);
    }

    public UUID queue(String batch) {
        return queue(batch, StudyChoices.NONE);
    }

    private UUID queue(@Nullable String batch, StudyChoices choices) {
        return submit(new NewJob(UUID.randomUUID(), OWNER, upload, null, null, batch, choices))
                .id();
    }

    public void cancelled() {
        cancel(OWNER, job().id());
    }

    private Job job() {
        return all().stream().filter(job -> job.id().equals(last)).findFirst().orElseThrow();
    }

    /** QUEUED before the first claim. */
    public JobStatus status() {
        return last == null ? JobStatus.QUEUED : job().status();
    }

    /** Claims of all jobs. */
    public int claims() {
        return claims.size();
    }

    /** The jobs in the order of their claims. */
    public List<UUID> order() {
        return claims;
    }

    public long finished() {
        return all().stream().filter(job -> job.status().finished()).count();
    }

    public Optional<String> result() {
        return result(OWNER, job().id());
    }

    public List<JobArtifact> artifacts() {
        return artifacts(OWNER, job().id());
    }

    /** What the last attempt failed with, whether or not another follows. */
    public @Nullable JobError error() {
        List<Attempt> attempts = attempts(OWNER, job().id());
        return attempts.get(attempts.size() - 1).error();
    }

    @Override
    public Optional<Claim> claim(UUID id, String worker, Duration lease) {
        return noted(super.claim(id, worker, lease));
    }

    @Override
    public Optional<Claim> claimNext(String worker, Duration lease) {
        return noted(super.claimNext(worker, lease));
    }

    private Optional<Claim> noted(Optional<Claim> claim) {
        claim.ifPresent(won -> {
            last = won.job().id();
            claims.add(won.job().id());
        });
        return claim;
    }

    @Override
    public boolean renew(Fence fence, Duration lease) {
        boolean held = super.renew(fence, lease);
        renewals += held ? 1 : 0;
        return held;
    }

    @Override
    public boolean progress(Fence fence, Stage stage, double overall) {
        boolean held = super.progress(fence, stage, overall);
        if (held) {
            progress.add(stage + " " + Math.round(100 * overall));
        }
        return held;
    }

    @Override
    protected synchronized <T> T answer(Call call, Supplier<T> work) {
        return switch (call) {
            case SUBMIT, CLAIM, CHANGE, READ -> super.answer(call, work);
            case RENEW -> {
                if (exhausted > 0) {
                    exhausted--;
                    throw new OutOfMemoryError("Java heap space");
                }
                yield cut(() -> super.answer(call, work));
            }
            case COMPLETE -> {
                if (bug != null) {
                    throw Objects.requireNonNull(bug);
                }
                yield cut(() -> super.answer(call, work));
            }
            case HOLDS, PROGRESS, END -> cut(() -> super.answer(call, work));
        };
    }

    /** The worker's read; tests look past the cut. */
    @Override
    public synchronized Optional<Job> find(String owner, UUID id) {
        return cut(() -> super.find(owner, id));
    }

    private <T> T cut(Supplier<T> work) {
        if (outage > 0) {
            outage--;
            throw new DataAccessResourceFailureException("cut off");
        }
        T answer = work.get();
        if (loseAnswer) {
            loseAnswer = false;
            throw new DataAccessResourceFailureException("the answer is lost");
        }
        return answer;
    }
}
