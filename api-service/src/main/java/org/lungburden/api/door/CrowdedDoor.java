package org.lungburden.api.door;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.tomcat.util.net.AbstractEndpoint;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Makes room for new connections when nearly as many are open as the server takes. It closes those that wait for a
 * request and send nothing or only slowly; their clients connect again. Otherwise a client with thousands of silent connections would
 * keep all others out until the silence times out.
 */
final class CrowdedDoor {
    private static final double CROWDED = 0.9;
    private static final long IDLE_MILLIS = 1000;

    private final AbstractEndpoint<NioChannel, ?> endpoint;
    private final Predicate<SocketWrapperBase<?>> slowHead;
    private final LongSupplier millis = System::currentTimeMillis;
    private @Nullable ScheduledFuture<?> looking;

    /** @param slowHead whether a connection has sent only a part of a request's head for too long in a crowd */
    CrowdedDoor(AbstractEndpoint<NioChannel, ?> endpoint, Predicate<SocketWrapperBase<?>> slowHead) {
        this.endpoint = endpoint;
        this.slowHead = slowHead;
    }

    void start(ScheduledExecutorService executor) {
        looking = executor.scheduleWithFixedDelay(this::makeRoom, IDLE_MILLIS, IDLE_MILLIS, TimeUnit.MILLISECONDS);
    }

    void stop() {
        ScheduledFuture<?> task = looking;
        if (task != null) {
            task.cancel(false);
        }
    }

    private void makeRoom() {
        int most = endpoint.getMaxConnections();
        if (most > 0 && endpoint.getConnectionCount() >= CROWDED * most) {
            endpoint.getConnections().forEach(this::closeIfIdle);
        }
    }

    /** A thread that serves the connection holds its lock. Between requests the connection has no processor. */
    private void closeIfIdle(SocketWrapperBase<NioChannel> connection) {
        if (connection.getLock().tryLock()) {
            try {
                boolean idle = connection.getCurrentProcessor() == null && isSilent(connection);
                if (idle || slowHead.test(connection)) {
                    connection.close();
                }
            } finally {
                connection.getLock().unlock();
            }
        }
    }

    private boolean isSilent(SocketWrapperBase<NioChannel> connection) {
        return connection instanceof NioSocketWrapper socket && millis.getAsLong() - socket.getLastRead() > IDLE_MILLIS;
    }
}
