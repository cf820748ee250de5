package org.lungburden.api.door;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.net.AbstractEndpoint;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees threads whose clients do not read. A thread that writes an answer waits while the client's and the system's
 * buffers are full, up to the connection timeout after each byte that goes through. At most a quarter of the threads may
 * wait so. Beyond that, the connections that have stood still longest are cut.
 */
final class SlowReaders {
    private static final Logger LOG = LoggerFactory.getLogger(SlowReaders.class);
    private static final double MOST_SHARE = 0.25;
    private static final long LOOK_MILLIS = 250;

    private final AbstractEndpoint<NioChannel, ?> endpoint;
    private @Nullable ScheduledFuture<?> looking;
    private boolean crowded;

    SlowReaders(AbstractEndpoint<NioChannel, ?> endpoint) {
        this.endpoint = endpoint;
    }

    void start(ScheduledExecutorService executor) {
        looking = executor.scheduleWithFixedDelay(this::freeThreads, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void stop() {
        ScheduledFuture<?> task = looking;
        if (task != null) {
            task.cancel(false);
        }
    }

    private void freeThreads() {
        List<NioSocketWrapper> writing = endpoint.getConnections().stream()
                .filter(NioSocketWrapper.class::isInstance)
                .map(NioSocketWrapper.class::cast)
                .filter(SlowReaders::holdsAThread)
                .toList();
        long tooMany = writing.size() - (long) Math.ceil(MOST_SHARE * endpoint.getMaxThreads());
        if (tooMany > 0 && !crowded) {
            LOG.warn("{} threads wait for clients that do not read; connections are cut from now on", writing.size());
        }
        crowded = tooMany > 0;
        if (crowded) {
            writing.stream()
                    .sorted(Comparator.comparingLong(NioSocketWrapper::getLastWrite))
                    .limit(tooMany)
                    .forEach(SlowReaders::cut);
        }
    }

    /** A thread holds the lock of the connection that it serves. Answers that no thread waits for are written without it. */
    private static boolean holdsAThread(NioSocketWrapper connection) {
        return connection.getLock().isLocked() && connection.interestOpsHas(SelectionKey.OP_WRITE);
    }

    /**
     * Ends the server's direction, so that the waiting write fails at once. A close would not wake the thread, since the
     * poller forgets a closed connection.
     */
    private static void cut(NioSocketWrapper connection) {
        try {
            connection.getSocket().getIOChannel().shutdownOutput();
        } catch (IOException e) {
            LOG.debug("The connection has ended meanwhile", e);
        }
    }
}
