package org.lungburden.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.lungburden.access.AccessKeys;
import org.lungburden.artifact.AttemptFile;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Batches;
import org.lungburden.job.ExpectedVersion;
import org.lungburden.job.Fence;
import org.lungburden.job.IdempotencyKeys;
import org.lungburden.job.Job;
import org.lungburden.job.JobChanges;
import org.lungburden.job.JobPriority;
import org.lungburden.job.JobStoreFixture;
import org.lungburden.job.JobStoreHarness;
import org.lungburden.job.LabelChanges;
import org.lungburden.job.ModelRegistry;
import org.lungburden.job.NewJob;
import org.lungburden.job.Stage;
import org.lungburden.job.StudyChoices;
import org.lungburden.job.Subjects;
import org.lungburden.job.revision.Agreements;
import org.lungburden.job.upkeep.Backlog;
import org.lungburden.job.upkeep.JobCounts;
import org.lungburden.job.upkeep.Orphans;
import org.lungburden.job.upkeep.Purges;
import org.lungburden.job.upkeep.SweepLease;
import org.lungburden.job.upkeep.WorkerBeats;
import org.lungburden.webhook.Deliveries;
import org.lungburden.webhook.Lane;
import org.lungburden.webhook.Tried;
import org.lungburden.webhook.WebhookSecrets;

/**
 * Every call of the store on the books that {@link ManyJobs} filled. A supplier prepares one call, for example by a
 * claim, and returns the call.
 */
final class StoreCalls extends JobStoreFixture {
    private static final Instant LATE = Instant.parse("2200-01-01T00:00:00Z");

    private final PostgresFixture fixture;
    private final BookIds ids;
    private final Map<String, Supplier<Runnable>> calls = new LinkedHashMap<>();

    private StoreCalls(PostgresFixture fixture) {
        this.fixture = fixture;
        this.ids = new BookIds(fixture.jdbc());
    }

    static Map<String, Supplier<Runnable>> of(PostgresFixture fixture) {
        StoreCalls all = new StoreCalls(fixture);
        all.ofClients();
        all.ofFollowers();
        ListCalls.of(all.store()).forEach((name, call) -> all.calls.put(name, () -> call));
        all.ofBatches();
        all.ofWorkers();
        all.ofMessages();
        all.ofSweeps();
        all.ofWebhooks();
        all.calls.putAll(TaskCalls.of(fixture, all.ids));
        return all.calls;
    }

    @Override
    protected JobStoreHarness harness() {
        return fixture;
    }

    private Fence claimedNext() {
        return claim(ids.waiting());
    }

    private IdempotencyKeys.Reservation reserved() {
        return (IdempotencyKeys.Reservation)
                harness().keys().reserve("local", UUID.randomUUID().toString());
    }

    private void ofClients() {
        calls.put("submit", () -> this::submit);
        calls.put("reserve a key", () -> this::reserved);
        calls.put("renew a key", () -> {
            IdempotencyKeys.Reservation key = reserved();
            return () -> harness().keys().renew(key);
        });
        calls.put("free a key", () -> {
            IdempotencyKeys.Reservation key = reserved();
            return () -> harness().keys().free(key);
        });
        calls.put("submit with a key", () -> {
            IdempotencyKeys.Binding key = new IdempotencyKeys.Binding(reserved(), "content");
            NewJob job = new NewJob(UUID.randomUUID(), "local", UPLOAD, null, null, null, StudyChoices.NONE);
            return () -> store().submit(job, key);
        });
        calls.put("cancel", () -> {
            UUID id = submit().id();
            return () -> store().cancel("local", id);
        });
        calls.put("retry", () -> {
            UUID id = submit().id();
            store().cancel("local", id);
            return () -> store().retry("local", id);
        });
        calls.put("change labels", () -> {
            UUID id = ids.finished();
            LabelChanges changes = new LabelChanges(Map.of(LabelChanges.Label.SUBJECT, Optional.of("s")));
            return () -> store().relabel("local", id, ExpectedVersion.ANY, changes);
        });
        calls.put("delete", () -> {
            UUID id = ids.finished();
            return () -> store().delete("local", id);
        });
        calls.put(
                "find a caller's key",
                () -> () -> fixture.bean(AccessKeys.class).find("none"));
    }

