package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.JobStoreHarness.Standing;

/**
 * Every two calls on one job, from every state, one after the other and at once from two processes' stores: what comes
 * of both at once is what comes of them in one of the two orders, and the rows beside the job agree with it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RaceContract extends JobStoreFixture {
    private static final int REPETITIONS = 3;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private ExecutorService threads;

    private enum Call {
        CLAIM,
        COMPLETE,
        FAIL_INPUT,
        FAIL_RESOURCE,
        RELEASE,
        REAP,
        CANCEL,
        RETRY,
        DELETE
    }

    /** What two calls answered, and what they left. */
    private record Outcome(Standing end, boolean first, boolean second) {}

    @BeforeAll
    void startThreads() {
        threads = Executors.newFixedThreadPool(2);
    }

    @AfterAll
    void stopThreads() {
        threads.shutdownNow();
    }

    static Stream<Arguments> everyTwoCalls() {
        return Stream.of(Call.values())
                .flatMap(a -> Stream.of(Call.values())
                        .filter(b -> b.compareTo(a) >= 0)
                        .map(b -> Arguments.of(a, b)));
    }

    @ParameterizedTest
    @MethodSource("everyTwoCalls")
    void bothAtOnceAreOneAfterTheOther(Call a, Call b) throws Exception {
        for (JobStatus status : JobStatus.known()) {
            Outcome inOrder = inOrder(status, a, b);
            Outcome turned = inOrder(status, b, a);
            List<Outcome> allowed = List.of(inOrder, new Outcome(turned.end(), turned.second(), turned.first()));
            for (int n = 0; n < REPETITIONS; n++) {
                assertThat(atOnce(status, a, b)).as("%s", status).isIn(allowed);
            }
        }
        assertThat(harness().inconsistencies()).isEmpty();
    }

    private Outcome inOrder(JobStatus status, Call a, Call b) {
        Fence fence = in(status);
        boolean first = step(fence, a, store());
        boolean second = step(fence, b, harness().secondStore());
        return ended(fence, first, second);
    }

    /** One call, which must move the job as the table of states says. */
    private boolean step(Fence fence, Call call, JobStore store) {
        Standing before = harness().standing(fence.id());
        boolean done = perform(call, fence, store);
        Standing after = harness().standing(fence.id());
        if (!before.status().equals(after.status())) {
            assertThat(before.status().canBecome(after.status()))
                    .as("%s: %s to %s", call, before, after)
                    .isTrue();
        }
        assertThat(done).as("%s: %s to %s", call, before, after).isEqualTo(!before.equals(after));
        return done;
    }

    private Outcome atOnce(JobStatus status, Call a, Call b) throws Exception {
        Fence fence = in(status);
        CyclicBarrier together = new CyclicBarrier(2);
        Future<Boolean> first = threads.submit(together(together, a, fence, store()));
        Future<Boolean> second =
                threads.submit(together(together, b, fence, harness().secondStore()));
        return ended(fence, first.get(30, TimeUnit.SECONDS), second.get(30, TimeUnit.SECONDS));
    }

    private Callable<Boolean> together(CyclicBarrier barrier, Call call, Fence fence, JobStore store) {
        return () -> {
            barrier.await(30, TimeUnit.SECONDS);
            return perform(call, fence, store);
        };
    }

    private Outcome ended(Fence fence, boolean first, boolean second) {
        Standing end = harness().standing(fence.id());
        assertThat(harness().inconsistencies()).as("%s", end).isEmpty();
        if (!end.deleted()) {
            // out of the way of the reaper
            store().delete("local", fence.id());
        }
        return new Outcome(end, first, second);
    }

    /** A job in that state whose lease, if it runs, has ended; and the fence of its last or next attempt. */
    private Fence in(JobStatus status) {
        UUID id = submit().id();
        if (status.equals(JobStatus.QUEUED)) {
            return new Fence(id, 1, null);
        }
        Fence fence = claim(id);
        switch (status.name()) {
            case "SUCCEEDED" -> store().complete(fence, "{}", List.of());
            case "FAILED" -> store().fail(fence, error(ErrorCode.CORRUPT_IMAGE));
            case "CANCELLED" -> store().cancel("local", id);
            default -> elapse(id, LEASE.plusSeconds(1));
        }
        return fence;
    }

    private boolean perform(Call call, Fence fence, JobStore store) {
        UUID id = fence.id();
        return switch (call) {
            case CLAIM -> store.claim(id, "w", LEASE).isPresent();
            case COMPLETE -> store.complete(fence, "{}", List.of(artifact("a")));
            case FAIL_INPUT -> store.fail(fence, error(ErrorCode.NOT_A_CHEST_CT));
            case FAIL_RESOURCE -> store.fail(fence, error(ErrorCode.DEADLINE_EXCEEDED));
            case RELEASE -> store.release(fence);
            case REAP -> reaper().reap(10) == 1;
            case CANCEL -> accepted(() -> store.cancel("local", id));
            case RETRY -> accepted(() -> store.retry("local", id));
            case DELETE -> accepted(() -> store.delete("local", id));
        };
    }

    private static boolean accepted(Runnable call) {
        try {
            call.run();
            return true;
        } catch (CodedException e) {
            assertThat(e.code()).isIn(ErrorCode.INVALID_TRANSITION, ErrorCode.JOB_NOT_FOUND);
            return false;
        }
    }

    @Test
    void aWorkerPausedBeyondItsLeaseChangesNothing() {
        Fence paused = claimed();
        UUID id = paused.id();
        elapse(id, LEASE.plusSeconds(1));
        assertThat(reaper().reap(10)).isEqualTo(1);
        assertPowerless(paused);
        elapse(id, Duration.ofMinutes(5));
        Fence next =
                harness().secondStore().claim(id, "other", LEASE).orElseThrow().fence();
        assertThat(next.attempt()).isEqualTo(2);
        assertPowerless(paused);
        assertThat(harness().secondStore().complete(next, "{}", List.of(artifact("a"))))
                .isTrue();
        assertPowerless(paused);
        assertThat(harness().inconsistencies()).isEmpty();
    }

    /** A server that fell over before its standby had seen a claim; both give the attempt the same number. */
    @Test
    void ofTwoHoldersOfOneNumberOnlyTheLaterOneWrites() {
        Fence lost = claimed();
        UUID id = lost.id();
        harness().loseClaim(id);
        assertPowerless(lost);
        Fence next =
                harness().secondStore().claim(id, "other", LEASE).orElseThrow().fence();
        assertThat(next.attempt()).isEqualTo(lost.attempt());
        assertPowerless(lost);
        assertPowerless(new Fence(id, lost.attempt(), null));
        assertThat(key(next)).isNotEqualTo(key(lost));
        assertThat(harness().secondStore().complete(next, "{}", List.of(artifact("a"))))
                .isTrue();
        assertPowerless(lost);
        assertThat(harness().inconsistencies()).isEmpty();
    }

    private static String key(Fence fence) {
        return ArtifactKeys.file(fence.id(), fence.attempt(), fence.token(), "labels.nii.gz");
    }

    private void assertPowerless(Fence fence) {
        UUID id = fence.id();
        Job before = find(id);
        List<Attempt> attempts = store().attempts("local", id);
        List<Boolean> answers = new ArrayList<>();
        answers.add(store().holds(fence));
        answers.add(store().renew(fence, LEASE));
        answers.add(store().progress(fence, Stage.WRITING, 1));
        answers.add(store().complete(fence, "{\"late\": true}", List.of(artifact("late"))));
        answers.add(store().fail(fence, error(ErrorCode.CORRUPT_IMAGE)));
        answers.add(store().fail(fence, error(ErrorCode.OUT_OF_MEMORY)));
        answers.add(store().release(fence));
        assertThat(answers).containsOnly(false);
        assertThat(find(id)).isEqualTo(before);
        assertThat(store().attempts("local", id)).isEqualTo(attempts);
    }
}
