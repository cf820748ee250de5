package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.artifact.AttemptFile;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.upkeep.Orphans;
import org.lungburden.job.upkeep.Purges;

/** No file that a job needs is ever named an orphan, whatever happens at the same moment. */
public abstract class OrphanContract extends JobStoreFixture {
    private static final Instant LATER = Instant.parse("2200-01-01T00:00:00Z");

    private Orphans orphans() {
        return harness().orphans();
    }

    private static NewJob newJob(UUID id) {
        Upload upload = new Upload(ArtifactKeys.upload(id), 5, "00ff", Upload.Format.ZIP);
        return new NewJob(id, "local", upload, null, null, null, StudyChoices.NONE);
    }

    @Test
    void anUploadWithoutAJobIsPurged() {
        UUID id = UUID.randomUUID();
        assertThat(orphans().abandon(List.of(id))).isEqualTo(1);
        assertThat(store().find("local", id)).isEmpty();
        assertThat(harness().inconsistencies()).isEmpty();
        List<Purges.Round> rounds = harness().purges().take(10);
        assertThat(rounds).containsExactly(new Purges.Round(id, ArtifactKeys.upload(id), true, 1));
        assertThat(orphans().abandon(List.of(id))).isZero();
    }

    @Test
    void uploadsOfJobsAreLeftAlone() {
        UUID waiting = store().submit(newJob(UUID.randomUUID())).id();
        UUID deleted = store().submit(newJob(UUID.randomUUID())).id();
        store().delete("local", deleted);
        assertThat(orphans().abandon(List.of(waiting, deleted))).isZero();
        assertThat(find(waiting).status()).isEqualTo(JobStatus.QUEUED);
        assertThat(harness().purges().take(10)).hasSize(1);
        assertThat(orphans().abandon(List.of())).isZero();
    }

    @Test
    void aSubmitThatComesTooLateFails() {
        UUID id = UUID.randomUUID();
        orphans().abandon(List.of(id));
        assertThatExceptionOfType(CodedException.class)
                .isThrownBy(() -> store().submit(newJob(id)))
                .extracting(CodedException::code)
                .isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(store().find("local", id)).isEmpty();
        assertThat(harness().pending(id)).isEmpty();
    }

