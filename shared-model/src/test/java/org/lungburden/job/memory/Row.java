package org.lungburden.job.memory;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.FileChoice;
import org.lungburden.job.Attempt;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobError;
import org.lungburden.job.JobScan;
import org.lungburden.job.JobStatus;
import org.lungburden.job.LabelChanges;
import org.lungburden.job.StudyChoices;

/** A job with what its store alone knows; the store's lock guards it. */
final class Row {
    final long number;
    final List<Attempt> attempts = new ArrayList<>();
    private final LongSupplier positions;
    Job job;
    long position;
    Instant dueAt;
    Instant queuedSince;
    int setbacks;
    boolean deleted;
    List<JobArtifact> files = List.of();

    @Nullable
    Instant leaseUntil;

    @Nullable
    UUID token;

    @Nullable
    String result;

    @Nullable
    String studyInstanceUid;

    /**
     * @param number of the row, higher than that of all earlier ones
     * @param positions gives each change its place in the order of all
     */
    Row(long number, Job job, Instant now, LongSupplier positions) {
        this.number = number;
        this.positions = positions;
        this.job = job;
        this.position = positions.getAsLong();
        this.dueAt = now;
        this.queuedSince = now;
    }

    boolean seenBy(String owner) {
        return !deleted && job.owner().equals(owner);
    }

    /** One change of the job, one version. */
    void change(Consumer<Fields> change) {
        Fields fields = new Fields(job);
        change.accept(fields);
        become(fields.of(job));
    }

    void become(Job changed) {
        job = changed;
        position = positions.getAsLong();
    }

    /** As the database is after it lost its latest change, the claim. */
    void loseClaim() {
        attempts.remove(attempts.size() - 1);
        leaseUntil = null;
        token = null;
        change(to -> {
            to.status = JobStatus.QUEUED;
            to.attempt--;
        });
    }

    /** Ends the running attempt, where there is one. */
    void endAttempt(Attempt.Outcome outcome, @Nullable JobError error, Instant now) {
        int last = attempts.size() - 1;
        if (last >= 0 && attempts.get(last).outcome() == null) {
            Attempt running = attempts.get(last);
            attempts.set(
                    last, new Attempt(running.number(), running.worker(), running.startedAt(), now, outcome, error));
        }
    }

    /** The fields of a job that change. */
    static final class Fields {
        JobStatus status;
        double progress;
        int attempt;
        int failures;

        @Nullable
        String stage;

        @Nullable
        Instant startedAt;

        @Nullable
        Instant finishedAt;

        @Nullable
        JobError error;

        @Nullable
        String series;

        FileChoice files;
        JobScan scan;

        @Nullable
        String reference;

        @Nullable
        String subject;

        @Nullable
        String batch;

        private Fields(Job job) {
            scan = job.scan();
            reference = job.reference();
            subject = job.subject();
            batch = job.batch();
            status = job.status();
            stage = job.stage();
            progress = job.progress();
            attempt = job.attempt();
            failures = job.failures();
            startedAt = job.startedAt();
            finishedAt = job.finishedAt();
            error = job.error();
            series = job.seriesInstanceUid();
            files = job.files();
        }

        void choose(StudyChoices choices) {
            series = choices.seriesInstanceUid() == null ? series : choices.seriesInstanceUid();
            files = choices.files() == null ? files : choices.files();
        }

        void relabel(LabelChanges.Label label, @Nullable String value) {
            switch (label) {
                case REFERENCE -> reference = value;
                case SUBJECT -> subject = value;
                case BATCH -> batch = value;
                case ACQUIRED_ON ->
                    scan = new JobScan(
                            value == null ? null : LocalDate.parse(value), scan.opacityMl(), scan.burdenPercent());
            }
        }

        private Job of(Job before) {
            Job after = new Job(
                    before.id(),
                    before.owner(),
                    status,
                    stage,
                    progress,
                    attempt,
                    failures,
                    reference,
                    subject,
                    batch,
                    before.priority(),
                    before.upload(),
                    series,
                    files,
                    before.createdAt(),
                    startedAt,
                    finishedAt,
                    error,
                    before.version() + 1);
            return after.with(before.expiry()).with(scan);
        }
    }
}
