package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** What any job store tells of jobs with one name together. */
public abstract class BatchContract extends JobStoreFixture {
    private static final Instant LATE = Instant.parse("2200-01-01T00:00:00Z");
    private static final String RESULT = "{\"schemaVersion\": \"2.0\"}";

    private Batches batches() {
        return harness().batches();
    }

    private Job submit(String batch) {
        return submit("local", batch);
    }

    private Job submit(String owner, String batch) {
        return store().submit(new NewJob(UUID.randomUUID(), owner, UPLOAD, null, null, batch, StudyChoices.NONE));
    }

    private BatchState state(String batch) {
        return batches().state("local", batch).orElseThrow();
    }

    private List<String> names(@Nullable String cursor) {
        return batches().page("local", cursor, 10).items().stream()
                .map(Batches.Listed::name)
                .toList();
    }

    @Test
    void aStateCountsWhatTheOwnerFinds() {
        Job first = submit("b");
        Fence running = claim(submit("b").id());
        store().progress(running, Stage.DECODING, 0.5);
        store().complete(claim(submit("b").id()), RESULT, List.of());
        store().fail(claim(submit("b").id()), error(ErrorCode.CORRUPT_IMAGE));
        store().cancel("local", submit("b").id());
        Job last = submit("b");
        store().delete("local", submit("b").id());
        submit("c");
        submit("another", "b");

        BatchState state = state("b");

        assertThat(state.counts())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        JobStatus.QUEUED, 2L,
                        JobStatus.RUNNING, 1L,
                        JobStatus.SUCCEEDED, 1L,
                        JobStatus.FAILED, 1L,
                        JobStatus.CANCELLED, 1L));
        assertThat(state.total()).isEqualTo(6);
        assertThat(state.finished()).isEqualTo(3);
        assertThat(state.progress()).isEqualTo(3.5 / 6);
        assertThat(state.leastProgress()).isEqualTo(0.5);
        assertThat(state.firstJobAt()).isEqualTo(first.createdAt());
        assertThat(state.lastJobAt()).isEqualTo(last.createdAt());
    }

    @Test
    void aBatchIsThereWhileItsOwnerFindsAJob() {
        Job only = submit("b");
        assertThat(batches().state("another", "b")).isEmpty();
        assertThat(batches().state("local", "B")).isEmpty();
        store().delete("local", only.id());
        assertThat(batches().state("local", "b")).isEmpty();
        assertThat(names(null)).isEmpty();
    }

    @Test
    void theListBeginsWithTheBatchOfTheNewestJob() {
        submit("a");
        submit("c");
        submit("b");
        submit();
        submit("another", "d");
        assertThat(names(null)).containsExactly("b", "c", "a");
        Job again = submit("a");
        assertThat(names(null)).containsExactly("a", "b", "c");
        assertThat(batches().page("local", null, 1).items().get(0).lastJobAt()).isEqualTo(again.createdAt());
    }

    @Test
    void pagesFollowOneAnother() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            submit("b" + i);
            submit("b" + i);
            expected.add(0, "b" + i);
        }
        List<String> paged = new ArrayList<>();
        String cursor = null;
        do {
            Batches.BatchPage page = batches().page("local", cursor, 2);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            page.items().forEach(listed -> paged.add(listed.name()));
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(paged).containsExactlyElementsOf(expected);
        assertThatThrownBy(() -> batches().page("local", "no cursor", 2))
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void aBatchHasFinishedWhenAllItsJobsHave() {
        Job one = submit("b");
        Fence other = claim(submit("b").id());
        assertThat(finished()).isFalse();
        store().cancel("local", one.id());
        assertThat(finished()).isFalse();
        store().complete(other, RESULT, List.of());
        assertThat(finished()).isTrue();
    }

    private boolean finished() {
        return batches().page("local", null, 1).items().get(0).finished();
    }

    @Test
    void stepsCancelWhatHasNotFinished() {
        Fence running = claim(submit("b").id());
        submit("b");
        submit("b");
        Fence done = claim(submit("b").id());
        store().complete(done, RESULT, List.of());
        Job other = submit("c");
        Job theirs = submit("another", "b");

        List<UUID> first = batches().cancelSome("local", "b", LATE, 2);
        List<UUID> second = batches().cancelSome("local", "b", LATE, 2);

        assertThat(first).hasSize(2);
        assertThat(second).hasSize(1).doesNotContainAnyElementsOf(first);
        assertThat(batches().cancelSome("local", "b", LATE, 2)).isEmpty();
        assertThat(state("b").counts()).containsEntry(JobStatus.CANCELLED, 3L).containsEntry(JobStatus.SUCCEEDED, 1L);
        assertThat(find(running.id()).finishedAt()).isNotNull();
        assertThat(outcomes(running.id())).containsExactly(Attempt.Outcome.CANCELLED);
        assertThat(store().holds(running)).isFalse();
        assertThat(find(other.id()).status()).isEqualTo(JobStatus.QUEUED);
        assertThat(store().find("another", theirs.id()).orElseThrow().status()).isEqualTo(JobStatus.QUEUED);
        assertThat(harness().inconsistencies()).isEmpty();
    }

    @Test
    void aJobThatIsSubmittedLaterGoesOn() {
        Job early = submit("b");
        Job late = submit("b");
        assertThat(late.createdAt()).isAfter(early.createdAt());
        assertThat(batches().cancelSome("local", "b", early.createdAt(), 10)).containsExactly(early.id());
        assertThat(find(late.id()).status()).isEqualTo(JobStatus.QUEUED);
    }

    @Test
    void membersComeInTheOrderOfTheirCreation() {
        List<UUID> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            expected.add(submit("b").id());
            submit("c");
            submit("another", "b");
        }
        store().delete("local", expected.remove(3));
        List<UUID> found = new ArrayList<>();
        Job last = null;
        do {
            List<Batches.Member> part = batches().members("local", "b", last, 3);
            part.forEach(member -> found.add(member.job().id()));
            last = part.isEmpty() ? null : part.get(part.size() - 1).job();
        } while (last != null);
        assertThat(found).containsExactlyElementsOf(expected);
    }

    /** Several processes submit, so that two jobs may have one time. */
    @Test
    void noMemberOfOneTimeIsLeftOut() {
        harness().stopClock();
        List<UUID> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(submit("b").id());
        }
        List<UUID> found = new ArrayList<>();
        Job last = null;
        do {
            List<Batches.Member> part = batches().members("local", "b", last, 2);
            part.forEach(member -> found.add(member.job().id()));
            last = part.isEmpty() ? null : part.get(part.size() - 1).job();
        } while (last != null);
        assertThat(found).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void aMemberHasItsResultAndItsFiles() {
        Fence done = claim(submit("b").id());
        store().complete(done, RESULT, List.of(artifact("labels.nii.gz"), artifact("report.pdf")));
        Job waiting = submit("b");
        List<Batches.Member> members = batches().members("local", "b", null, 10);
        assertThat(members)
                .extracting(Batches.Member::result)
                .containsExactly("{\"revision\":0," + RESULT.substring(1), null);
        assertThat(members).extracting(Batches.Member::job).containsExactly(find(done.id()), waiting);
        Map<UUID, List<JobArtifact>> files = batches().files("local", List.of(done.id(), waiting.id()));
        assertThat(files).containsOnlyKeys(done.id());
        assertThat(files.get(done.id())).containsExactly(artifact("labels.nii.gz"), artifact("report.pdf"));
        assertThat(batches().files("another", List.of(done.id()))).isEmpty();
    }
}