    @Test
    void eitherTheSweepOrTheSubmitGetsAnUpload() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        int submitted = 0;
        int races = 0;
        try {
            // More than 60 where the machine lets one side win them all.
            while (races < 60 || (submitted == 0 || submitted == races) && races < 6000) {
                UUID id = UUID.randomUUID();
                List<UUID> batch = List.of(id, UUID.randomUUID(), UUID.randomUUID());
                CyclicBarrier together = new CyclicBarrier(3);
                int later = races % 6;
                Future<Integer> one = threads.submit(() -> abandoned(together, batch, later));
                Future<Integer> other = threads.submit(() -> abandoned(together, batch, later));
                Future<Boolean> submit = threads.submit(() -> submitted(together, id));
                boolean won = submit.get();
                assertThat(one.get() + other.get()).isEqualTo(won ? 2 : 3);
                assertThat(store().find("local", id).isPresent()).isEqualTo(won);
                submitted += won ? 1 : 0;
                races++;
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(harness().inconsistencies()).isEmpty();
        assertThat(submitted).as("submits that won").isBetween(1, races - 1);
    }

    /** @param later questions asked before, so that the submit wins too */
    private int abandoned(CyclicBarrier together, List<UUID> batch, int later) throws Exception {
        together.await();
        for (int i = 0; i < later; i++) {
            assertThat(store().find("local", UUID.randomUUID())).isEmpty();
        }
        return orphans().abandon(batch);
    }

    private boolean submitted(CyclicBarrier together, UUID id) throws Exception {
        together.await();
        try {
            store().submit(newJob(id));
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Test
    void onlyFinishedJobsGiveTheirUploadAway() {
        UUID waiting = submit().id();
        UUID running = claimed().id();
        UUID failed = submit().id();
        store().fail(claim(failed), error(ErrorCode.CORRUPT_IMAGE));
        UUID cancelled = submit().id();
        store().cancel("local", cancelled);
        UUID deleted = submit().id();
        store().delete("local", deleted);
        List<UUID> all = List.of(waiting, running, failed, cancelled, deleted, UUID.randomUUID());
        Instant end = Objects.requireNonNull(find(failed).finishedAt());
        assertThat(finishedBefore(end, all)).isEmpty();
        assertThat(finishedBefore(end.plusNanos(1000), all)).containsExactly(failed);
        assertThat(finishedBefore(LATER, all)).containsExactlyInAnyOrder(failed, cancelled);
        assertThat(finishedBefore(LATER, all)).containsExactlyInAnyOrder(failed, cancelled);
        assertThat(finishedBefore(LATER, List.of())).isEmpty();
    }

    private List<UUID> finishedBefore(Instant time, List<UUID> ids) {
        return orphans().spend(time, ids);
    }

    @Test
    void aJobWhoseUploadGoesIsNotRetried() {
        UUID id = submit().id();
        store().cancel("local", id);
        assertThat(finishedBefore(LATER, List.of(id))).containsExactly(id);
        assertThatExceptionOfType(CodedException.class)
                .isThrownBy(() -> harness().secondStore().retry("local", id))
                .extracting(CodedException::code)
                .isEqualTo(ErrorCode.UPLOAD_GONE);
        assertThat(find(id).status()).isEqualTo(JobStatus.CANCELLED);
        store().delete("local", id);
    }

    @Test
    void aRetriedJobKeepsItsUpload() {
        UUID id = submit().id();
        store().cancel("local", id);
        store().retry("local", id);
        assertThat(finishedBefore(LATER, List.of(id))).isEmpty();
    }

    @Test
    void uploadsWithoutAnyJobAreUnknown() {
        UUID unknown = UUID.randomUUID();
        UUID deleted = submit().id();
        store().delete("local", deleted);
        assertThat(orphans().unknown(List.of(submit().id(), unknown, deleted))).containsExactly(unknown);
    }

    @Test
    void onlyTheRunningAttemptAndTheResultKeepTheirFiles() {
        UUID id = submit().id();
        store().fail(claim(id), error(ErrorCode.OUT_OF_MEMORY));
        assertLost(id, 1, 2);
        elapse(id, Duration.ofMinutes(1));
        Fence second = claim(id);
        assertLost(id, 1);
        store().complete(second, "{}", List.of(new JobArtifact("a", key(id, 2, "a"), "x/y", 1, "00")));
        AttemptFile result = new AttemptFile(key(id, 2, "a"), id, 2);
        AttemptFile beside = new AttemptFile(key(id, 2, "beside"), id, 2);
        assertThat(orphans().lost(List.of(result, beside))).containsExactly(beside);
        assertLost(id, 1);
        store().delete("local", id);
        assertLost(id);
        assertThat(orphans().lost(List.of())).isEmpty();
    }

    @Test
    void filesOfAJobThatDidNotSucceedAreLost() {
        Fence cancelled = claimed();
        store().cancel("local", cancelled.id());
        assertLost(cancelled.id(), 1, 2);
        Fence failed = claimed();
        store().fail(failed, error(ErrorCode.CORRUPT_IMAGE));
        assertLost(failed.id(), 1, 2);
        store().retry("local", failed.id());
        assertLost(failed.id(), 1, 2);
    }

    @Test
    void filesWithoutAnyRowAreLost() {
        assertLost(UUID.randomUUID(), 1, 2);
    }

    /** Of one file of each of two attempts. */
    private void assertLost(UUID id, Integer... attempts) {
        List<AttemptFile> files =
                List.of(new AttemptFile(key(id, 1, "a"), id, 1), new AttemptFile(key(id, 2, "a"), id, 2));
        assertThat(orphans().lost(files)).extracting(AttemptFile::attempt).containsExactlyInAnyOrder(attempts);
    }

    private static String key(UUID id, int attempt, String name) {
        return ArtifactKeys.file(id, attempt, null, name);
    }

    @Test
    void messagesThatWereSentLongAgoGo() {
        UUID sent = submit().id();
        outbox().relay(10, ids -> {});
        UUID waiting = submit().id();
        Duration hour = Duration.ofHours(1);
        harness().elapseSent(hour.minusSeconds(5));
        assertThat(outbox().removeSent(hour, 10)).isZero();
        harness().elapseSent(Duration.ofSeconds(6));
        assertThat(outbox().removeSent(hour, 10)).isEqualTo(1);
        assertThat(harness().rows(sent)).isEqualTo(1);
        assertThat(harness().pending(waiting)).hasSize(1);
        assertThat(find(sent).status()).isEqualTo(JobStatus.QUEUED);
    }

    @Test
    void sentMessagesGoInBatches() {
        submit();
        submit();
        submit();
        outbox().relay(10, ids -> {});
        assertThat(outbox().removeSent(Duration.ZERO, 2)).isEqualTo(2);
        assertThat(outbox().removeSent(Duration.ZERO, 2)).isEqualTo(1);
    }
}
