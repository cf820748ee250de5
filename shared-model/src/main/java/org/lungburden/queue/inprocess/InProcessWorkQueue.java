package org.lungburden.queue.inprocess;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.lungburden.queue.WorkQueue;

/**
 * Ids in memory. A process that ends loses them. The database still knows the jobs, and idle workers ask the database.
 */
public final class InProcessWorkQueue implements WorkQueue {
    private final LinkedBlockingDeque<UUID> ids = new LinkedBlockingDeque<>();
    private final AtomicInteger consumers = new AtomicInteger();

    @Override
    public void publish(List<UUID> jobIds) {
        ids.addAll(jobIds);
    }

    @Override
    public Subscription consume(Handler handler) {
        Consumer consumer = new Consumer(ids, handler);
        consumer.start("work-queue-" + consumers.incrementAndGet());
        return consumer;
    }
}
