package org.lungburden.job.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.artifact.AttemptFile;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Claim;
import org.lungburden.job.ExpectedVersion;
import org.lungburden.job.Fence;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobStatus;
import org.lungburden.job.JobStoreFixture;
import org.lungburden.job.NewJob;
import org.lungburden.job.Revision;
import org.lungburden.job.Stage;
import org.lungburden.job.StudyChoices;
import org.lungburden.job.Task;
import org.lungburden.job.TaskStore;
import org.lungburden.job.revision.Agreements;
import org.lungburden.job.revision.NewRevision;
import org.lungburden.job.revision.Revisions;
import org.lungburden.statistics.Confusion;

/** Queued work on finished jobs: its leases, attempts and fences are those of jobs, and of two corrections one wins. */
abstract class RevisionContract extends JobStoreFixture {
    private static final String RESULT = "{\"schemaVersion\": \"2.0\", \"study\": {\"seriesInstanceUid\": \"1.2\"}}";

    private UUID job = new UUID(0, 0);

    protected abstract <T> T bean(Class<T> type);

    protected abstract void elapseTasks(Duration time);

    @BeforeEach
    void finishAJob() {
        Fence fence = claimed();
        store().complete(fence, RESULT, List.of(artifact("labels.nii.gz")));
        job = fence.id();
    }

    private Revisions revisions() {
        return bean(Revisions.class);
    }

    private TaskStore tasks() {
        return bean(TaskStore.class);
    }

    private Revision save(int base) {
        return revisions().submit(revision(base), null);
    }

    private NewRevision revision(int base) {
        String key = ArtifactKeys.labels(job, UUID.randomUUID());
        return new NewRevision("local", job, base, "Dr. A", "why", new Revision.StoredLabels(key, 3, "ab"), voxels());
    }

    /** 5 voxels of lung stay, and 2 of ground glass become high opacity. */
    private static Confusion voxels() {
        Confusion voxels = new Confusion(4);
        voxels.add(1, 1, 5);
        voxels.add(2, 3, 2);
        return voxels;
    }

    private Revision find(int number) {
        return revisions().find("local", job, number).orElseThrow();
    }

    private Claim take() {
        return store().claimNext("w", LEASE).orElseThrow();
    }

    private Fence measured(int base) {
        save(base);
        Fence fence = take().fence();
        assertThat(tasks().complete(fence, RESULT, List.of(artifact("report.pdf"))))
                .isTrue();
        return fence;
    }

