package org.lungburden.queue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Carries job ids from the relay to the workers, at least once and in no promised order. The database holds the state:
 * a lost, doubled or early message does no harm.
 */
public interface WorkQueue {

    /**
     * Returns when the queue has accepted all ids. When this method throws, the queue may have accepted any of them.
     */
    void publish(List<UUID> jobIds);

    /**
     * Prepares to publish, however long that takes. A {@link #publish} that follows at once is then short enough for a
     * database transaction. Throws when the queue cannot be reached; takes little time when it can.
     */
    default void prepare() {}

    /** Why this process cannot reach the queue, in a sentence that anybody may read; empty when no reason is known. */
    default Optional<String> fault() {
        return Optional.empty();
    }

    /** Hands ids to the handler one at a time until the caller closes the subscription. */
    Subscription consume(Handler handler);

    /** Runs one id to its end. After an exception, the queue delivers the id again. */
    @FunctionalInterface
    interface Handler {
        void handle(UUID jobId) throws InterruptedException;
    }

    /** A running consumer. */
    interface Subscription extends AutoCloseable {
        /** Stops deliveries, waits for the running one to end, and hands back the others. */
        @Override
        void close();
    }
}
