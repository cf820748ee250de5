package org.lungburden.job;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.upkeep.JobReaper;
import org.lungburden.job.upkeep.Outbox;

/** What the suites of a job store need of its kind. */
public abstract class JobStoreFixture {
    protected static final Duration LEASE = Duration.ofSeconds(30);
    protected static final Upload UPLOAD = new Upload("uploads/1", 5, "00ff", Upload.Format.ZIP);

    protected abstract JobStoreHarness harness();

    protected JobStore store() {
        return harness().store();
    }

    protected Outbox outbox() {
        return harness().outbox();
    }

    protected JobReaper reaper() {
        return harness().reaper();
    }

    protected void elapse(UUID job, Duration time) {
        harness().elapse(job, time);
    }

    protected Job submit() {
        return store().submit(new NewJob(UUID.randomUUID(), "local", UPLOAD, null, null, null, StudyChoices.NONE));
    }

    protected Job find(UUID id) {
        return store().find("local", id).orElseThrow();
    }

    protected Fence claimed() {
        return claim(submit().id());
    }

    protected Fence claim(UUID id) {
        return store().claim(id, "worker", LEASE).orElseThrow().fence();
    }

    protected List<Attempt.@Nullable Outcome> outcomes(UUID id) {
        return store().attempts("local", id).stream().map(Attempt::outcome).toList();
    }

    protected static JobError error(ErrorCode code) {
        return new JobError(code, code.sentence());
    }

    protected static JobArtifact artifact(String name) {
        return new JobArtifact(name, "jobs/1/1/" + name, "application/octet-stream", 3, "abcd");
    }

    protected static JobQuery query(@Nullable String cursor, int limit) {
        return new JobQuery("local", JobFilter.ALL, cursor, limit);
    }
}
