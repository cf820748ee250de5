package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.job.JobPriority.BATCH;
import static org.lungburden.job.JobPriority.INTERACTIVE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.error.ErrorCode;

/** Whose job is claimed next. */
public abstract class FairnessContract extends JobStoreFixture {
    private static final int COHORT = 10_000;

    @ParameterizedTest
    @ValueSource(strings = {"cohort", "clinic"})
    void thousandsOfABatchDelayAClinicianByOneJobAtMost(String clinician) {
        harness().submitMany(COHORT, "cohort", BATCH);
        for (int phase = 0; phase < 6; phase++) {
            next();
            UUID urgent = submit(clinician, INTERACTIVE);
            assertThat(List.of(next().id(), next().id())).as("after %s", phase).contains(urgent);
        }
    }

    @Test
    void ownersTakeTurnsWithinAPriority() {
        harness().submitMany(100, "many", BATCH);
        harness().submitMany(5, "few", BATCH);
        List<String> order = next(105).stream().map(Job::owner).toList();
        assertThat(order.subList(0, 10))
                .isEqualTo(IntStream.range(0, 10)
                        .mapToObj(turn -> turn % 2 == 0 ? "few" : "many")
                        .toList());
        assertThat(order.subList(10, 105)).containsOnly("many");
    }

    @Test
    void turnsOfOnePriorityDoNotCountInTheOther() {
        for (String owner : List.of("a", "b")) {
            harness().submitMany(40, owner, BATCH);
        }
        harness().submitMany(200, "a", INTERACTIVE);
        List<Job> claimed = next(40);
        assertThat(ownersOf(claimed, BATCH)).startsWith("a", "b", "a", "b", "a", "b");
    }

    /** Who deletes what is done, as a tidy client does, must not be taken for an owner who never had a turn. */
    @Test
    void deletedJobsCountAsTurns() {
        harness().submitMany(20, "tidy", INTERACTIVE);
        harness().submitMany(20, "untidy", INTERACTIVE);
        List<String> order = new ArrayList<>();
        for (int turn = 0; turn < 8; turn++) {
            Claim claim = store().claimNext("w", LEASE).orElseThrow();
            order.add(claim.job().owner());
            store().complete(claim.fence(), "{}", List.of());
            if (claim.job().owner().equals("tidy")) {
                store().delete("tidy", claim.job().id());
            }
        }
        assertThat(order).containsExactly("tidy", "untidy", "tidy", "untidy", "tidy", "untidy", "tidy", "untidy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clinic", "cohort"})
    void interactiveJobsWithoutEndLeaveEachFifthClaimToABatch(String cohort) {
        harness().submitMany(10, cohort, BATCH);
        harness().submitMany(200, "clinic", INTERACTIVE);
        List<JobPriority> order = next(50).stream().map(Job::priority).toList();
        for (int start = 0; start < 50; start += 5) {
            assertThat(order.subList(start, start + 5)).containsOnlyOnce(BATCH);
        }
    }

    @Test
    void ofAnOwnersJobsTheLongestDueComesFirst() {
        UUID first = submit("a", BATCH);
        UUID second = submit("a", BATCH);
        elapse(second, Duration.ofMinutes(1));
        assertThat(next(2)).extracting(Job::id).containsExactly(second, first);
    }

    @Test
    void jobThatIsDueLaterIsNotClaimedBeforeAndHidesNoOther() {
        UUID later = submit("a", INTERACTIVE);
        Fence fence = store().claimNext("w", LEASE).orElseThrow().fence();
        store().fail(fence, error(ErrorCode.UNAVAILABLE));
        assertThat(store().claimNext("w", LEASE)).isEmpty();
        UUID batch = submit("a", BATCH);
        UUID other = submit("b", INTERACTIVE);
        assertThat(next(2)).extracting(Job::id).containsExactlyInAnyOrder(other, batch);
        UUID behind = submit("a", INTERACTIVE);
        elapse(behind, Duration.ofSeconds(1));
        assertThat(next().id()).isEqualTo(behind);
        assertThat(store().claimNext("w", LEASE)).isEmpty();
        elapse(later, Duration.ofMinutes(5));
        assertThat(next().id()).isEqualTo(later);
    }

    @Test
    void eightWorkersClaimEachJobOnceAndLeaveNone() throws Exception {
        for (String owner : List.of("a", "b", "c")) {
            harness().submitMany(60, owner, BATCH);
            harness().submitMany(20, owner, INTERACTIVE);
        }
        List<UUID> claimed = Collections.synchronizedList(new ArrayList<>());
        Callable<Boolean> worker = () -> {
            Optional<Claim> claim = store().claimNext("w", LEASE);
            while (claim.isPresent()) {
                claimed.add(claim.get().job().id());
                claim = store().claimNext("w", LEASE);
            }
            return true;
        };
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<Boolean> done : threads.invokeAll(Collections.nCopies(8, worker))) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(claimed).hasSize(240).doesNotHaveDuplicates();
        assertThat(store().claimNext("w", LEASE)).isEmpty();
        assertThat(harness().inconsistencies()).isEmpty();
    }

    private UUID submit(String owner, JobPriority priority) {
        NewJob job = new NewJob(UUID.randomUUID(), owner, UPLOAD, null, null, null, priority, StudyChoices.NONE);
        assertThat(store().submit(job).priority()).isEqualTo(priority);
        return job.id();
    }

    private Job next() {
        return store().claimNext("w", LEASE).orElseThrow().job();
    }

    private List<Job> next(int claims) {
        return IntStream.range(0, claims).mapToObj(n -> next()).toList();
    }

    private static List<String> ownersOf(List<Job> jobs, JobPriority priority) {
        return jobs.stream()
                .filter(job -> job.priority().equals(priority))
                .map(Job::owner)
                .toList();
    }
}
