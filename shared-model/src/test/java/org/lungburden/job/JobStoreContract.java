package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lungburden.artifact.FileChoice;
import org.lungburden.artifact.KnownFile;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.SeriesOption;

/** What every job store does, whatever keeps its rows. */
public abstract class JobStoreContract extends JobStoreFixture {

    @Test
    void submittedJobIsQueuedAndReadBackAsItWasAnswered() {
        NewJob request = new NewJob(UUID.randomUUID(), "local", UPLOAD, "ref", "subject", "batch", StudyChoices.NONE);
        Job submitted = store().submit(request);
        assertThat(submitted.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(submitted.attempt()).isZero();
        assertThat(submitted.upload()).isEqualTo(UPLOAD);
        assertThat(find(submitted.id())).isEqualTo(submitted);
    }

    @Test
    void claimRunsTheNextAttemptAndRecordsIt() {
        Job job = submit();
        Claim claim = store().claim(job.id(), "worker-1", LEASE).orElseThrow();
        assertThat(claim.job().status()).isEqualTo(JobStatus.RUNNING);
        assertThat(claim.job()).isEqualTo(find(job.id()));
        assertThat(claim.fence()).isEqualTo(new Fence(job.id(), 1, claim.token()));
        assertThat(claim.leaseUntil()).isAfter(claim.job().createdAt());
        assertThat(store().claim(job.id(), "worker-2", LEASE)).isEmpty();
        assertThat(store().claimNext("worker-2", LEASE)).isEmpty();
        assertThat(store().attempts("local", job.id())).singleElement().satisfies(attempt -> {
            assertThat(attempt.worker()).isEqualTo("worker-1");
            assertThat(attempt.outcome()).isNull();
        });
    }

    @Test
    void claimNextTakesTheLongestDue() {
        Job first = submit();
        Job second = submit();
        elapse(second.id(), Duration.ofMinutes(1));
        assertThat(store().claimNext("w", LEASE).orElseThrow().job().id()).isEqualTo(second.id());
        assertThat(store().claimNext("w", LEASE).orElseThrow().job().id()).isEqualTo(first.id());
        assertThat(store().claimNext("w", LEASE)).isEmpty();
    }

    @Test
    void completionHandsOutResultAndArtifactsInOrder() {
        Fence fence = claimed();
        List<JobArtifact> artifacts = List.of(artifact("overlay.png"), artifact("labels.nii.gz"));
        assertThat(store().complete(fence, "{\"lung\": 1}", artifacts)).isTrue();
        Job job = find(fence.id());
        assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(job.stage()).isEqualTo("WRITING");
        assertThat(job.progress()).isEqualTo(1.0);
        assertThat(job.finishedAt()).isNotNull();
        assertThat(store().result("local", fence.id())).contains("{\"revision\":0,\"lung\": 1}");
        assertThat(store().artifacts("local", fence.id())).isEqualTo(artifacts);
        assertThat(outcomes(fence.id())).containsExactly(Attempt.Outcome.SUCCEEDED);
    }

    @Test
    void progressRisesWithinAnAttemptAndChangesTheVersion() {
        Fence fence = claimed();
        long before = find(fence.id()).version();
        assertThat(store().progress(fence, Stage.SEGMENTING, 0.5)).isTrue();
        assertThat(store().progress(fence, Stage.MEASURING, 0.4)).isTrue();
        Job job = find(fence.id());
        assertThat(job.stage()).isEqualTo("MEASURING");
        assertThat(job.progress()).isEqualTo(0.5);
        assertThat(job.version()).isGreaterThan(before);
    }

    @Test
    void staleAttemptChangesNothing() {
        Fence stale = claimed();
        elapse(stale.id(), LEASE.plusSeconds(1));
        assertThat(reaper().reap(10)).isEqualTo(1);
        elapse(stale.id(), Duration.ofMinutes(2));
        Fence current = store().claim(stale.id(), "other", LEASE).orElseThrow().fence();
        assertThat(current.attempt()).isEqualTo(2);
        Job before = find(stale.id());
        assertThat(store().complete(stale, "{}", List.of(artifact("labels.nii.gz"))))
                .isFalse();
        assertThat(store().progress(stale, Stage.WRITING, 0.9)).isFalse();
        assertThat(store().renew(stale, LEASE)).isFalse();
        assertThat(store().holds(stale)).isFalse();
        assertThat(store().release(stale)).isFalse();
        assertThat(store().fail(stale, error(ErrorCode.INTERNAL))).isFalse();
        assertThat(find(stale.id())).isEqualTo(before);
        assertThat(store().holds(current)).isTrue();
        assertThat(store().complete(current, "{}", List.of())).isTrue();
    }

    @Test
    void renewedLeaseIsNotReaped() {
        Fence fence = claimed();
        elapse(fence.id(), LEASE.minusSeconds(5));
        assertThat(store().renew(fence, LEASE)).isTrue();
        elapse(fence.id(), LEASE.minusSeconds(5));
        assertThat(reaper().reap(10)).isZero();
        elapse(fence.id(), Duration.ofSeconds(6));
        assertThat(reaper().reap(10)).isEqualTo(1);
        assertThat(find(fence.id()).status()).isEqualTo(JobStatus.QUEUED);
    }

    @Test
    void releaseUsesNoChanceUpAndIsDueAtOnce() {
        Fence fence = claimed();
        assertThat(store().release(fence)).isTrue();
        assertThat(find(fence.id()).failures()).isZero();
        assertThat(outcomes(fence.id())).containsExactly(Attempt.Outcome.RELEASED);
        assertThat(store().claim(fence.id(), "w", LEASE)).isPresent();
    }

    @Test
    void cancelEndsTheRunningAttempt() {
        Fence fence = claimed();
        Job cancelled = store().cancel("local", fence.id());
        assertThat(cancelled.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(store().holds(fence)).isFalse();
        assertThat(outcomes(fence.id())).containsExactly(Attempt.Outcome.CANCELLED);
    }

    @Test
    void explicitRetryGivesAllChancesBackButNeverResetsTheFence() {
        Fence fence = claimed();
        store().fail(fence, error(ErrorCode.NO_LUNG_FOUND));
        Job retried = store().retry("local", fence.id());
        assertThat(retried.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(retried.failures()).isZero();
        assertThat(retried.attempt()).isEqualTo(1);
        assertThat(retried.error()).isNull();
        assertThat(store().claim(fence.id(), "w", LEASE).orElseThrow().fence().attempt())
                .isEqualTo(2);
    }

    @Test
    void theChosenSeriesGoesFromTheSubmitToTheWorker() {
        NewJob request =
                new NewJob(UUID.randomUUID(), "local", UPLOAD, null, null, null, new StudyChoices("1.2.3", null));
        assertThat(store().submit(request).seriesInstanceUid()).isEqualTo("1.2.3");
        Claim claim = store().claim(request.id(), "w", LEASE).orElseThrow();
        assertThat(claim.job().seriesInstanceUid()).isEqualTo("1.2.3");
        assertThat(find(request.id()).seriesInstanceUid()).isEqualTo("1.2.3");
        assertThat(find(submit().id()).seriesInstanceUid()).isNull();
    }

    @Test
    void aRetryMayChooseAnotherSeries() {
        Fence fence = claimed();
        List<SeriesOption> candidates =
                List.of(new SeriesOption("1.2.4", 60, 5.0, "a volume", 2), new SeriesOption(null, 3, null, "too few"));
        JobError ambiguous = new JobError(ErrorCode.AMBIGUOUS_SERIES, "Two.", candidates);
        store().fail(fence, ambiguous);
        assertThat(find(fence.id()).error()).isEqualTo(ambiguous);
        assertThat(store().list(query(null, 10)).items()).extracting(Job::error).containsExactly(ambiguous);

        Job retried = store().retry("local", fence.id(), ExpectedVersion.ANY, new StudyChoices("1.2.4", null));
        assertThat(retried.seriesInstanceUid()).isEqualTo("1.2.4");
        assertThat(retried.error()).isNull();

        store().fail(claim(fence.id()), error(ErrorCode.MISSING_SLICES));
        assertThat(find(fence.id()).error()).isEqualTo(error(ErrorCode.MISSING_SLICES));
        assertThat(store().retry("local", fence.id()).seriesInstanceUid()).isEqualTo("1.2.4");
    }

    @Test
    void theChosenFilesGoFromTheSubmitToTheWorker() {
        FileChoice image = new FileChoice(Set.of(KnownFile.IMAGE, KnownFile.LABELS));
        UUID id = submitted(image).id();
        assertThat(find(id).files()).isEqualTo(image);
        assertThat(store().list(query(null, 10)).items()).extracting(Job::files).containsExactly(image);
        assertThat(store().claim(id, "w", LEASE).orElseThrow().job().files()).isEqualTo(image);
        assertThat(submitted(FileChoice.ALL).files()).isEqualTo(FileChoice.ALL);
        assertThat(find(submit().id()).files()).isEqualTo(FileChoice.DEFAULT);
    }

    @Test
    void aRetryMayChooseOtherFiles() {
        UUID id = submitted(FileChoice.ALL).id();
        assertThat(retried(id, new StudyChoices("1.2", null)).files()).isEqualTo(FileChoice.ALL);
        FileChoice image = new FileChoice(Set.of(KnownFile.IMAGE));
        Job chosen = retried(id, new StudyChoices(null, image));
        assertThat(chosen.files()).isEqualTo(image);
        assertThat(chosen.seriesInstanceUid()).isEqualTo("1.2");
        assertThat(retried(id, new StudyChoices(null, FileChoice.DEFAULT)).files())
                .isEqualTo(FileChoice.DEFAULT);
    }

    private Job submitted(FileChoice files) {
        NewJob request =
                new NewJob(UUID.randomUUID(), "local", UPLOAD, null, null, null, new StudyChoices(null, files));
        return store().submit(request);
    }

    private Job retried(UUID id, StudyChoices choices) {
        store().cancel("local", id);
        return store().retry("local", id, ExpectedVersion.ANY, choices);
    }

    @Test
    void deletedJobIsGoneForItsOwnerAndItsWorker() {
        Fence fence = claimed();
        store().delete("local", fence.id());
        assertThat(store().find("local", fence.id())).isEmpty();
        assertThat(store().list(query(null, 10)).items()).isEmpty();
        assertThat(store().attempts("local", fence.id())).isEmpty();
        assertThat(store().complete(fence, "{}", List.of())).isFalse();
        refused(ErrorCode.JOB_NOT_FOUND, () -> store().cancel("local", fence.id()));
        refused(ErrorCode.JOB_NOT_FOUND, () -> store().retry("local", fence.id()));
        refused(ErrorCode.JOB_NOT_FOUND, () -> store().delete("local", fence.id()));
    }

    @Test
    void queuedJobThatWasDeletedIsNotClaimed() {
        Job job = submit();
        store().delete("local", job.id());
        assertThat(store().claim(job.id(), "w", LEASE)).isEmpty();
        assertThat(store().claimNext("w", LEASE)).isEmpty();
    }

    @Test
    void otherOwnersSeeNothing() {
        Fence fence = claimed();
        store().complete(fence, "{}", List.of(artifact("labels.nii.gz")));
        assertThat(store().find("other", fence.id())).isEmpty();
        assertThat(store().result("other", fence.id())).isEmpty();
        assertThat(store().artifacts("other", fence.id())).isEmpty();
        assertThat(store().attempts("other", fence.id())).isEmpty();
        assertThat(store().list(new JobQuery("other", JobFilter.ALL, null, 10)).items())
                .isEmpty();
        refused(ErrorCode.JOB_NOT_FOUND, () -> store().delete("other", fence.id()));
    }

    @Test
    void pagesStayStableWhileJobsArrive() {
        List<UUID> submitted = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            submitted.add(0, submit().id());
        }
        List<UUID> paged = new ArrayList<>();
        JobPage page = store().list(query(null, 3));
        while (true) {
            page.items().forEach(job -> paged.add(job.id()));
            submit();
            if (page.nextCursor() == null) {
                break;
            }
            page = store().list(query(page.nextCursor(), 3));
        }
        assertThat(paged).containsExactlyElementsOf(submitted);
    }

    @Test
    void pagesSplitJobsOfOneInstantById() {
        harness().stopClock();
        List<UUID> submitted = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            submitted.add(submit().id());
        }
        JobPage first = store().list(query(null, 2));
        JobPage second = store().list(query(first.nextCursor(), 2));
        JobPage third = store().list(query(second.nextCursor(), 2));
        List<UUID> paged = new ArrayList<>();
        List.of(first, second, third).forEach(page -> page.items().forEach(job -> paged.add(job.id())));
        assertThat(paged).containsExactlyInAnyOrderElementsOf(submitted);
        assertThat(third.nextCursor()).isNull();
    }

    @Test
    void startIsTheFirstClaimSinceTheSubmitOrTheRetry() {
        Fence first = claimed();
        Instant started = find(first.id()).startedAt();
        store().release(first);
        Fence second = claim(first.id());
        assertThat(find(first.id()).startedAt()).isEqualTo(started);
        store().fail(second, error(ErrorCode.NO_LUNG_FOUND));
        store().retry("local", first.id());
        assertThat(find(first.id()).startedAt()).isNull();
        claim(first.id());
        assertThat(find(first.id()).startedAt()).isAfter(started);
    }

    @Test
    void foreignCursorAndLimitAreRefused() {
        refused(ErrorCode.INVALID_REQUEST, () -> store().list(query("nonsense", 3)));
        refused(ErrorCode.INVALID_REQUEST, () -> store().list(query(null, 0)));
        refused(ErrorCode.INVALID_REQUEST, () -> store().list(query(null, 201)));
    }

    @Test
    void newestModelIsTheOneRegisteredLast() {
        assertThat(harness().models().newest()).isEmpty();
        harness().models().register("net", "1", "aa", "{\"v\": 1}");
        harness().models().register("net", "2", "bb", "{\"v\": 2}");
        assertThat(harness().models().newest()).contains("{\"v\": 2}");
        harness().models().register("net", "1", "aa", "{\"v\": 1}");
        assertThat(harness().models().newest()).contains("{\"v\": 1}");
    }

    private static void refused(ErrorCode code, Runnable call) {
        assertThatExceptionOfType(CodedException.class)
                .isThrownBy(call::run)
                .extracting(CodedException::code)
                .isEqualTo(code);
    }
}
