package org.lungburden.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
import org.lungburden.job.JobStatus;
import org.lungburden.job.JobStore;
import org.lungburden.job.NewJob;
import org.lungburden.job.Stage;
import org.lungburden.job.Upload;
import org.springframework.dao.DataAccessResourceFailureException;

/** One job at a time in memory, on a database that can be cut off. */
public final class FakeJobStore implements JobStore {
    final Deque<UUID> queued = new ArrayDeque<>();
    public final List<String> progress = new ArrayList<>();
    private final Upload upload;

    public JobStatus status = JobStatus.QUEUED;

    @Nullable
    UUID id;

    public int attempt;

    @Nullable
    public String result;

    public List<JobArtifact> artifacts = List.of();

    @Nullable
    public JobError error;

    public int renewals;
    /** Writes that fail before the database answers again. */
    public int outage;
    /** The next write is committed, but its answer is lost. */
    public boolean loseAnswer;

    @Nullable
    public RuntimeException bug;

    /** Renewals that find the heap full. */
    public int exhausted;

    FakeJobStore(Upload upload) {
        this.upload = upload;
    }

    public synchronized UUID queue() {
        UUID next = UUID.randomUUID();
        queued.add(next);
        return next;
    }

    @Override
    public synchronized Optional<Claim> claim(UUID wanted, String worker, Duration lease) {
        if (!queued.remove(wanted)) {
            return Optional.empty();
        }
        id = wanted;
        status = JobStatus.RUNNING;
        attempt++;
        return Optional.of(new Claim(job(), Instant.EPOCH.plus(lease)));
    }

    @Override
    public synchronized Optional<Claim> claimAny(String worker, Duration lease) {
        return queued.isEmpty() ? Optional.empty() : claim(queued.getFirst(), worker, lease);
    }

    private Job job() {
        return new Job(
                java.util.Objects.requireNonNull(id),
                "local",
                status,
                null,
                0,
                attempt,
                0,
                null,
                null,
                null,
                upload,
                Instant.EPOCH,
                null,
                null,
                error,
                0);
    }

    public synchronized void cancelled() {
        status = JobStatus.CANCELLED;
    }

    public synchronized int attempt() {
        return attempt;
    }

    public synchronized JobStatus status() {
        return status;
    }

    private boolean fenced(Fence fence, Runnable change) {
        return answered(() -> {
            boolean held = status == JobStatus.RUNNING && fence.jobId().equals(id) && fence.attempt() == attempt;
            if (held) {
                change.run();
            }
            return held;
        });
    }

    private synchronized <T> T answered(Supplier<T> call) {
        if (outage > 0) {
            outage--;
            throw new DataAccessResourceFailureException("cut off");
        }
        T answer = call.get();
        if (loseAnswer) {
            loseAnswer = false;
            throw new DataAccessResourceFailureException("the answer is lost");
        }
        return answer;
    }

    @Override
    public synchronized boolean renew(Fence fence, Duration lease) {
        if (exhausted > 0) {
            exhausted--;
            throw new OutOfMemoryError("Java heap space");
        }
        return fenced(fence, () -> renewals++);
    }

    @Override
    public boolean holds(Fence fence) {
        return fenced(fence, () -> {});
    }

    @Override
    public boolean progress(Fence fence, Stage stage, double overall) {
        return fenced(fence, () -> progress.add(stage + " " + Math.round(100 * overall)));
    }

    @Override
    public boolean complete(Fence fence, String resultJson, List<JobArtifact> stored) {
        if (bug != null) {
            throw bug;
        }
        return fenced(fence, () -> {
            status = JobStatus.SUCCEEDED;
            result = resultJson;
            artifacts = stored;
        });
    }

    @Override
    public boolean fail(Fence fence, JobError why) {
        return fenced(fence, () -> {
            status = JobStatus.FAILED;
            error = why;
        });
    }

    @Override
    public boolean release(Fence fence) {
        return fenced(fence, () -> {
            status = JobStatus.QUEUED;
        });
    }

    @Override
    public Optional<Job> find(String owner, UUID wanted) {
        return answered(() -> wanted.equals(id) ? Optional.of(job()) : Optional.empty());
    }

    @Override
    public Job submit(NewJob job) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Job submit(NewJob job, IdempotencyKeys.Binding key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public JobPage list(JobQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> result(String owner, UUID wanted) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<JobArtifact> artifacts(String owner, UUID wanted) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Attempt> attempts(String owner, UUID wanted) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Job cancel(String owner, UUID wanted, ExpectedVersion expected) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Job retry(String owner, UUID wanted, ExpectedVersion expected) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(String owner, UUID wanted, ExpectedVersion expected) {
        throw new UnsupportedOperationException();
    }
}
