package org.lungburden.api.door;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Passes what happens on connections to Tomcat, and keeps two kinds of connections for itself: those that end after an
 * early answer, and those whose client takes too long for the head of a request. Neither holds a thread.
 */
final class DoorHandler implements Handler<NioChannel> {
    private static final long SLOW_HEAD_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Handler<NioChannel> tomcat;
    private final IntSupplier headMillis;
    private final LongSupplier nanoTime = System::nanoTime;
    /** Connections that end, and when their answer was sent. */
    private final Map<SocketWrapperBase<?>, LingeringClose> ending = new ConcurrentHashMap<>();
    /** Connections with a part of a request's head, and when the first part came. */
    private final Map<SocketWrapperBase<?>, Long> heads = new ConcurrentHashMap<>();

    /**
     * @param tomcat the server's own handler
     * @param headMillis how long a client may take for the head of a request
     */
    DoorHandler(Handler<NioChannel> tomcat, IntSupplier headMillis) {
        this.tomcat = tomcat;
        this.headMillis = headMillis;
    }

    void answeredEarly(SocketWrapperBase<?> connection) {
        ending.put(connection, new LingeringClose(nanoTime));
    }

    /** Tomcat calls this with the connection's lock, never twice at a time for one connection. */
    @Override
    public SocketState process(SocketWrapperBase<NioChannel> connection, SocketEvent event) {
        LingeringClose begun = ending.get(connection);
        if (begun != null) {
            return event == SocketEvent.OPEN_READ ? lingered(begun, connection) : SocketState.CLOSED;
        }
        SocketState state = tomcat.process(connection, event);
        LingeringClose end = state == SocketState.CLOSED ? ending.get(connection) : null;
        if (end != null) {
            end.begin(connection);
            return lingered(end, connection);
        }
        return overdueHead(connection, state) ? SocketState.CLOSED : state;
    }

    private static SocketState lingered(LingeringClose end, SocketWrapperBase<NioChannel> connection) {
        return end.goesOn(connection) ? SocketState.OPEN : SocketState.CLOSED;
    }

    /** Each byte of a head that arrives restarts Tomcat's own timeout; this limit holds for the whole head. */
    private boolean overdueHead(SocketWrapperBase<NioChannel> connection, SocketState state) {
        if (state != SocketState.LONG || !readsHead(connection.getCurrentProcessor())) {
            heads.remove(connection);
            return false;
        }
        long now = nanoTime.getAsLong();
        Long first = heads.putIfAbsent(connection, now);
        return first != null && now - first > TimeUnit.MILLISECONDS.toNanos(headMillis.getAsInt());
    }

    /** Whether the first part of a head came so long ago that another client needs the connection more. */
    boolean readsSlowHead(SocketWrapperBase<?> connection) {
        Long first = heads.get(connection);
        return first != null && nanoTime.getAsLong() - first > SLOW_HEAD_NANOS;
    }

    private static boolean readsHead(@Nullable Object processor) {
        return processor instanceof Processor reading && !reading.isAsync() && !reading.isUpgrade();
    }

    @Override
    public void release(SocketWrapperBase<NioChannel> connection) {
        ending.remove(connection);
        heads.remove(connection);
        tomcat.release(connection);
    }

    @Override
    public Object getGlobal() {
        return tomcat.getGlobal();
    }

    @Override
    public void pause() {
        tomcat.pause();
    }

    @Override
    public void recycle() {
        tomcat.recycle();
    }
}
