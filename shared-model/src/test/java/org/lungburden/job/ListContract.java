package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.JobFilter.Field;

/** Which jobs the list of any job store shows. */
public abstract class ListContract extends JobStoreFixture {
    private static final String STUDY = "{\"study\": {\"format\": \"DICOM\", \"studyInstanceUid\" : \"%s\"}}";

    private List<UUID> listed(JobFilter filter) {
        return store().list(new JobQuery("local", filter, null, 10)).items().stream()
                .map(Job::id)
                .toList();
    }

    private UUID submit(String label) {
        NewJob job = new NewJob(
                UUID.randomUUID(), "local", UPLOAD, label, "of " + label, "with " + label, StudyChoices.NONE);
        return store().submit(job).id();
    }

    @ParameterizedTest
    @EnumSource
    void filtersByEachField(Field field) {
        UUID wanted = submit("r1");
        UUID other = submit("r2");
        String value = switch (field) {
            case REFERENCE -> "r1";
            case SUBJECT -> "of r1";
            case BATCH -> "with r1";
            case CODE -> {
                store().fail(claim(wanted), error(ErrorCode.NO_CT_IMAGES));
                store().fail(claim(other), error(ErrorCode.CORRUPT_IMAGE));
                yield "NO_CT_IMAGES";
            }
            case STUDY_INSTANCE_UID -> {
                store().complete(claim(wanted), STUDY.formatted("1.2.3"), List.of());
                store().complete(claim(other), STUDY.formatted("1.2.4"), List.of());
                yield "1.2.3";
            }
        };
        assertThat(listed(JobFilter.of(field, value))).containsExactly(wanted);
        assertThat(listed(JobFilter.of(field, value + "x"))).isEmpty();
    }

    @Test
    void resultThatNamesNoStudyIsNoFault() {
        Fence fence = claimed();
        assertThat(store().complete(fence, "{\"study\": {\"format\": \"NIFTI\"}}", List.of()))
                .isTrue();
        assertThat(listed(JobFilter.ALL)).containsExactly(fence.id());
    }

    @Test
    void filtersBySeveralStatusesNewestFirst() {
        UUID queued = submit().id();
        UUID cancelled = submit().id();
        UUID running = submit().id();
        UUID queuedLast = submit().id();
        store().cancel("local", cancelled);
        claim(running);
        assertThat(listed(JobFilter.of(JobStatus.QUEUED))).containsExactly(queuedLast, queued);
        assertThat(listed(JobFilter.of(JobStatus.QUEUED, JobStatus.CANCELLED)))
                .containsExactly(queuedLast, cancelled, queued);
        assertThat(listed(new JobFilter(Set.copyOf(JobStatus.known()), Map.of(), null, null)))
                .containsExactly(queuedLast, running, cancelled, queued);
    }

    @Test
    void timeOfCreationIsHalfOpen() {
        Job first = submit();
        Job second = submit();
        Job third = submit();
        Instant from = second.createdAt();
        assertThat(listed(new JobFilter(Set.of(), Map.of(), from, null))).containsExactly(third.id(), second.id());
        assertThat(listed(new JobFilter(Set.of(), Map.of(), null, from))).containsExactly(first.id());
        assertThat(listed(new JobFilter(Set.of(), Map.of(), from, third.createdAt())))
                .containsExactly(second.id());
    }

    @Test
    void everyConditionHolds() {
        UUID wanted = submit("r1");
        UUID otherStatus = submit("r1");
        submit("r2");
        store().cancel("local", otherStatus);
        JobFilter filter = new JobFilter(
                Set.of(JobStatus.QUEUED, JobStatus.RUNNING),
                Map.of(Field.REFERENCE, "r1", Field.BATCH, "with r1"),
                Instant.EPOCH,
                null);
        assertThat(listed(filter)).containsExactly(wanted);
    }

    @Test
    void pagesOfAFilterFollowOneAnother() {
        List<UUID> wanted = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            wanted.add(0, submit("r1"));
            store().cancel("local", submit("r1"));
            submit("r2");
        }
        JobFilter filter =
                new JobFilter(Set.of(JobStatus.QUEUED, JobStatus.FAILED), Map.of(Field.REFERENCE, "r1"), null, null);
        List<UUID> paged = new ArrayList<>();
        JobPage page = store().list(new JobQuery("local", filter, null, 2));
        while (true) {
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            page.items().forEach(job -> paged.add(job.id()));
            if (page.nextCursor() == null) {
                break;
            }
            page = store().list(new JobQuery("local", filter, page.nextCursor(), 2));
        }
        assertThat(paged).containsExactlyElementsOf(wanted);
    }

    private UUID measured(double percent) {
        Fence fence = claimed();
        store().complete(fence, "{\"burdenPercent\":{\"pneumonia\":" + percent + "}}", List.of());
        return fence.id();
    }

    private List<UUID> byBurden(JobFilter filter, int limit) {
        List<UUID> paged = new ArrayList<>();
        JobPage page = store().list(new JobQuery("local", filter, JobQuery.Order.BURDEN, null, limit));
        while (true) {
            page.items().forEach(job -> paged.add(job.id()));
            if (page.nextCursor() == null) {
                return paged;
            }
            page = store().list(new JobQuery("local", filter, JobQuery.Order.BURDEN, page.nextCursor(), limit));
        }
    }

    @Test
    void theHighestBurdenIsFirstAndJobsWithoutOneAreLast() {
        UUID low = measured(0.5);
        UUID high = measured(30);
        UUID none = measured(0);
        UUID lowAgain = measured(0.5);
        UUID waiting = submit().id();
        UUID cancelled = submit().id();
        store().cancel("local", cancelled);
        UUID waitingToo = submit().id();
        List<UUID> all = List.of(high, lowAgain, low, none, waitingToo, cancelled, waiting);
        for (int limit : new int[] {1, 2, 3, 100}) {
            assertThat(byBurden(JobFilter.ALL, limit)).as("pages of " + limit).isEqualTo(all);
            assertThat(byBurden(JobFilter.of(JobStatus.QUEUED, JobStatus.SUCCEEDED), limit))
                    .containsExactly(high, lowAgain, low, none, waitingToo, waiting);
            assertThat(byBurden(JobFilter.of(JobStatus.QUEUED, JobStatus.CANCELLED), limit))
                    .containsExactly(waitingToo, cancelled, waiting);
        }
    }

    @Test
    void aSearchFindsTheBeginningsOfReferencesAndSubjects() {
        UUID first = submit("Order-1");
        UUID second = submit("order-2");
        UUID other = submit("my order");
        assertThat(listed(JobFilter.of("ORDER"))).containsExactly(second, first);
        assertThat(listed(JobFilter.of("of O"))).containsExactly(second, first);
        assertThat(listed(JobFilter.of("of my"))).containsExactly(other);
        assertThat(listed(JobFilter.of("rder"))).isEmpty();
        assertThat(listed(JobFilter.of("order%"))).isEmpty();
        assertThat(listed(JobFilter.of("with"))).isEmpty();
        assertThat(store().list(new JobQuery("another", JobFilter.of("order"), null, 10))
                        .items())
                .isEmpty();
        store().cancel("local", first);
        assertThat(listed(new JobFilter(Set.of(JobStatus.CANCELLED), Map.of(), "order", null, null)))
                .containsExactly(first);
    }
}