    private static void refused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void aRevisionIsClaimedWithAllThatItsMeasuringNeeds() {
        Revision saved = save(0);
        assertThat(saved.number()).isEqualTo(1);
        assertThat(saved.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(find(job).review().newest()).isEqualTo(1);
        List<UUID> told = new ArrayList<>();
        outbox().relay(10, told::addAll);
        assertThat(told).contains(job);
        Claim claim = take();
        Task task = requireNonNull(claim.task());
        assertThat(task.kind()).isEqualTo(Task.Kind.REVISION);
        assertThat(task.seriesInstanceUid()).isEqualTo("1.2");
        assertThat(task.requiredRevision().labels()).isEqualTo(saved.labels());
        assertThat(claim.job().id()).isEqualTo(job);
        assertThat(claim.attempt()).isEqualTo(1);
        assertThat(store().claimNext("w", LEASE)).isEmpty();
        assertThat(tasks().progress(claim.fence(), Stage.MEASURING, 0.5)).isTrue();
        assertThat(find(1).stage()).isEqualTo("MEASURING");
        assertThat(find(1).status()).isEqualTo(JobStatus.RUNNING);
        assertThat(find(job).status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(store().waiting("local", 10)).isZero();
    }

    @Test
    void aRevisionKnowsTheReportThatItsOwnSucceeds() {
        JobArtifact report = artifact("measurements.dcm");
        save(0);
        Claim first = take();
        assertThat(requireNonNull(first.task()).before()).isNull();
        tasks().complete(first.fence(), RESULT, List.of(artifact("labels.nii.gz"), report));
        save(1);
        assertThat(requireNonNull(take().task()).before()).isEqualTo(report);
        Fence another = claimed();
        store().complete(another, RESULT, List.of(report));
        job = another.id();
        save(0);
        assertThat(requireNonNull(take().task()).before()).isEqualTo(report);
    }

    @Test
    void aResultFollowsTheAcceptedRevisionAndComesBack() {
        measured(0);
        assertThat(store().result("local", job))
                .hasValueSatisfying(json -> assertThat(json).startsWith("{\"revision\":0,"));
        Job accepted = revisions().accept("local", job, ExpectedVersion.ANY, 1, "Dr. B");
        assertThat(accepted.review().accepted()).isEqualTo(1);
        assertThat(store().result("local", job))
                .hasValueSatisfying(json ->
                        assertThat(json).startsWith("{\"revision\":1,\"acceptedBy\":\"Dr. B\",\"acceptedAt\":"));
        assertThat(store().artifacts("local", job))
                .extracting(JobArtifact::name)
                .containsExactly("report.pdf");
        assertThat(revisions().artifacts("local", job, 0))
                .extracting(JobArtifact::name)
                .containsExactly("labels.nii.gz");
        revisions().accept("local", job, ExpectedVersion.ANY, 0, null);
        assertThat(store().artifacts("local", job))
                .extracting(JobArtifact::name)
                .containsExactly("labels.nii.gz");
        assertThat(find(job).review().acceptedAt()).isNull();
    }

    private static JobArtifact report(String key) {
        return new JobArtifact("measurements.dcm", key, "application/dicom", 3, "ab");
    }

    private Claim acceptance(int revision) {
        Claim claim = take();
        assertThat(requireNonNull(claim.task()).kind()).isEqualTo(Task.Kind.ACCEPTANCE);
        assertThat(claim.task().requiredRevision().number()).isEqualTo(revision);
        return claim;
    }

    private List<String> keys(int revision) {
        return revisions().artifacts("local", job, revision).stream()
                .map(JobArtifact::key)
                .toList();
    }

    @Test
    void filesOfAnAcceptedRevisionAreWrittenAgainAndOnceMoreWhenThatIsTakenBack() {
        save(0);
        tasks().complete(take().fence(), RESULT, List.of(report("measured")));
        long version = revisions()
                .accept("local", job, ExpectedVersion.ANY, 1, "Dr. B")
                .version();
        Claim claim = acceptance(1);
        assertThat(claim.job().review().acceptedBy()).isEqualTo("Dr. B");
        assertThat(requireNonNull(claim.task()).before()).isEqualTo(report("measured"));
        assertThat(find(1).status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(tasks().complete(claim.fence(), RESULT, List.of(report("accepted"))))
                .isTrue();
        assertThat(keys(1)).containsExactly("accepted");
        assertThat(store().artifacts("local", job)).containsExactly(report("accepted"));
        assertThat(find(job).version()).isGreaterThan(version);

        revisions().accept("local", job, ExpectedVersion.ANY, 0, null);
        Claim back = acceptance(1);
        assertThat(back.job().review().acceptedBy()).isNull();
        tasks().complete(back.fence(), RESULT, List.of(report("taken back")));
        assertThat(keys(1)).containsExactly("taken back");
        assertThat(store().claimNext("w", LEASE)).isEmpty();
        assertThat(harness().inconsistencies()).isEmpty();
    }

    @Test
    void ofTwoAcceptancesTheFilesTellTheLaterWhicheverIsWrittenFirst() {
        measured(0);
        revisions().accept("local", job, ExpectedVersion.ANY, 1, "Dr. A");
        Claim first = acceptance(1);
        revisions().accept("local", job, ExpectedVersion.ANY, 1, "Dr. B");
        Claim second = acceptance(1);
        tasks().complete(second.fence(), RESULT, List.of(report("of B")));
        assertThat(tasks().complete(first.fence(), RESULT, List.of(report("of A"))))
                .isTrue();
        assertThat(keys(1)).contains("of B").doesNotContain("of A");
    }

    @Test
    void manyAcceptancesOfOneRevisionQueueOneTask() {
        measured(0);
        for (String by : List.of("Dr. A", "Dr. B", "Dr. C")) {
            revisions().accept("local", job, ExpectedVersion.ANY, 1, by);
        }
        assertThat(acceptance(1).job().review().acceptedBy()).isEqualTo("Dr. C");
        assertThat(store().claimNext("w", LEASE)).isEmpty();
    }

    @Test
    void anAcceptanceWithoutANameOrUploadLeavesTheFiles() {
        measured(0);
        revisions().accept("local", job, ExpectedVersion.ANY, 1, null);
        assertThat(store().claimNext("w", LEASE)).isEmpty();
        assertThat(harness().orphans().spend(Instant.parse("2200-01-01T00:00:00Z"), List.of(job)))
                .containsExactly(job);
        revisions().accept("local", job, ExpectedVersion.ANY, 1, "Dr. A");
        assertThat(store().claimNext("w", LEASE)).isEmpty();
    }

    private static String measuring(double opacityMl, double percent) {
        return "{\"schemaVersion\": \"2.0\", \"volumesMl\": {\"pneumonia\": " + opacityMl
                + "}, \"burdenPercent\": {\"pneumonia\": " + percent + "}}";
    }

    private void told(UUID id, double opacityMl, double percent) {
        assertThat(find(id).scan().opacityMl()).isEqualTo(opacityMl);
        assertThat(find(id).scan().burdenPercent()).isEqualTo(percent);
    }

    @Test
    void listsTellOfTheResultThatCounts() {
        Fence automatic = claimed();
        store().complete(automatic, measuring(68.6, 1.1), List.of(artifact("labels.nii.gz")));
        job = automatic.id();
        save(0);
        tasks().complete(take().fence(), measuring(91.2, 1.5), List.of(artifact("report.pdf")));
        told(job, 68.6, 1.1);
        revisions().accept("local", job, ExpectedVersion.ANY, 1, null);
        told(job, 91.2, 1.5);
        revisions().requestImage("local", job);
        tasks().complete(take().fence(), "", List.of(artifact("image.nii.gz")));
        told(job, 91.2, 1.5);
        revisions().accept("local", job, ExpectedVersion.ANY, 0, null);
        told(job, 68.6, 1.1);
    }

    @Test
    void correctedJobsStandBesideTheirAutomaticResults() {
        UUID unmeasured = job;
        save(0);
        take();
        Fence automatic = claimed();
        store().complete(automatic, volumes(4000, 68.6), List.of(artifact("labels.nii.gz")));
        job = automatic.id();
        save(0);
        tasks().complete(take().fence(), volumes(4001, 91.2), List.of(artifact("report.pdf")));
        save(1);
        tasks().complete(take().fence(), volumes(4002, 95.5), List.of(artifact("report.pdf")));
        Agreements agreements = bean(Agreements.class);
        Agreements.Wanted all = new Agreements.Wanted(null, null, null);
        Agreements.Corrected newest = agreements.corrected("local", all, 10).get(0);
        assertThat(agreements.corrected("local", all, 10))
                .extracting(Agreements.Corrected::job)
                .containsExactly(job)
                .doesNotContain(unmeasured);
        assertThat(newest.revision()).isEqualTo(2);
        assertThat(newest.accepted()).isFalse();
        assertThat(newest.automatic()).isEqualTo(new Agreements.Volumes(4000, 68.6, 68.6, 0));
        assertThat(newest.corrected()).isEqualTo(new Agreements.Volumes(4002, 95.5, 95.5, 0));
        Confusion voxels = requireNonNull(newest.voxels());
        assertThat(voxels.count(1, 1)).isEqualTo(5);
        assertThat(voxels.count(2, 3)).isEqualTo(2);
        assertThat(voxels.count(3, 2)).isZero();
        revisions().accept("local", job, ExpectedVersion.ANY, 1, null);
        assertThat(agreements.corrected("local", all, 10))
                .singleElement()
                .satisfies(each -> assertThat(each.corrected().pneumonia()).isEqualTo(91.2))
                .satisfies(each -> assertThat(each.accepted()).isTrue());
        assertThat(agreements.corrected("other", all, 10)).isEmpty();
        assertThat(agreements.corrected("local", new Agreements.Wanted("none", null, null), 10))
                .isEmpty();
        Instant created = newest.createdAt();
        assertThat(agreements.corrected("local", new Agreements.Wanted(null, created, created.plusSeconds(1)), 10))
                .hasSize(1);
        assertThat(agreements.corrected("local", new Agreements.Wanted(null, null, created), 10))
                .isEmpty();
        store().delete("local", job);
        assertThat(agreements.corrected("local", all, 10)).isEmpty();
    }

    private static String volumes(double lung, double opacity) {
        return "{\"schemaVersion\": \"2.0\", \"volumesMl\": {\"lung\": " + lung + ", \"groundGlass\": " + opacity
                + ", \"highOpacity\": 0, \"pneumonia\": " + opacity + "}}";
    }

    @Test
    void onlyAMeasuredRevisionIsAccepted() {
        save(0);
        refused(ErrorCode.INVALID_TRANSITION, () -> revisions().accept("local", job, ExpectedVersion.ANY, 1, null));
        refused(ErrorCode.REVISION_NOT_FOUND, () -> revisions().accept("local", job, ExpectedVersion.ANY, 2, null));
        refused(
                ErrorCode.PRECONDITION_FAILED,
                () -> revisions().accept("local", job, new ExpectedVersion(Set.of(99L)), 0, "A"));
        refused(ErrorCode.JOB_NOT_FOUND, () -> revisions().accept("other", job, ExpectedVersion.ANY, 0, null));
    }

    @Test
    void theBaseIsTheNewestThatHasNotFailed() {
        refused(ErrorCode.REVISION_CONFLICT, () -> save(1));
        save(0);
        refused(ErrorCode.REVISION_CONFLICT, () -> save(0));
        Claim claim = take();
        assertThat(tasks().fail(claim.fence(), error(ErrorCode.NO_LUNG_FOUND))).isTrue();
        assertThat(find(1).status()).isEqualTo(JobStatus.FAILED);
        assertThat(save(0).number()).isEqualTo(2);
        assertThat(save(2).base()).isEqualTo(2);
    }

    @Test
    void ofManyWithOneBaseOneWins() {
        List<CompletableFuture<Boolean>> posts = IntStream.range(0, 8)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> {
                    try {
                        save(0);
                        return true;
                    } catch (CodedException e) {
                        assertThat(e.code()).isEqualTo(ErrorCode.REVISION_CONFLICT);
                        return false;
                    }
                }))
                .toList();
        assertThat(posts.stream().filter(CompletableFuture::join).count()).isEqualTo(1);
        assertThat(revisions().list("local", job)).hasSize(1);
    }

    @Test
    void aLostWorkerLosesTheFenceAndAnotherMeasures() {
        save(0);
        Fence lost = take().fence();
        elapseTasks(LEASE.plusSeconds(1));
        assertThat(reaper().reap(10)).isEqualTo(1);
        assertThat(find(1).status()).isEqualTo(JobStatus.QUEUED);
        assertThat(tasks().complete(lost, RESULT, List.of())).isFalse();
        assertThat(tasks().renew(lost, LEASE)).isFalse();
        elapseTasks(Duration.ofMinutes(2));
        Fence second = take().fence();
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(tasks().complete(second, RESULT, List.of())).isTrue();
        assertThat(tasks().succeeded(second)).isTrue();
        assertThat(tasks().succeeded(lost)).isFalse();
    }

    @Test
    void aStoppedWorkerHandsItBackAndAStartFindsOrphans() {
        save(0);
        Fence first = take().fence();
        assertThat(tasks().release(first)).isTrue();
        take();
        assertThat(reaper().orphanedAtStart(ErrorCode.WORKER_LOST)).isEqualTo(1);
        assertThat(take().attempt()).isEqualTo(3);
    }

    @Test
    void ownersTakeTurnsWithTasksAndJobs() {
        for (int n = 0; n < 3; n++) {
            save(n);
        }
        Job other = store().submit(new NewJob(UUID.randomUUID(), "other", UPLOAD, null, null, null, StudyChoices.NONE));
        List<UUID> order =
                List.of(take().job().id(), take().job().id(), take().job().id());
        assertThat(order.subList(0, 2)).contains(other.id());
    }

    @Test
    void tooManyThatWaitAreRefused() {
        for (int n = 0; n < 5; n++) {
            save(n);
        }
        refused(ErrorCode.QUEUE_FULL, () -> revisions().check("local", job, 5));
    }

    @Test
    void theImageIsMadeOnceAndListed() {
        revisions().requestImage("local", job);
        revisions().requestImage("local", job);
        assertThat(tasks().release(take().fence())).isTrue();
        Claim claim = take();
        assertThat(requireNonNull(claim.task()).kind()).isEqualTo(Task.Kind.IMAGE);
        assertThat(claim.attempt()).isEqualTo(2);
        assertThat(store().claimNext("w", LEASE)).isEmpty();
        assertThat(tasks().complete(claim.fence(), "", List.of(artifact("image.nii.gz"))))
                .isTrue();
        assertThat(store().artifacts("local", job))
                .extracting(JobArtifact::name)
                .containsExactly("labels.nii.gz", "image.nii.gz");
        assertThat(harness().inconsistencies()).isEmpty();
        assertThat(store().result("local", job))
                .hasValueSatisfying(json -> assertThat(json).contains("/artifacts/image.nii.gz"));
        revisions().requestImage("local", job);
        assertThat(store().claimNext("w", LEASE)).isEmpty();
        measured(0);
        revisions().accept("local", job, ExpectedVersion.ANY, 1, null);
        assertThat(store().artifacts("local", job))
                .extracting(JobArtifact::name)
                .containsExactly("report.pdf", "image.nii.gz");
    }

    @Test
    void aDeletedJobTakesItsRevisionsAlong() {
        Fence done = measured(0);
        save(1);
        Claim running = take();
        store().delete("local", job);
        assertThat(tasks().holds(running.fence())).isFalse();
        assertThat(revisions().list("local", job)).isEmpty();
        assertThat(revisions().result("local", job, 1)).isEmpty();
        assertThat(tasks().complete(running.fence(), RESULT, List.of())).isFalse();
        refused(ErrorCode.JOB_NOT_FOUND, () -> save(1));
        assertThat(done.attempt()).isEqualTo(1);
        assertThat(harness().purges().take(10))
                .singleElement()
                .satisfies(round -> assertThat(round.again()).isTrue());
    }

    @Test
    void onlyFilesThatNoRowNamesAreOrphans() {
        Revision saved = save(0);
        Claim claim = take();
        UUID task = claim.fence().id();
        String running = ArtifactKeys.taskFile(job, task, 1, claim.token(), "report.pdf");
        String lost = ArtifactKeys.taskFile(job, UUID.randomUUID(), 1, UUID.randomUUID(), "report.pdf");
        List<AttemptFile> files = List.of(
                ArtifactKeys.taskAttemptOf(running).orElseThrow(),
                ArtifactKeys.taskAttemptOf(lost).orElseThrow());
        assertThat(harness().orphans().lostOfTasks(files))
                .extracting(AttemptFile::key)
                .containsExactly(lost);
        tasks().complete(
                        claim.fence(),
                        RESULT,
                        List.of(new JobArtifact("report.pdf", running, "application/pdf", 1, "a")));
        assertThat(harness().orphans().lostOfTasks(files))
                .extracting(AttemptFile::key)
                .containsExactly(lost);
        String nobodys = ArtifactKeys.labels(job, UUID.randomUUID());
        assertThat(harness().orphans().lostLabels(List.of(saved.labels().key(), nobodys)))
                .containsExactly(nobodys);
    }

    @Test
    void anUploadStaysWhileATaskNeedsIt() {
        save(0);
        Instant later = Instant.parse("2200-01-01T00:00:00Z");
        assertThat(harness().orphans().spend(later, List.of(job))).isEmpty();
        Fence fence = take().fence();
        tasks().complete(fence, RESULT, List.of());
        assertThat(harness().orphans().spend(later, List.of(job))).containsExactly(job);
        refused(ErrorCode.UPLOAD_GONE, () -> save(1));
        refused(ErrorCode.UPLOAD_GONE, () -> revisions().requestImage("local", job));
    }
}
