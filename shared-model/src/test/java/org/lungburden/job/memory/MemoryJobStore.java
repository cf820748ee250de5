package org.lungburden.job.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.lungburden.artifact.FileChoice;
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
import org.lungburden.job.JobScan;
import org.lungburden.job.JobSettings;
import org.lungburden.job.JobStatus;
import org.lungburden.job.LabelChanges;
import org.lungburden.job.NewJob;
import org.lungburden.job.Stage;
import org.lungburden.job.StudyChoices;
import org.lungburden.job.upkeep.JobReaper;
import org.lungburden.job.upkeep.Outbox;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * Jobs in memory. A test lets it fail by overriding {@link #answer}; all else is as the contract says, which
 * {@code MemoryJobStoreTest} proves.
 */
public class MemoryJobStore extends MemoryReads {
    private final MemoryOutbox outbox;
    private final MemoryEndings endings;
    private final Clock clock;
    private final MemoryTurns turns = new MemoryTurns();
    private long numbers;

    public final MemoryIdempotencyKeys keys;

    /** With the default settings. */
    public MemoryJobStore(Clock clock) {
        JobSettings settings = defaults("lungburden.job", JobSettings.class);
        this.clock = clock;
        this.keys = new MemoryIdempotencyKeys(clock);
        this.outbox = new MemoryOutbox(clock);
        this.endings = new MemoryEndings(settings, outbox, clock);
    }

    static <T> T defaults(String prefix, Class<T> type) {
        return new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate(prefix, type);
    }

    public synchronized void clear() {
        rows.clear();
        keys.clear();
        outbox.clear();
        turns.clear();
    }

    /** A job in any state, as if it had got there. */
    public synchronized void add(Job job) {
        rows.put(job.id(), new Row(numbers++, job, now(), this::takePosition));
    }

    /** Changes a job as nobody could. */
    public synchronized void change(UUID id, UnaryOperator<Job> change) {
        Row row = rows.get(id);
        if (row != null) {
            row.become(change.apply(row.job));
        }
    }

    /** What a job succeeded with. */
    public synchronized void addResult(UUID id, String json, List<JobArtifact> files) {
        Row row = Objects.requireNonNull(rows.get(id), "job");
        row.result = json;
        row.files = List.copyOf(files);
        if (json.startsWith("{")) {
            row.job = row.job.with(MemoryLists.scan(json, row.job.scan()));
        }
    }

    /** The study that a job's result names. */
    public synchronized void addStudy(UUID id, String studyInstanceUid) {
        Objects.requireNonNull(rows.get(id), "job").studyInstanceUid = studyInstanceUid;
    }

    /** All jobs, in the order of their submits. */
    public synchronized List<Job> all() {
        return rows.values().stream()
                .filter(row -> !row.deleted)
                .map(row -> row.job)
                .toList();
    }

    /** The messages of this store. */
    public Outbox outbox() {
        return outbox;
    }

    /** Takes jobs of this store back. */
    JobReaper reaper() {
        return new MemoryReaper(rows, endings, this, clock);
    }

    MemoryOutbox messages() {
        return outbox;
    }

    private Instant now() {
        return clock.instant();
    }

    @Override
    public Job submit(NewJob job) {
        return answer(Call.SUBMIT, () -> insert(job));
    }

    @Override
    public Job submit(NewJob job, IdempotencyKeys.Binding key) {
        return answer(Call.SUBMIT, () -> {
            keys.bind(key, job.id());
            return insert(job);
        });
    }

    private Job insert(NewJob job) {
        Instant now = now();
        Job queued = new Job(
                        job.id(),
                        job.owner(),
                        JobStatus.QUEUED,
                        null,
                        0,
                        0,
                        0,
                        job.reference(),
                        job.subject(),
                        job.batch(),
                        job.priority(),
                        job.upload(),
                        job.choices().seriesInstanceUid(),
                        Objects.requireNonNullElse(job.choices().files(), FileChoice.DEFAULT),
                        now,
                        null,
                        null,
                        null,
                        0)
                .with(JobScan.of(job.acquiredOn()));
        rows.put(job.id(), new Row(numbers++, queued, now, this::takePosition));
        outbox.write(job.id(), now);
        return queued;
    }

    @Override
    public Job cancel(String owner, UUID id, ExpectedVersion expected) {
        return changed(owner, id, expected, status -> status.canBecome(JobStatus.CANCELLED), row -> {
            row.change(to -> {
                to.status = JobStatus.CANCELLED;
                to.finishedAt = now();
            });
            row.endAttempt(Attempt.Outcome.CANCELLED, null, now());
        });
    }

    @Override
    public List<UUID> cancelSome(String owner, String batch, Instant newest, int limit) {
        return answer(Call.CHANGE, () -> {
            List<UUID> ids = MemoryBatches.of(rows.values(), owner, batch).stream()
                    .filter(row -> row.job.status().canBecome(JobStatus.CANCELLED)
                            && !row.job.createdAt().isAfter(newest))
                    .limit(limit)
                    .map(row -> row.job.id())
                    .toList();
            ids.forEach(id -> cancel(owner, id));
            return ids;
        });
    }

    @Override
    public Job retry(String owner, UUID id, ExpectedVersion expected, StudyChoices choices) {
        return changed(
                owner,
                id,
                expected,
                status -> status.finished() && status.canBecome(JobStatus.QUEUED),
                row -> endings.retry(row, choices));
    }

    @Override
    public Job relabel(String owner, UUID id, ExpectedVersion expected, LabelChanges changes) {
        return changed(owner, id, expected, status -> true, row -> {
            if (row.job.expiry().done()) {
                throw new CodedException(ErrorCode.RESULT_GONE);
            }
            row.change(to -> changes.values().forEach((label, value) -> to.relabel(label, value.orElse(null))));
        });
    }

    @Override
    public void delete(String owner, UUID id, ExpectedVersion expected) {
        changed(owner, id, expected, status -> true, row -> {
            row.deleted = true;
            row.change(to -> {
                to.status = to.status.finished() ? to.status : JobStatus.CANCELLED;
                to.finishedAt = to.finishedAt == null ? now() : to.finishedAt;
            });
            row.endAttempt(Attempt.Outcome.CANCELLED, null, now());
            keys.forget(id);
        });
    }

    private Job changed(
            String owner, UUID id, ExpectedVersion expected, Predicate<JobStatus> from, Consumer<Row> change) {
        return answer(Call.CHANGE, () -> {
            Row row = seen(owner, id).orElseThrow(() -> new CodedException(ErrorCode.JOB_NOT_FOUND));
            if (!expected.allows(row.job.version())) {
                throw new CodedException(ErrorCode.PRECONDITION_FAILED);
            }
            if (!from.test(row.job.status())) {
                throw new CodedException(ErrorCode.INVALID_TRANSITION);
            }
            change.accept(row);
            return row.job;
        });
    }

    @Override
    public Optional<Claim> claim(UUID id, String worker, Duration lease) {
        return answer(
                Call.CLAIM,
                () -> Optional.ofNullable(rows.get(id)).filter(this::due).map(row -> claimed(row, worker, lease)));
    }

    @Override
    public Optional<Claim> claimNext(String worker, Duration lease) {
        return answer(
                Call.CLAIM,
                () -> turns.next(rows.values().stream().filter(this::due)).map(row -> claimed(row, worker, lease)));
    }

    private boolean due(Row row) {
        return JobStatus.QUEUED.equals(row.job.status()) && !row.deleted && !row.dueAt.isAfter(now());
    }

    private Claim claimed(Row row, String worker, Duration lease) {
        Instant now = now();
        Instant until = now.plus(lease);
        UUID token = UUID.randomUUID();
        row.leaseUntil = until;
        row.token = token;
        row.change(to -> {
            to.status = JobStatus.RUNNING;
            to.attempt++;
            to.stage = null;
            to.progress = 0;
            to.startedAt = to.startedAt == null ? now : to.startedAt;
        });
        row.attempts.add(new Attempt(row.job.attempt(), worker, now, null, null, null));
        return new Claim(row.job, token, until);
    }

    @Override
    public boolean renew(Fence fence, Duration lease) {
        return fenced(Call.RENEW, fence, row -> row.leaseUntil = now().plus(lease));
    }

    @Override
    public boolean holds(Fence fence) {
        return fenced(Call.HOLDS, fence, row -> {});
    }

    @Override
    public boolean progress(Fence fence, Stage stage, double progress) {
        return fenced(
                Call.PROGRESS,
                fence,
                row -> row.change(to -> {
                    to.stage = stage.name();
                    to.progress = Math.max(to.progress, progress);
                }));
    }

    @Override
    public boolean complete(Fence fence, String resultJson, List<JobArtifact> artifacts) {
        return fenced(Call.COMPLETE, fence, row -> {
            row.result = resultJson;
            row.studyInstanceUid = MemoryLists.study(resultJson);
            row.files = List.copyOf(artifacts);
            row.leaseUntil = null;
            row.change(to -> {
                to.status = JobStatus.SUCCEEDED;
                to.stage = Stage.WRITING.name();
                to.progress = 1;
                to.finishedAt = now();
                to.scan = MemoryLists.scan(resultJson, to.scan);
            });
            row.endAttempt(Attempt.Outcome.SUCCEEDED, null, now());
        });
    }

    @Override
    public boolean succeeded(Fence fence) {
        return answer(Call.READ, () -> {
            Row row = rows.get(fence.id());
            return row != null
                    && JobStatus.SUCCEEDED.equals(row.job.status())
                    && row.job.attempt() == fence.attempt()
                    && Objects.equals(row.token, fence.token());
        });
    }

    @Override
    public boolean fail(Fence fence, JobError error) {
        return fenced(Call.END, fence, row -> endings.end(row, error, false));
    }

    @Override
    public boolean release(Fence fence) {
        return fenced(Call.END, fence, row -> {
            endings.queueAgain(row, row.job.failures(), Duration.ZERO);
            row.endAttempt(Attempt.Outcome.RELEASED, null, now());
        });
    }

    private boolean fenced(Call call, Fence fence, Consumer<Row> change) {
        return answer(call, () -> {
            Row row = rows.get(fence.id());
            boolean held = row != null
                    && JobStatus.RUNNING.equals(row.job.status())
                    && row.job.attempt() == fence.attempt()
                    && Objects.equals(row.token, fence.token());
            if (held) {
                change.accept(row);
            }
            return held;
        });
    }
}
