package org.lungburden.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every work queue does: at least once, in no promised order. */
@Timeout(60)
public abstract class WorkQueueContract {

    /** An empty queue; the same one throughout a test. */
    protected abstract WorkQueue queue();

    @Test
    void deliversWhatWasPublishedBeforeAndAfterTheConsumerCame() {
        UUID before = UUID.randomUUID();
        UUID after = UUID.randomUUID();
        Collection<UUID> handled = new ConcurrentLinkedQueue<>();
        queue().publish(List.of(before));
        try (WorkQueue.Subscription subscription = queue().consume(handled::add)) {
            queue().publish(List.of(after));
            await().until(() -> handled.size() == 2);
        }
        assertThat(handled).containsExactlyInAnyOrder(before, after);
    }

    @Test
    void publishesNothingAndMany() {
        List<UUID> ids = ids(200);
        Set<UUID> handled = ConcurrentHashMap.newKeySet();
        queue().publish(List.of());
        queue().publish(ids);
        try (WorkQueue.Subscription subscription = queue().consume(handled::add)) {
            await().until(() -> handled.size() == ids.size());
        }
        assertThat(handled).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void handsOutOneAtATime() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        queue().publish(ids(50));
        try (WorkQueue.Subscription subscription = queue().consume(id -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            running.decrementAndGet();
            done.incrementAndGet();
        })) {
            await().until(() -> done.get() == 50);
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void failedHandlerGetsItsIdAgain() {
        UUID id = UUID.randomUUID();
        AtomicInteger deliveries = new AtomicInteger();
        queue().publish(List.of(id));
        try (WorkQueue.Subscription subscription = queue().consume(delivered -> {
            assertThat(delivered).isEqualTo(id);
            if (deliveries.incrementAndGet() < 3) {
                throw new IllegalStateException("not this time");
            }
        })) {
            await().until(() -> deliveries.get() == 3);
        }
    }

    @Test
    void handledIdIsNotDeliveredAgain() {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        queue().publish(List.of(first));
        Collection<UUID> handled = new ConcurrentLinkedQueue<>();
        try (WorkQueue.Subscription subscription = queue().consume(handled::add)) {
            await().until(() -> handled.size() == 1);
        }
        queue().publish(List.of(second));
        try (WorkQueue.Subscription subscription = queue().consume(handled::add)) {
            await().until(() -> handled.size() == 2);
        }
        assertThat(handled).containsExactly(first, second);
    }

    @Test
    void closeWaitsForTheRunningOneAndHandsBackTheRest() throws InterruptedException {
        UUID running = UUID.randomUUID();
        UUID waiting = UUID.randomUUID();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicBoolean ended = new AtomicBoolean();
        queue().publish(List.of(running));
        WorkQueue.Subscription subscription = queue().consume(id -> {
            begun.countDown();
            closing.await();
            interrupted.set(Thread.currentThread().isInterrupted());
            ended.set(true);
        });
        begun.await();
        queue().publish(List.of(waiting));
        Thread closer = new Thread(subscription::close);
        closer.start();
        await().until(() ->
                closer.getState() == Thread.State.WAITING || closer.getState() == Thread.State.TIMED_WAITING);
        assertThat(ended).isFalse();
        closing.countDown();
        closer.join();
        assertThat(ended).isTrue();
        assertThat(interrupted).isFalse();

        Collection<UUID> handled = new ConcurrentLinkedQueue<>();
        try (WorkQueue.Subscription next = queue().consume(handled::add)) {
            await().until(() -> !handled.isEmpty());
        }
        assertThat(handled).containsExactly(waiting);
    }

    @Test
    void closedSubscriptionTakesNothingAndClosesTwice() {
        Collection<UUID> first = new ConcurrentLinkedQueue<>();
        WorkQueue.Subscription closed = queue().consume(first::add);
        closed.close();
        closed.close();
        Collection<UUID> second = new ConcurrentLinkedQueue<>();
        queue().publish(ids(20));
        try (WorkQueue.Subscription subscription = queue().consume(second::add)) {
            await().until(() -> second.size() == 20);
        }
        assertThat(first).isEmpty();
    }

    @Test
    void twoConsumersShareTheWork() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        WorkQueue.Handler handler = id -> {
            both.countDown();
            both.await();
        };
        queue().publish(ids(2));
        try (WorkQueue.Subscription first = queue().consume(handler);
                WorkQueue.Subscription second = queue().consume(handler)) {
            both.await();
        }
    }

    @Test
    void concurrentPublishersAndConsumersLoseNothing() throws InterruptedException {
        Set<UUID> published = ConcurrentHashMap.newKeySet();
        Set<UUID> handled = ConcurrentHashMap.newKeySet();
        List<Thread> publishers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            publishers.add(new Thread(() -> {
                for (int batch = 0; batch < 10; batch++) {
                    List<UUID> ids = ids(10);
                    // A publish that throws is the caller's to repeat.
                    await().ignoreExceptions().until(() -> {
                        queue().publish(ids);
                        return true;
                    });
                    published.addAll(ids);
                }
            }));
        }
        try (WorkQueue.Subscription first = queue().consume(handled::add);
                WorkQueue.Subscription second = queue().consume(handled::add)) {
            publishers.forEach(Thread::start);
            for (Thread publisher : publishers) {
                publisher.join();
            }
            await().until(() -> handled.size() >= 400);
        }
        assertThat(published).hasSize(400);
        assertThat(handled).isEqualTo(published);
    }

    @Test
    void preparedQueueHasNoFault() {
        queue().prepare();
        assertThat(queue().fault()).isEmpty();
    }

    private static List<UUID> ids(int count) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(UUID.randomUUID());
        }
        return ids;
    }
}
