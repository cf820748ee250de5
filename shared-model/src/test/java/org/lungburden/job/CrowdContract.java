package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Two processes' stores fight over many jobs, some of which are handed back once. */
public abstract class CrowdContract extends JobStoreFixture {
    private static final int ONE_IN_RELEASED = 20;

    protected abstract int jobs();

    @Test
    void eachJobHasOneWorkerAtATimeAndIsCompletedOnce() throws Exception {
        harness().submitMany(jobs());
        Set<UUID> running = ConcurrentHashMap.newKeySet();
        Set<UUID> completed = ConcurrentHashMap.newKeySet();
        AtomicInteger released = new AtomicInteger();
        // neither begins before both hold a job, else a quick one may leave nothing to the other
        CyclicBarrier both = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> workers = new ArrayList<>();
            for (JobStore store : List.of(store(), harness().secondStore())) {
                workers.add(threads.submit(worker(store, both, running, completed, released)));
            }
            for (Future<Integer> worker : workers) {
                assertThat(worker.get()).as("claims of one worker").isPositive();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(completed).hasSize(jobs());
        assertThat(released).hasPositiveValue();
        assertThat(harness().succeededOnce()).isEqualTo(jobs());
        assertThat(harness().inconsistencies()).isEmpty();
    }

    private static Callable<Integer> worker(
            JobStore store, CyclicBarrier both, Set<UUID> running, Set<UUID> completed, AtomicInteger released) {
        return () -> {
            int claims = 0;
            Optional<Claim> claim = store.claimNext("w", LEASE);
            both.await(30, TimeUnit.SECONDS);
            while (claim.isPresent()) {
                claims++;
                Fence fence = claim.get().fence();
                assertThat(running.add(fence.id())).as("the only worker").isTrue();
                boolean handBack = fence.attempt() == 1 && claims % ONE_IN_RELEASED == 0;
                // before the write: another may claim a job as soon as it is handed back
                running.remove(fence.id());
                if (handBack) {
                    assertThat(store.release(fence)).isTrue();
                    released.incrementAndGet();
                } else {
                    assertThat(store.complete(fence, "{}", List.of())).isTrue();
                    assertThat(completed.add(fence.id())).as("completed once").isTrue();
                }
                claim = store.claimNext("w", LEASE);
            }
            return claims;
        };
    }
}
