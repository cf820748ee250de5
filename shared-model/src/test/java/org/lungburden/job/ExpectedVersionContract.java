package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Changes that a client wants only at the version of a job that it knows. */
public abstract class ExpectedVersionContract extends JobStoreFixture {

    /** What a client may do, on a job whose state allows it. */
    enum Change {
        CANCEL {
            @Override
            void make(JobStore store, UUID id, ExpectedVersion expected) {
                store.cancel("local", id, expected);
            }
        },
        RETRY {
            @Override
            void make(JobStore store, UUID id, ExpectedVersion expected) {
                store.retry("local", id, expected);
            }
        },
        DELETE {
            @Override
            void make(JobStore store, UUID id, ExpectedVersion expected) {
                store.delete("local", id, expected);
            }
        };

        abstract void make(JobStore store, UUID id, ExpectedVersion expected);
    }

    private Job allowing(Change change) {
        Job job = submit();
        if (change == Change.RETRY) {
            store().cancel("local", job.id());
        }
        return find(job.id());
    }

    private ErrorCode refusal(Change change, UUID id, ExpectedVersion expected) {
        return assertThatExceptionOfType(CodedException.class)
                .isThrownBy(() -> change.make(store(), id, expected))
                .actual()
                .code();
    }

    @ParameterizedTest
    @EnumSource
    void changeIsMadeAtTheVersionThatIsExpected(Change change) {
        Job job = allowing(change);
        change.make(store(), job.id(), new ExpectedVersion(Set.of(job.version(), 99L)));
        assertThat(store().find("local", job.id()).map(Job::version)).isNotEqualTo(Optional.of(job.version()));
    }

    @ParameterizedTest
    @EnumSource
    void changeIsRefusedAtAnotherVersionAndLeavesTheJob(Change change) {
        Job job = allowing(change);
        for (ExpectedVersion other : List.of(ExpectedVersion.of(job.version() + 1), new ExpectedVersion(Set.of()))) {
            assertThat(refusal(change, job.id(), other)).isEqualTo(ErrorCode.PRECONDITION_FAILED);
        }
        assertThat(find(job.id())).isEqualTo(job);
    }

    /** As RFC 9110 has it: the precondition is judged before the state is. */
    @ParameterizedTest
    @EnumSource(names = {"CANCEL", "RETRY"})
    void versionCountsBeforeTheState(Change change) {
        Fence fence = claimed();
        store().complete(fence, "{}", List.of());
        Job job = find(fence.id());
        assertThat(refusal(change, job.id(), ExpectedVersion.of(job.version())))
                .isEqualTo(ErrorCode.INVALID_TRANSITION);
        assertThat(refusal(change, job.id(), ExpectedVersion.of(job.version() - 1)))
                .isEqualTo(ErrorCode.PRECONDITION_FAILED);
    }

    @ParameterizedTest
    @EnumSource
    void jobThatIsNotThereHasNoVersion(Change change) {
        assertThat(refusal(change, UUID.randomUUID(), ExpectedVersion.of(0))).isEqualTo(ErrorCode.JOB_NOT_FOUND);
    }

    /** A worker's progress and a client's cancel at the same version: the cancel never passes over the progress. */
    @RepeatedTest(20)
    void changeThatCameFirstRefusesTheOther() throws Exception {
        Fence fence = claimed();
        Job seen = find(fence.id());
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<Boolean> progress = () -> {
                together.await();
                return store().progress(fence, Stage.DECODING, 0.5);
            };
            Callable<Boolean> cancel = () -> {
                together.await();
                try {
                    harness().secondStore().cancel("local", seen.id(), ExpectedVersion.of(seen.version()));
                    return true;
                } catch (CodedException e) {
                    assertThat(e.code()).isEqualTo(ErrorCode.PRECONDITION_FAILED);
                    return false;
                }
            };
            List<Future<Boolean>> made = threads.invokeAll(List.of(progress, cancel));
            assertThat(made.get(0).get()).isNotEqualTo(made.get(1).get());
            assertThat(find(seen.id()).version()).isEqualTo(seen.version() + 1);
        } finally {
            threads.shutdownNow();
        }
    }
}
