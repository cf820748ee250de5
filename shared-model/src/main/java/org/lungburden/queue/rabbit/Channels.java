package org.lungburden.queue.rabbit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what may be broken already. */
final class Channels {
    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);
    private static final int ABORT_MS = 1000;

    private Channels() {}

    static void abort(@Nullable Channel channel) {
        if (channel != null) {
            try {
                channel.abort();
            } catch (IOException | RuntimeException e) {
                LOG.debug("A channel could not be closed", e);
            }
        }
    }

    /** Waits a second for the broker's goodbye, no more. */
    static void abort(@Nullable Connection connection) {
        if (connection != null) {
            connection.abort(ABORT_MS);
        }
    }
}
