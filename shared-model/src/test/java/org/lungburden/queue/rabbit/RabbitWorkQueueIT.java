package org.lungburden.queue.rabbit;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.lungburden.queue.WorkQueue;
import org.lungburden.queue.WorkQueueContract;

class RabbitWorkQueueIT extends WorkQueueContract {
    private final RabbitWorkQueue queue =
            new RabbitWorkQueue(RabbitSettings.of(RabbitServer.shared(), "test." + UUID.randomUUID()), null);

    @Override
    protected WorkQueue queue() {
        return queue;
    }

    /** RabbitMQ 3.10 may refuse a message while several connections declare its queue for the first time. */
    @BeforeEach
    void declare() {
        queue.prepare();
    }

    @AfterEach
    void close() {
        queue.close();
    }
}
