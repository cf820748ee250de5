package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Every state against every call that may leave it. */
public abstract class TransitionContract extends JobStoreFixture {

    /** Each call, the states it leaves, and the state it leads to. */
    private enum Call {
        CLAIM(JobStatus.RUNNING, JobStatus.QUEUED),
        COMPLETE(JobStatus.SUCCEEDED, JobStatus.RUNNING),
        FAIL_INPUT(JobStatus.FAILED, JobStatus.RUNNING),
        FAIL_RESOURCE(JobStatus.QUEUED, JobStatus.RUNNING),
        RELEASE(JobStatus.QUEUED, JobStatus.RUNNING),
        REAP(JobStatus.QUEUED, JobStatus.RUNNING),
        CANCEL(JobStatus.CANCELLED, JobStatus.QUEUED, JobStatus.RUNNING),
        RETRY(JobStatus.QUEUED, JobStatus.FAILED, JobStatus.CANCELLED);

        private final JobStatus target;
        private final List<JobStatus> from;

        Call(JobStatus target, JobStatus... from) {
            this.target = target;
            this.from = List.of(from);
        }
    }

    static Stream<Arguments> everyStateAndCall() {
        return JobStatus.known().stream()
                .flatMap(status -> Stream.of(Call.values()).map(call -> Arguments.of(status, call)));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndCall")
    void callChangesOnlyTheStatesThatMayBeLeft(JobStatus status, Call call) {
        Fence fence = in(status);
        Job before = find(fence.id());
        boolean allowed = call.from.contains(status);
        assertThat(perform(call).test(fence)).isEqualTo(allowed);
        Job after = find(fence.id());
        if (allowed) {
            assertThat(status.canBecome(call.target)).isTrue();
            assertThat(after.status()).isEqualTo(call.target);
            assertThat(after.version()).isGreaterThan(before.version());
        } else {
            assertThat(after).isEqualTo(before);
        }
    }

    private Fence in(JobStatus status) {
        UUID id = submit().id();
        if (status.equals(JobStatus.QUEUED)) {
            return new Fence(id, 0, null);
        }
        Fence fence = claim(id);
        switch (status.name()) {
            case "SUCCEEDED" -> store().complete(fence, "{}", List.of());
            case "FAILED" -> store().fail(fence, error(ErrorCode.CORRUPT_IMAGE));
            case "CANCELLED" -> store().cancel("local", id);
            default -> {}
        }
        assertThat(find(id).status()).isEqualTo(status);
        return fence;
    }

    private Predicate<Fence> perform(Call call) {
        return switch (call) {
            case CLAIM -> fence -> store().claim(fence.id(), "w", LEASE).isPresent();
            case COMPLETE -> fence -> store().complete(fence, "{}", List.of());
            case FAIL_INPUT -> fence -> store().fail(fence, error(ErrorCode.NOT_A_CHEST_CT));
            case FAIL_RESOURCE -> fence -> store().fail(fence, error(ErrorCode.DEADLINE_EXCEEDED));
            case RELEASE -> store()::release;
            case REAP -> this::reap;
            case CANCEL -> fence -> accepted(() -> store().cancel("local", fence.id()));
            case RETRY -> fence -> accepted(() -> store().retry("local", fence.id()));
        };
    }

    private boolean reap(Fence fence) {
        elapse(fence.id(), LEASE.plus(Duration.ofSeconds(1)));
        return reaper().reap(10) == 1;
    }

    private static boolean accepted(Runnable call) {
        try {
            call.run();
            return true;
        } catch (CodedException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_TRANSITION);
            return false;
        }
    }
}
