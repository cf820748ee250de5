package org.lungburden.api.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Attempt;
import org.lungburden.job.Claim;
import org.lungburden.job.ExpectedVersion;
import org.lungburden.job.Fence;
import org.lungburden.job.IdempotencyKeys;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobChanges;
import org.lungburden.job.JobError;
import org.lungburden.job.JobPage;
import org.lungburden.job.JobQuery;
import org.lungburden.job.JobStatus;
import org.lungburden.job.JobStore;
import org.lungburden.job.NewJob;
import org.lungburden.job.Stage;
import org.lungburden.result.StoredResults;

/** Jobs in memory, as far as the API reads and adds them. */
public final class FakeJobStore implements JobStore, JobChanges {
    private static final Instant CREATED = Instant.parse("2026-03-01T10:15:30.123456Z");

    private final Map<UUID, Job> jobs = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<UUID, String> results = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<UUID, List<JobArtifact>> artifacts = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<UUID, String> studies = Collections.synchronizedMap(new LinkedHashMap<>());
    private final FakeOrder order = new FakeOrder();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile @Nullable RuntimeException readFailure;
    private volatile @Nullable RuntimeException submitFailure;
    private volatile boolean submitCommits;

    public final FakeIdempotencyKeys keys = new FakeIdempotencyKeys();

    public void clear() {
        jobs.clear();
        keys.clear();
        results.clear();
        artifacts.clear();
        studies.clear();
        readFailure = null;
        submitFailure = null;
        submitCommits = false;
    }

    /** Every read fails so from here on. */
    public void failReads(RuntimeException failure) {
        readFailure = failure;
    }

    /** Reads are answered again. */
    public void mendReads() {
        readFailure = null;
    }

    /** Every submit fails so; with {@code committed} the row is there all the same. */
    public void failSubmits(RuntimeException failure, boolean committed) {
        submitFailure = failure;
        submitCommits = committed;
    }

    public void add(Job job) {
        jobs.put(job.id(), job);
        order.changed(job, false);
    }

    public void change(UUID id, UnaryOperator<Job> change) {
        Job changed = jobs.computeIfPresent(id, (key, job) -> change.apply(job));
        if (changed != null) {
            order.changed(changed, false);
        }
    }

    public void addResult(UUID id, String json, List<JobArtifact> files) {
        results.put(id, json);
        artifacts.put(id, files);
    }

    /** The study that the job's result names. */
    public void addStudy(UUID id, String studyInstanceUid) {
        studies.put(id, studyInstanceUid);
    }

    public int size() {
        return jobs.size();
    }

    public Job only() {
        if (jobs.size() != 1) {
            throw new AssertionError(jobs.size() + " jobs");
        }
        return jobs.values().iterator().next();
    }

    @Override
    public Job submit(NewJob job, IdempotencyKeys.Binding key) {
        if (submitFailure == null || submitCommits) {
            keys.bind(key, job.id());
        }
        return submit(job);
    }

    @Override
    public Job submit(NewJob job) {
        Job queued = Jobs.submitted(job, CREATED);
        if (submitFailure == null || submitCommits) {
            add(queued);
        }
        throwIf(submitFailure);
        return queued;
    }

    private void read() {
        throwIf(readFailure);
    }

