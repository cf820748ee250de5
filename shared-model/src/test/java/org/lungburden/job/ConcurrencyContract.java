package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.lungburden.job.upkeep.Outbox;

/** Several workers, relays and reapers on one store. */
public abstract class ConcurrencyContract extends JobStoreFixture {
    private static final int JOBS = 500;

    @Test
    void twoWorkersClaimEachJobOnce() throws Exception {
        List<UUID> submitted = submitAll(JOBS);
        Collection<UUID> claimed = new ConcurrentLinkedQueue<>();
        twice(() -> {
            Optional<Claim> claim = store().claimNext("w", LEASE);
            while (claim.isPresent()) {
                claimed.add(claim.get().job().id());
                claim = store().claimNext("w", LEASE);
            }
            return null;
        });
        assertThat(claimed).containsExactlyInAnyOrderElementsOf(submitted);
    }

    @Test
    void twoWorkersWithTheSameMessagesClaimEachJobOnce() throws Exception {
        List<UUID> submitted = submitAll(100);
        Collection<UUID> claimed = new ConcurrentLinkedQueue<>();
        twice(() -> {
            submitted.forEach(id -> store().claim(id, "w", LEASE).ifPresent(claim -> claimed.add(id)));
            return null;
        });
        assertThat(claimed).containsExactlyInAnyOrderElementsOf(submitted);
    }

    @Test
    void oneOfTwoCompletionsOfAnAttemptWins() throws Exception {
        Fence fence = claimed();
        AtomicInteger won = new AtomicInteger();
        twice(() -> store().complete(fence, "{}", List.of(artifact("a"))) ? won.incrementAndGet() : 0);
        assertThat(won).hasValue(1);
        assertThat(store().artifacts("local", fence.id())).hasSize(1);
    }

    @Test
    void twoRelaysSendEachMessageOnceAndThenNothing() throws Exception {
        List<UUID> submitted = submitAll(100);
        Collection<UUID> sent = new ConcurrentLinkedQueue<>();
        twice(() -> {
            int count = outbox().relay(7, sent::addAll);
            while (count > 0) {
                count = outbox().relay(7, sent::addAll);
            }
            return null;
        });
        outbox().relay(100, sent::addAll);
        assertThat(sent).containsExactlyInAnyOrderElementsOf(submitted);
    }

    @Test
    void messageStaysWhenThePublisherFails() {
        UUID id = submit().id();
        assertThatIllegalStateException()
                .isThrownBy(() -> outbox().relay(10, ids -> {
                    throw new IllegalStateException("broker");
                }));
        List<UUID> sent = new ArrayList<>();
        assertThat(outbox().relay(10, sent::addAll)).isEqualTo(1);
        assertThat(sent).containsExactly(id);
    }

    @Test
    void listenerHearsCommitsUntilItEnds() {
        AtomicInteger heard = new AtomicInteger();
        try (Outbox.Registration registration = outbox().onWritten(heard::incrementAndGet)) {
            submit();
            assertThat(heard).hasValue(1);
        }
        submit();
        assertThat(heard).hasValue(1);
    }

    private List<UUID> submitAll(int count) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(submit().id());
        }
        return ids;
    }

    private static <T> void twice(Callable<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (Future<T> done : threads.invokeAll(List.of(work, work))) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
