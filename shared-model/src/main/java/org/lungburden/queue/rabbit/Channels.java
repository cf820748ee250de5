package org.lungburden.queue.rabbit;

import com.rabbitmq.client.Connection;
import org.jspecify.annotations.Nullable;

/** Closes channels and connections that may already be broken. */
final class Channels {
    private static final int ABORT_MS = 1000;

    private Channels() {}

    /** Waits at most a second for the broker's answer. */
    static void abort(@Nullable Connection connection) {
        if (connection != null) {
            connection.abort(ABORT_MS);
        }
    }
}
