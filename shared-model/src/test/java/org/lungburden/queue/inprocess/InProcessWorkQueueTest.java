package org.lungburden.queue.inprocess;

import org.lungburden.queue.WorkQueue;
import org.lungburden.queue.WorkQueueContract;

class InProcessWorkQueueTest extends WorkQueueContract {
    private final InProcessWorkQueue queue = new InProcessWorkQueue();

    @Override
    protected WorkQueue queue() {
        return queue;
    }
}