    private static void throwIf(@Nullable RuntimeException failure) {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public Optional<Job> find(String owner, UUID id) {
        read();
        return Optional.ofNullable(jobs.get(id)).filter(job -> job.owner().equals(owner));
    }

    /** How often changes were asked for, for however many jobs. */
    public int looks() {
        return looks.get();
    }

    @Override
    public Map<UUID, Optional<Job>> since(Collection<Known> seen) {
        looks.incrementAndGet();
        Map<UUID, Optional<Job>> changed = new HashMap<>();
        for (Known known : seen) {
            Optional<Job> now = find(known.owner(), known.id());
            if (now.isEmpty() || now.get().version() != known.version()) {
                changed.put(known.id(), now);
            }
        }
        return changed;
    }

    @Override
    public Changed from(long position, Scope scope, int limit) {
        looks.incrementAndGet();
        read();
        return order.from(position, scope, limit);
    }

    /** The cursor is the number of jobs already seen. */
    @Override
    public JobPage list(JobQuery query) {
        read();
        List<Job> all = new ArrayList<>(jobs.values());
        Collections.reverse(all);
        List<Job> matching = all.stream()
                .filter(job -> FakeFilter.matches(query, job, studies.get(job.id())))
                .toList();
        int from = query.cursor() == null ? 0 : seen(query.cursor());
        int to = Math.min(matching.size(), from + query.limit());
        return new JobPage(matching.subList(from, to), to < matching.size() ? Integer.toString(to) : null);
    }

    private static int seen(String cursor) {
        try {
            return Integer.parseInt(cursor);
        } catch (NumberFormatException e) {
            throw new CodedException(ErrorCode.INVALID_REQUEST, "The cursor is not one of this service.", e);
        }
    }

    @Override
    public Optional<String> result(String owner, UUID id) {
        return find(owner, id).map(job -> results.get(job.id())).map(StoredResults::current);
    }

    @Override
    public List<JobArtifact> artifacts(String owner, UUID id) {
        return find(owner, id)
                .map(job -> artifacts.getOrDefault(job.id(), List.of()))
                .orElse(List.of());
    }

    @Override
    public List<Attempt> attempts(String owner, UUID id) {
        throw notOfTheApi();
    }

    @Override
    public Job cancel(String owner, UUID id, ExpectedVersion expected) {
        return move(owner, id, expected, JobStatus.CANCELLED, status -> true);
    }

    @Override
    public Job retry(String owner, UUID id, ExpectedVersion expected) {
        return move(owner, id, expected, JobStatus.QUEUED, JobStatus::finished);
    }

    private Job move(String owner, UUID id, ExpectedVersion expected, JobStatus to, Predicate<JobStatus> from) {
        Job job = expected(owner, id, expected);
        if (!job.status().canBecome(to) || !from.test(job.status())) {
            throw new CodedException(ErrorCode.INVALID_TRANSITION);
        }
        Job moved = Jobs.moved(job, to);
        add(moved);
        return moved;
    }

    private Job expected(String owner, UUID id, ExpectedVersion expected) {
        Job job = find(owner, id).orElseThrow(() -> new CodedException(ErrorCode.JOB_NOT_FOUND));
        if (!expected.allows(job.version())) {
            throw new CodedException(ErrorCode.PRECONDITION_FAILED);
        }
        return job;
    }

    @Override
    public void delete(String owner, UUID id, ExpectedVersion expected) {
        Job job = expected(owner, id, expected);
        jobs.remove(id);
        order.changed(Jobs.moved(job, job.status()), true);
        keys.forget(id);
    }

    @Override
    public Optional<Claim> claim(UUID id, String worker, Duration lease) {
        throw notOfTheApi();
    }

    @Override
    public Optional<Claim> claimAny(String worker, Duration lease) {
        throw notOfTheApi();
    }

    @Override
    public boolean renew(Fence fence, Duration lease) {
        throw notOfTheApi();
    }

    @Override
    public boolean holds(Fence fence) {
        throw notOfTheApi();
    }

    @Override
    public boolean progress(Fence fence, Stage stage, double progress) {
        throw notOfTheApi();
    }

    @Override
    public boolean complete(Fence fence, String resultJson, List<JobArtifact> files) {
        throw notOfTheApi();
    }

    @Override
    public boolean fail(Fence fence, JobError error) {
        throw notOfTheApi();
    }

    @Override
    public boolean release(Fence fence) {
        throw notOfTheApi();
    }

    private static UnsupportedOperationException notOfTheApi() {
        return new UnsupportedOperationException("not a call of the API");
    }
}
