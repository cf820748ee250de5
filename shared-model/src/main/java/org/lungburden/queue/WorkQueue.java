package org.lungburden.queue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Hands job ids from the relay to the workers, at least once and in no promised order. State lives elsewhere: a lost,
 * doubled or early message does no harm.
 */
public interface WorkQueue {

    /** Returns once the queue has taken all ids in charge; throws otherwise, and then any of them may have been taken. */
    void publish(List<UUID> jobIds);

    /**
     * Gets ready to publish, whatever time it takes, so that a {@link #publish} that follows at once is short enough for a
     * database transaction. Throws when the queue is not to be had; cheap when it is.
     */
    default void prepare() {}

    /** What keeps this process from the queue, in a sentence for anybody's eye; empty when nothing is known to. */
    default Optional<String> fault() {
        return Optional.empty();
    }

    /** Hands ids to the handler one at a time until the subscription is closed. */
    Subscription consume(Handler handler);

    /** Runs one id to its end; an exception hands the id back to be delivered again. */
    @FunctionalInterface
    interface Handler {
        void handle(UUID jobId) throws InterruptedException;
    }

    /** A running consumer. */
    interface Subscription extends AutoCloseable {
        /** Stops deliveries, waits for the running one to end, hands back what was not begun. */
        @Override
        void close();
    }
}
