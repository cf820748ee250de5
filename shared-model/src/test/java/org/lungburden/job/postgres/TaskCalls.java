package org.lungburden.job.postgres;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.ExpectedVersion;
import org.lungburden.job.Fence;
import org.lungburden.job.JobStoreFixture;
import org.lungburden.job.JobStoreHarness;
import org.lungburden.job.Revision;
import org.lungburden.job.Stage;
import org.lungburden.job.TaskStore;
import org.lungburden.job.revision.NewRevision;
import org.lungburden.job.revision.Revisions;
import org.lungburden.statistics.Confusion;

/** Every call for corrections and images on the books that {@link ManyJobs} filled. */
final class TaskCalls extends JobStoreFixture {
    private final PostgresFixture fixture;
    private final BookIds ids;
    private final Revisions revisions;
    private final TaskStore tasks;
    private final Map<String, Supplier<Runnable>> calls = new LinkedHashMap<>();

    private TaskCalls(PostgresFixture fixture, BookIds ids) {
        this.fixture = fixture;
        this.ids = ids;
        this.revisions = fixture.bean(Revisions.class);
        this.tasks = fixture.bean(TaskStore.class);
    }

    static Map<String, Supplier<Runnable>> of(PostgresFixture fixture, BookIds ids) {
        TaskCalls all = new TaskCalls(fixture, ids);
        all.ofClients();
        all.ofWorkers();
        return all.calls;
    }

    @Override
    protected JobStoreHarness harness() {
        return fixture;
    }

    private void ofClients() {
        calls.put("may a revision come", () -> {
            UUID id = unrevised();
            return () -> revisions.check("local", id, 0);
        });
        calls.put("save a revision", () -> {
            UUID id = unrevised();
            return () -> revisions.submit(revision(id), null);
        });
        calls.put("list revisions", () -> ids.withRevised(id -> revisions.list("local", id)));
        calls.put("find a revision", () -> ids.withRevised(id -> revisions.find("local", id, 1)));
        calls.put("result of a revision", () -> ids.withRevised(id -> revisions.result("local", id, 1)));
        calls.put("files of a revision", () -> ids.withRevised(id -> revisions.artifacts("local", id, 1)));
        calls.put("request an image", () -> ids.withFinished(id -> revisions.requestImage("local", id)));
        calls.put(
                "accept a revision",
                () -> ids.withRevised(id -> revisions.accept("local", id, ExpectedVersion.ANY, 1, "Dr. A")));
    }

    private UUID unrevised() {
        UUID id = ids.finished();
        while (find(id).review().newest() > 0) {
            id = ids.finished();
        }
        return id;
    }

    private static NewRevision revision(UUID job) {
        String key = ArtifactKeys.labels(job, UUID.randomUUID());
        return new NewRevision("local", job, 0, null, null, new Revision.StoredLabels(key, 3, "ab"), new Confusion(4));
    }

    private void ofWorkers() {
        calls.put("claim a task", () -> this::claimedTask);
        put(
                "read a claimed task",
                fence -> () -> fixture.bean(TaskStatements.class).one(fence.id()));
        put("hold a task", fence -> () -> tasks.holds(fence));
        put("renew a task", fence -> () -> tasks.renew(fence, LEASE));
        put("progress of a task", fence -> () -> tasks.progress(fence, Stage.DECODING, 0.1));
        put("complete a task", fence -> () -> tasks.complete(fence, "{}", List.of(artifact("labels.nii.gz"))));
        put("fail a task", fence -> () -> tasks.fail(fence, error(ErrorCode.CORRUPT_IMAGE)));
        put("fail a task for another attempt", fence -> () -> tasks.fail(fence, error(ErrorCode.UNAVAILABLE)));
        put("release a task", fence -> () -> tasks.release(fence));
    }

    private void put(String name, Function<Fence, Runnable> call) {
        calls.put(name, () -> call.apply(claimedTask()));
    }

    /** Of an owner whose tasks wait in great number. */
    private Fence claimedTask() {
        return fixture.bean(TaskStatements.class)
                .claimLongestDue(ManyJobs.CORRECTING, LEASE, Clock.systemUTC().instant())
                .orElseThrow()
                .fence();
    }
}