    private void ofFollowers() {
        calls.put("find", () -> ids.withFinished(id -> find(id)));
        calls.put("result", () -> ids.withFinished(id -> store().result("local", id)));
        calls.put("artifacts", () -> ids.withFinished(id -> store().artifacts("local", id)));
        calls.put("attempts", () -> ids.withFinished(id -> store().attempts("local", id)));
        calls.put("which of 100 changed", () -> {
            List<JobChanges.Known> known = ids.finished(100).stream()
                    .map(id -> new JobChanges.Known(id, "local", 0))
                    .toList();
            return () -> harness().changes().since(known);
        });
        calls.put("what changed", () -> {
            long position = harness()
                    .changes()
                    .from(JobChanges.NOW, JobChanges.Scope.ALL, 0)
                    .position();
            return () -> harness().changes().from(position, JobChanges.Scope.ALL, 1000);
        });
    }

    /** {@code big} has 10,000 jobs in every state. */
    private void ofBatches() {
        Batches batches = harness().batches();
        calls.put("list batches", () -> () -> batches.page("local", null, 50));
        calls.put("state of a batch of 10,000", () -> () -> batches.state("local", ManyJobs.BIG));
        calls.put("state of no batch", () -> () -> batches.state("local", "none"));
        calls.put("cancel 20 of a batch", () -> () -> batches.cancelSome("local", ManyJobs.BIG, LATE, 20));
        calls.put("100 members of a batch", () -> () -> batches.members("local", ManyJobs.BIG, null, 100));
        calls.put("next 100 members of a batch", () -> {
            Job last = batches.members("local", ManyJobs.BIG, null, 100).get(99).job();
            return () -> batches.members("local", ManyJobs.BIG, last, 100);
        });
        Subjects subjects = harness().subjects();
        calls.put("list subjects", () -> () -> subjects.subjects("local", null, 50));
        calls.put("next subjects", () -> () -> subjects.subjects("local", "s7", 50));
        calls.put("scans of a subject", () -> () -> subjects.scans("local", "s77", 200));
        Agreements agreements = fixture.bean(Agreements.class);
        calls.put(
                "all corrected jobs of an owner",
                () -> () -> agreements.corrected("local", new Agreements.Wanted(null, null, null), 10_001));
        calls.put("files of 100 jobs", () -> {
            List<UUID> some = ids.withFiles(100);
            return () -> batches.files("local", some);
        });
    }

    private void ofWorkers() {
        calls.put("claim", () -> {
            UUID id = ids.waiting();
            return () -> claim(id);
        });
        calls.put(
                "claim next",
                () -> () -> assertThat(store().claimNext("worker", LEASE)).isPresent());
        calls.put("holds", () -> {
            Fence fence = claimedNext();
            return () -> store().holds(fence);
        });
        calls.put("renew", () -> {
            Fence fence = claimedNext();
            return () -> store().renew(fence, LEASE);
        });
        calls.put("progress", () -> {
            Fence fence = claimedNext();
            return () -> store().progress(fence, Stage.DECODING, 0.1);
        });
        calls.put("complete", () -> {
            Fence fence = claimedNext();
            return () -> store().complete(fence, "{}", List.of(artifact("labels.nii.gz")));
        });
        calls.put("fail", () -> {
            Fence fence = claimedNext();
            return () -> store().fail(fence, error(ErrorCode.CORRUPT_IMAGE));
        });
        calls.put("fail for another attempt", () -> {
            Fence fence = claimedNext();
            return () -> store().fail(fence, error(ErrorCode.UNAVAILABLE));
        });
        calls.put("release", () -> {
            Fence fence = claimedNext();
            return () -> store().release(fence);
        });
        WorkerBeats beats = fixture.bean(WorkerBeats.class);
        UUID process = UUID.randomUUID();
        calls.put("tell that a worker lives", () -> () -> beats.beat(process, "worker"));
        ModelRegistry models = harness().models();
        calls.put("register a model", () -> () -> models.register("m", "1", "ab", "{}"));
        calls.put("newest model", () -> models::newest);
    }

