package org.lungburden.api.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.ExpectedVersion;
import org.lungburden.job.IdempotencyKeys;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobReview;
import org.lungburden.job.JobStatus;
import org.lungburden.job.Revision;
import org.lungburden.job.revision.Agreements;
import org.lungburden.job.revision.NewRevision;
import org.lungburden.job.revision.Revisions;

/** Revisions in memory, of the jobs of a {@link FailingJobStore}. Nobody measures them. */
public final class MemoryRevisions implements Revisions, Agreements {
    private final FailingJobStore jobs;
    private final Map<UUID, List<Revision>> revisions = new HashMap<>();
    private final Map<String, List<Corrected>> corrected = new HashMap<>();
    /** What the last one asked for. */
    public volatile @Nullable Wanted wanted;
    /** The post that came last. */
    public volatile @Nullable NewRevision saved;
    /** Whether the next post finds too many that wait. */
    public volatile boolean full;

    MemoryRevisions(FailingJobStore jobs) {
        this.jobs = jobs;
    }

    /** As if nothing had been saved. */
    public void clear() {
        revisions.clear();
        corrected.clear();
        full = false;
    }

    /** A revision in any state. */
    public void add(UUID job, int number, JobStatus status) {
        revisions
                .computeIfAbsent(job, any -> new ArrayList<>())
                .add(new Revision(
                        number,
                        number - 1,
                        "Dr. A. Reader",
                        null,
                        new Revision.StoredLabels("jobs/" + job + "/revisions/1", 1, "0".repeat(64)),
                        Instant.EPOCH,
                        status,
                        null,
                        0,
                        null,
                        null));
    }

    @Override
    public void check(String owner, UUID id, int base) {
        Job job = workable(owner, id);
        int newest = revisions.getOrDefault(job.id(), List.of()).size();
        if (base != newest) {
            throw new CodedException(ErrorCode.REVISION_CONFLICT);
        }
    }

    private Job workable(String owner, UUID id) {
        Job job = found(owner, id);
        if (job.expiry().done()) {
            throw new CodedException(ErrorCode.RESULT_GONE);
        }
        if (!job.status().equals(JobStatus.SUCCEEDED)) {
            throw new CodedException(ErrorCode.INVALID_TRANSITION);
        }
        if (job.upload().bytes() == 0) {
            throw new CodedException(ErrorCode.UPLOAD_GONE);
        }
        if (full) {
            throw new CodedException(ErrorCode.QUEUE_FULL);
        }
        return job;
    }

    private Job found(String owner, UUID id) {
        return jobs.find(owner, id).orElseThrow(() -> new CodedException(ErrorCode.JOB_NOT_FOUND));
    }

    @Override
    public Revision submit(NewRevision revision, IdempotencyKeys.@Nullable Binding key) {
        check(revision.owner(), revision.job(), revision.base());
        saved = revision;
        int number = revision.base() + 1;
        Revision saved = new Revision(
                number,
                revision.base(),
                revision.author(),
                revision.comment(),
                revision.labels(),
                Instant.EPOCH,
                JobStatus.QUEUED,
                null,
                0,
                null,
                null);
        if (key != null) {
            jobs.keys.bind(key.ofRevision(number), revision.job());
        }
        revisions.computeIfAbsent(revision.job(), any -> new ArrayList<>()).add(saved);
        return saved;
    }

    @Override
    public List<Revision> list(String owner, UUID job) {
        return List.copyOf(revisions.getOrDefault(found(owner, job).id(), List.of()));
    }

    @Override
    public Optional<Revision> find(String owner, UUID job, int number) {
        return list(owner, job).stream().filter(each -> each.number() == number).findFirst();
    }

    @Override
    public Optional<String> result(String owner, UUID job, int number) {
        return jobs.result(owner, job);
    }

    @Override
    public List<JobArtifact> artifacts(String owner, UUID job, int number) {
        return jobs.artifacts(owner, job);
    }

    @Override
    public Job accept(String owner, UUID id, ExpectedVersion expected, int number, @Nullable String by) {
        Job job = found(owner, id);
        if (!expected.allows(job.version())) {
            throw new CodedException(ErrorCode.PRECONDITION_FAILED);
        }
        if (job.expiry().done()) {
            throw new CodedException(ErrorCode.RESULT_GONE);
        }
        if (number != 0 && find(owner, id, number).isEmpty()) {
            throw new CodedException(ErrorCode.REVISION_NOT_FOUND);
        }
        if (!job.status().equals(JobStatus.SUCCEEDED)) {
            throw new CodedException(ErrorCode.INVALID_TRANSITION);
        }
        JobReview review = new JobReview(list(owner, id).size(), number, by, Instant.EPOCH);
        jobs.change(id, before -> before.with(review));
        return found(owner, id);
    }

    @Override
    public Job requestImage(String owner, UUID job) {
        return workable(owner, job);
    }

    @Override
    public List<Corrected> corrected(String owner, Wanted asked, int limit) {
        wanted = asked;
        jobs.waiting(owner, 1); // fails as the database would
        return List.copyOf(corrected.getOrDefault(owner, List.of()));
    }

    /** {@link #corrected} finds it, in the order of these calls. */
    public void addCorrected(String owner, Corrected job) {
        corrected.computeIfAbsent(owner, any -> new ArrayList<>()).add(job);
    }
}
