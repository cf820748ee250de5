package org.lungburden.job.memory;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Attempt;
import org.lungburden.job.BatchState;
import org.lungburden.job.Batches;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobChanges;
import org.lungburden.job.JobPage;
import org.lungburden.job.JobQuery;
import org.lungburden.job.JobStatus;
import org.lungburden.job.JobStore;
import org.lungburden.job.Subjects;

/** The reads of {@link MemoryJobStore}, and the rows that all of it shares. */
abstract class MemoryReads implements JobStore, JobChanges, Batches, Subjects {
    final Map<UUID, Row> rows = new LinkedHashMap<>();
    private long nextPosition = 1;

    /** What is asked of the store. */
    protected enum Call {
        READ,
        SUBMIT,
        /** By a client. */
        CHANGE,
        CLAIM,
        /** By the worker that has the job. */
        RENEW,
        HOLDS,
        PROGRESS,
        COMPLETE,
        END
    }

    /** Every call goes through here. */
    protected <T> T answer(Call call, Supplier<T> work) {
        synchronized (this) {
            return work.get();
        }
    }

    @Override
    public Optional<Job> find(String owner, UUID id) {
        return answer(Call.READ, () -> seen(owner, id).map(row -> row.job));
    }

    @Override
    public int waiting(String owner, int most) {
        return answer(Call.READ, () -> (int) rows.values().stream()
                .filter(row -> row.seenBy(owner) && row.job.status().equals(JobStatus.QUEUED))
                .limit(most)
                .count());
    }

    final Optional<Row> seen(String owner, UUID id) {
        return Optional.ofNullable(rows.get(id)).filter(row -> row.seenBy(owner));
    }

    @Override
    public Map<UUID, Optional<Job>> since(Collection<Known> known) {
        return answer(Call.READ, () -> {
            Map<UUID, Optional<Job>> changed = new HashMap<>();
            for (Known each : known) {
                Optional<Job> now = seen(each.owner(), each.id()).map(row -> row.job);
                if (now.isEmpty() || now.get().version() != each.version()) {
                    changed.put(each.id(), now);
                }
            }
            return changed;
        });
    }

    @Override
    public Changed from(long position, Scope scope, int limit) {
        return answer(Call.READ, () -> {
            List<Change> changes = rows.values().stream()
                    .filter(row -> row.position >= position && scope.holds(row.job))
                    .sorted(Comparator.comparingLong(row -> row.position))
                    .limit(limit + 1L)
                    .map(row -> new Change(row.job, row.position, row.deleted))
                    .toList();
            boolean full = changes.size() > limit;
            return new Changed(full ? changes.subList(0, limit) : changes, nextPosition, full);
        });
    }

    /** Places in the order of changes: no two calls overlap here. */
    final long takePosition() {
        return nextPosition++;
    }

    @Override
    public JobPage list(JobQuery query) {
        return answer(Call.READ, () -> MemoryLists.page(rows.values(), query));
    }

    @Override
    public Optional<String> result(String owner, UUID id) {
        return answer(
                Call.READ,
                () -> seen(owner, id)
                        .filter(row -> JobStatus.SUCCEEDED.equals(row.job.status()))
                        .flatMap(row -> Optional.ofNullable(row.result).map(row.job.review()::document)));
    }

    @Override
    public List<JobArtifact> artifacts(String owner, UUID id) {
        return answer(
                Call.READ,
                () -> seen(owner, id)
                        .filter(row -> JobStatus.SUCCEEDED.equals(row.job.status()))
                        .map(row -> row.files)
                        .orElse(List.of()));
    }

    @Override
    public List<Attempt> attempts(String owner, UUID id) {
        return answer(
                Call.READ,
                () -> seen(owner, id).map(row -> List.copyOf(row.attempts)).orElse(List.of()));
    }

    @Override
    public BatchPage page(String owner, @Nullable String cursor, int limit) {
        return answer(Call.READ, () -> MemoryBatches.page(rows.values(), owner, cursor, limit));
    }

    @Override
    public Optional<BatchState> state(String owner, String batch) {
        return answer(Call.READ, () -> MemoryBatches.state(MemoryBatches.of(rows.values(), owner, batch)));
    }

    @Override
    public List<Member> members(String owner, String batch, @Nullable Job after, int limit) {
        return answer(
                Call.READ, () -> MemoryBatches.members(MemoryBatches.of(rows.values(), owner, batch), after, limit));
    }

    @Override
    public List<Subjects.Listed> subjects(String owner, @Nullable String after, int limit) {
        return answer(Call.READ, () -> MemorySubjects.page(rows.values(), owner, after, limit));
    }

    @Override
    public List<Member> scans(String owner, String subject, int limit) {
        return answer(Call.READ, () -> MemorySubjects.scans(rows.values(), owner, subject, limit));
    }

    @Override
    public Map<UUID, List<JobArtifact>> files(String owner, Collection<UUID> jobs) {
        Map<UUID, List<JobArtifact>> files = new HashMap<>();
        jobs.forEach(id -> {
            List<JobArtifact> ofJob = artifacts(owner, id);
            if (!ofJob.isEmpty()) {
                files.put(id, ofJob);
            }
        });
        return files;
    }
}
