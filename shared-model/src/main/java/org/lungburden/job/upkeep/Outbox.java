package org.lungburden.job.upkeep;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The messages that are still to be sent. Every change to QUEUED writes a message with its due time, in its own
 * transaction. Several relays may work at once. The outbox may then send a message twice, but never loses one.
 */
public interface Outbox {

    /**
     * Hands the due ids to the publisher, and marks them sent when the publisher returns. An exception of the publisher
     * passes through, and the messages stay.
     *
     * @return number of messages sent; {@code limit} means that there may be more
     */
    int relay(int limit, Consumer<List<UUID>> publisher);

    /**
     * Removes messages that were sent before the given age. Several instances may call this at once.
     *
     * @param limit most messages removed by this call
     * @return messages removed
     */
    int removeSent(Duration age, int limit);

    /**
     * Calls the listener after each commit in this process that wrote a message. The listener must return at once.
     * Closing the handle ends the calls.
     */
    Registration onWritten(Runnable listener);

    /** Ends the calls to a listener. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
