package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.JobChanges.Known;

/** How those who wait for jobs, or page through them, see them change. */
public abstract class ChangesContract extends JobStoreFixture {

    private static Known known(Job job) {
        return new Known(job.id(), job.owner(), job.version());
    }

    private Map<UUID, Optional<Job>> since(Known... jobs) {
        return harness().changes().since(List.of(jobs));
    }

    @Test
    void tellsNothingOfJobsThatStandStill() {
        assertThat(since()).isEmpty();
        assertThat(since(known(submit()), known(submit()))).isEmpty();
    }

    @Test
    void tellsEachChangedJobAsItStands() {
        Job still = submit();
        Job moved = submit();
        Job failed = submit();
        Fence fence = claim(moved.id());
        assertThat(store().progress(fence, Stage.SEGMENTING, 0.5)).isTrue();
        assertThat(store().fail(claim(failed.id()), error(ErrorCode.NO_LUNG_FOUND)))
                .isTrue();
        assertThat(since(known(still), known(moved), known(failed)))
                .isEqualTo(
                        Map.of(moved.id(), Optional.of(find(moved.id())), failed.id(), Optional.of(find(failed.id()))));
    }

    @Test
    void tellsEveryKindOfChange() {
        Job seen = submit();
        Fence fence = claim(seen.id());
        seen = changed(seen);
        assertThat(store().progress(fence, Stage.FETCHING, 0.1)).isTrue();
        seen = changed(seen);
        assertThat(store().release(fence)).isTrue();
        seen = changed(seen);
        store().cancel("local", seen.id());
        seen = changed(seen);
        store().retry("local", seen.id());
        seen = changed(seen);
        assertThat(store().complete(claim(seen.id()), "{}", List.of())).isTrue();
        seen = changed(seen);
        assertThat(since(known(seen))).isEmpty();
    }

    private Job changed(Job before) {
        Job now =
                since(known(before)).getOrDefault(before.id(), Optional.empty()).orElseThrow();
        assertThat(now.version()).isGreaterThan(before.version());
        assertThat(now).isEqualTo(find(before.id()));
        return now;
    }

    @Test
    void tellsThatAJobIsFoundNoMore() {
        Job deleted = submit();
        store().delete("local", deleted.id());
        Job ofAnother = submit();
        Known never = new Known(UUID.randomUUID(), "local", 0);
        Known foreign = new Known(ofAnother.id(), "another", ofAnother.version());
        assertThat(since(known(deleted), never, foreign))
                .isEqualTo(Map.of(
                        deleted.id(), Optional.empty(), never.id(), Optional.empty(), foreign.id(), Optional.empty()));
    }

    @Test
    void pagesTellEachOldJobOnceWhileJobsComeAndGo() {
        pages(false);
    }

    @Test
    void pagesTellEachOldJobOnceWhenAllWereCreatedAtOneInstant() {
        pages(true);
    }

    private void pages(boolean atOneInstant) {
        if (atOneInstant) {
            harness().stopClock();
        }
        Set<UUID> old = new HashSet<>();
        for (int i = 0; i < 23; i++) {
            old.add(submit().id());
        }
        List<UUID> told = new ArrayList<>();
        Set<UUID> deleted = new HashSet<>();
        String cursor = null;
        do {
            JobPage page = store().list(query(cursor, 4));
            page.items().forEach(job -> told.add(job.id()));
            cursor = page.nextCursor();
            submit();
            // Where the next page starts must not depend on a job that is still there.
            UUID last = told.get(told.size() - 1);
            store().delete("local", last);
            deleted.add(last);
        } while (cursor != null);
        assertThat(told).doesNotHaveDuplicates().containsAll(old);
        assertThat(deleted).isSubsetOf(told);
    }

    private static final JobChanges.Scope OWN = new JobChanges.Scope("local", null, null);

    private JobChanges.Changed from(long position, JobChanges.Scope scope) {
        return harness().changes().from(position, scope, 10);
    }

    private static List<UUID> ids(JobChanges.Changed changed) {
        return changed.changes().stream().map(change -> change.job().id()).toList();
    }

    private Job submit(String owner, String batch, String subject) {
        return store().submit(new NewJob(UUID.randomUUID(), owner, UPLOAD, null, subject, batch, StudyChoices.NONE));
    }

    @Test
    void fromNowOnNothingHasChanged() {
        submit();
        assertThat(from(JobChanges.NOW, OWN).changes()).isEmpty();
        assertThat(from(harness().settled(), OWN).changes()).isEmpty();
    }

    @Test
    void fromAPositionOnEachJobIsToldOnceAsItStandsInTheOrderOfTheChanges() {
        Job still = submit();
        Job moved = submit();
        long before = harness().settled();
        Job added = submit();
        Fence fence = claim(moved.id());
        assertThat(store().progress(fence, Stage.SEGMENTING, 0.5)).isTrue();
        JobChanges.Changed changed = from(before, OWN);
        assertThat(changed.full()).isFalse();
        assertThat(changed.changes())
                .extracting(JobChanges.Change::job)
                .containsExactly(find(added.id()), find(moved.id()))
                .doesNotContain(still);
        long settled = harness().settled();
        assertThat(settled).isGreaterThanOrEqualTo(changed.position());
        assertThat(store().renew(fence, LEASE)).isTrue();
        assertThat(from(settled, OWN).changes())
                .as("a lease is no visible change")
                .isEmpty();
    }

    @Test
    void deletedJobIsToldAsDeleted() {
        Job job = submit();
        long before = harness().settled();
        store().delete("local", job.id());
        assertThat(from(before, OWN).changes()).singleElement().satisfies(change -> {
            assertThat(change.deleted()).isTrue();
            assertThat(change.job().id()).isEqualTo(job.id());
        });
    }

    @Test
    void onlyJobsOfTheScopeAreTold() {
        long before = harness().settled();
        Job wanted = submit("local", "b1", "s1");
        Job otherSubject = submit("local", "b1", "s2");
        Job otherBatch = submit("local", "b2", "s1");
        Job foreign = submit("other", "b1", "s1");
        assertThat(ids(from(before, OWN))).containsExactly(wanted.id(), otherSubject.id(), otherBatch.id());
        assertThat(ids(from(before, new JobChanges.Scope("local", "b1", null))))
                .containsExactly(wanted.id(), otherSubject.id());
        assertThat(ids(from(before, new JobChanges.Scope("local", "b1", "s1")))).containsExactly(wanted.id());
        assertThat(ids(from(before, JobChanges.Scope.ALL)))
                .containsExactly(wanted.id(), otherSubject.id(), otherBatch.id(), foreign.id());
    }

    @Test
    void answerIsFullBeyondTheLimit() {
        long before = harness().settled();
        submit();
        Job second = submit();
        assertThat(harness().changes().from(before, OWN, 2).full()).isFalse();
        submit();
        JobChanges.Changed cut = harness().changes().from(before, OWN, 2);
        assertThat(cut.full()).isTrue();
        assertThat(ids(cut)).hasSize(2).endsWith(second.id());
    }
}
