package org.lungburden.job.upkeep;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The messages that are still to be sent. Every move to QUEUED writes one, with the time it is due, in its own
 * transaction. Several relays may work at once; a message may then be sent twice, never not at all.
 */
public interface Outbox {

    /**
     * Hands the due ids to the publisher, and marks them sent when it returns. What it throws is thrown on, and the
     * messages stay.
     *
     * @return how many were sent; {@code limit} means that there may be more
     */
    int relay(int limit, Consumer<List<UUID>> publisher);

    /**
     * Removes messages that were sent so long ago; safe on several instances at once.
     *
     * @param limit most messages removed by this call
     * @return messages removed
     */
    int removeSent(Duration age, int limit);

    /**
     * Calls the listener after each commit in this process that wrote a message; it must return at once. The handle
     * ends it.
     */
    Registration onWritten(Runnable listener);

    /** Ends a listener. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