    private void ofMessages() {
        calls.put("relay 100", () -> () -> outbox().relay(100, sent -> {}));
        calls.put("remove 200 sent", () -> () -> outbox().removeSent(Duration.ofHours(1), 200));
        calls.put("reap", () -> {
            elapse(claimedNext().id(), LEASE.multipliedBy(2));
            return () -> reaper().reap(1);
        });
        calls.put("over age", () -> () -> reaper().failOverAge(Instant.EPOCH, 100));
        calls.put("count", () -> () -> fixture.bean(JobCounts.class).count());
        calls.put(
                "look at the queue",
                () -> () -> fixture.bean(Backlog.Source.class).look());
        calls.put("expire 200 keys", () -> () -> harness().keys().removeExpired(200));
    }

    private void ofWebhooks() {
        Deliveries deliveries = fixture.bean(Deliveries.class);
        Lane dead = new Lane("local", "dead.example");
        calls.put("end a job of which somebody is told", () -> {
            UUID id = UUID.randomUUID();
            store().submit(new NewJob(
                    id,
                    "local",
                    UPLOAD,
                    null,
                    null,
                    null,
                    JobPriority.INTERACTIVE,
                    StudyChoices.NONE,
                    "https://a.example/"));
            return () -> store().delete("local", id);
        });
        calls.put("due lanes", () -> () -> deliveries.due(null, 100));
        calls.put(
                "take a delivery",
                () -> () -> assertThat(deliveries.take(dead, LEASE)).isPresent());
        calls.put("deliver", () -> {
            Deliveries.Taken taken = deliveries.take(dead, LEASE).orElseThrow();
            return () -> deliveries.delivered(taken, Tried.answered(200));
        });
        calls.put("fail to deliver", () -> {
            Deliveries.Taken taken = deliveries.take(dead, LEASE).orElseThrow();
            return () -> deliveries.failed(taken, Tried.answered(500), LEASE);
        });
        calls.put("deliveries of a job", () -> ids.withFinished(id -> deliveries.log("local", id)));
        calls.put("deliver again", () -> {
            UUID id = fixture.jdbc()
                    .sql("SELECT job_id FROM webhook_delivery WHERE state = 'DELIVERED' ORDER BY random() LIMIT 1")
                    .query(UUID.class)
                    .single();
            return () -> deliveries.again("local", id);
        });
        WebhookSecrets secrets = fixture.bean(WebhookSecrets.class);
        calls.put("secrets of an owner", () -> () -> secrets.of("local"));
        calls.put("another secret", () -> () -> secrets.rotate("local", LEASE));
    }

    private void ofSweeps() {
        Purges purges = harness().purges();
        calls.put("purge", () -> {
            store().delete("local", ids.finished());
            harness().elapsePurges(Duration.ofDays(1));
            return () -> purges.take(1).forEach(purges::done);
        });
        Orphans orphans = harness().orphans();
        calls.put("give up uploads", () -> {
            List<UUID> lost = List.of(UUID.randomUUID(), UUID.randomUUID());
            return () -> orphans.abandon(lost);
        });
        calls.put("20 spent uploads", () -> {
            List<UUID> some = ids.finished(20);
            return () -> orphans.spend(LATE, some);
        });
        calls.put("200 unknown uploads", () -> {
            List<UUID> some = ids.finished(200);
            return () -> orphans.unknown(some);
        });
        calls.put("200 lost files", () -> {
            List<AttemptFile> files = ids.finished(200).stream()
                    .map(id -> new AttemptFile("jobs/" + id + "/1/labels.nii.gz", id, 1))
                    .toList();
            return () -> orphans.lost(files);
        });
        calls.put(
                "lease of the sweep", () -> () -> fixture.bean(SweepLease.class).take(LEASE));
    }
}
