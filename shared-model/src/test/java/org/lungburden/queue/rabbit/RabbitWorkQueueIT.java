package org.lungburden.queue.rabbit;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.lungburden.queue.WorkQueue;
import org.lungburden.queue.WorkQueueContract;

class RabbitWorkQueueIT extends WorkQueueContract {
    private final RabbitWorkQueue queue =
            new RabbitWorkQueue(RabbitSettings.of(RabbitServer.shared(), "test." + UUID.randomUUID()), null);

    @Override
    protected WorkQueue queue() {
        return queue;
    }

    @AfterEach
    void close() {
        queue.close();
    }
}
