package org.lungburden.job.memory;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.lungburden.job.Attempt;
import org.lungburden.job.Batches;
import org.lungburden.job.IdempotencyKeys;
import org.lungburden.job.JobChanges;
import org.lungburden.job.JobPriority;
import org.lungburden.job.JobStatus;
import org.lungburden.job.JobStore;
import org.lungburden.job.JobStoreHarness;
import org.lungburden.job.ModelRegistry;
import org.lungburden.job.NewJob;
import org.lungburden.job.StudyChoices;
import org.lungburden.job.Subjects;
import org.lungburden.job.Upload;
import org.lungburden.job.upkeep.JobReaper;
import org.lungburden.job.upkeep.Orphans;
import org.lungburden.job.upkeep.Outbox;
import org.lungburden.job.upkeep.Purges;
import org.lungburden.testing.SteppingSource;

/** A store in memory, and the hands that shift its time. */
final class MemoryHarness implements JobStoreHarness {
    private final SteppingSource time = new SteppingSource();
    private final MemoryJobStore store = new MemoryJobStore(time.withZone(ZoneOffset.UTC));
    private final MemoryModels models = new MemoryModels();

    @Override
    public JobStore store() {
        return store;
    }

    /** The same: there is no other process. */
    @Override
    public JobStore secondStore() {
        return store;
    }

    @Override
    public JobChanges changes() {
        return store;
    }

    @Override
    public Batches batches() {
        return store;
    }

    @Override
    public Subjects subjects() {
        return store;
    }

    @Override
    public Outbox outbox() {
        return store.outbox();
    }

    @Override
    public JobReaper reaper() {
        return store.reaper();
    }

    @Override
    public ModelRegistry models() {
        return models;
    }

    @Override
    public IdempotencyKeys keys() {
        return store.keys;
    }

    private Row row(UUID job) {
        return Objects.requireNonNull(store.rows.get(job), "job");
    }

    @Override
    public void elapse(UUID job, Duration time) {
        synchronized (store) {
            Row row = row(job);
            row.dueAt = row.dueAt.minus(time);
            row.leaseUntil = row.leaseUntil == null ? null : row.leaseUntil.minus(time);
            store.messages().elapse(job, time);
        }
    }

    @Override
    public void loseClaim(UUID job) {
        synchronized (store) {
            row(job).loseClaim();
        }
    }

    @Override
    public Purges purges() {
        throw notKept();
    }

    @Override
    public Orphans orphans() {
        throw notKept();
    }

    @Override
    public void elapsePurges(Duration time) {
        throw notKept();
    }

    private static UnsupportedOperationException notKept() {
        return new UnsupportedOperationException("no files are purged or swept by rows in memory");
    }

    @Override
    public void elapseSent(Duration time) {
        store.messages().elapseSent(time);
    }

    @Override
    public int rows(UUID job) {
        return row(job).attempts.size() + row(job).files.size() + 1;
    }

    @Override
    public void elapseKeys(Duration time) {
        store.keys.elapse(time);
    }

    @Override
    public void age(UUID job, Duration time) {
        synchronized (store) {
            row(job).queuedSince = row(job).queuedSince.minus(time);
        }
    }

    @Override
    public List<Duration> pending(UUID job) {
        return store.messages().pending(job);
    }

    @Override
    public void stopClock() {
        time.stop();
    }

    @Override
    public void submitMany(int jobs, String owner, JobPriority priority) {
        Upload upload = new Upload("uploads/1", 5, "00ff", Upload.Format.ZIP);
        for (int n = 0; n < jobs; n++) {
            store.submit(new NewJob(UUID.randomUUID(), owner, upload, null, null, null, priority, StudyChoices.NONE));
        }
    }

    @Override
    public Standing standing(UUID job) {
        synchronized (store) {
            Row row = row(job);
            return new Standing(row.job.status(), row.job.attempt(), row.deleted);
        }
    }

    @Override
    public int succeededOnce() {
        synchronized (store) {
            return (int) store.rows.values().stream()
                    .filter(row -> JobStatus.SUCCEEDED.equals(row.job.status())
                            && succeeded(row) == 1
                            && Attempt.Outcome.SUCCEEDED.equals(last(row).outcome()))
                    .count();
        }
    }

    private static long succeeded(Row row) {
        return row.attempts.stream()
                .filter(attempt -> Attempt.Outcome.SUCCEEDED.equals(attempt.outcome()))
                .count();
    }

    private static Attempt last(Row row) {
        return row.attempts.get(row.attempts.size() - 1);
    }

    @Override
    public List<String> inconsistencies() {
        synchronized (store) {
            List<String> faults = new ArrayList<>();
            for (Row row : store.rows.values()) {
                JobStatus status = row.job.status();
                boolean running = !row.attempts.isEmpty() && last(row).outcome() == null;
                add(faults, row, row.attempts.size() != row.job.attempt(), "other attempts than its number tells");
                add(faults, row, running != status.equals(JobStatus.RUNNING), "an open attempt unless RUNNING");
                add(faults, row, JobStatus.RUNNING.equals(status) && row.leaseUntil == null, "RUNNING without lease");
                add(
                        faults,
                        row,
                        (succeeded(row) == 1) != status.equals(JobStatus.SUCCEEDED),
                        "SUCCEEDED by no attempt");
                add(faults, row, !JobStatus.SUCCEEDED.equals(status) && !row.files.isEmpty(), "files without success");
                add(faults, row, row.deleted && !status.finished(), "deleted but not finished");
                add(faults, row, status.finished() != (row.job.finishedAt() != null), "finished without a time");
            }
            return faults;
        }
    }

    private static void add(List<String> faults, Row row, boolean fault, String what) {
        if (fault) {
            faults.add(what + ": " + row.job);
        }
    }
}
