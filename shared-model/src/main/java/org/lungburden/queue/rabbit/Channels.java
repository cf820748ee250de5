package org.lungburden.queue.rabbit;

import com.rabbitmq.client.Connection;
import org.jspecify.annotations.Nullable;

/** Ends what may be broken already. */
final class Channels {
    private static final int ABORT_MS = 1000;

    private Channels() {}

    /** Waits a second for the broker's goodbye, no more. */
    static void abort(@Nullable Connection connection) {
        if (connection != null) {
            connection.abort(ABORT_MS);
        }
    }
}
