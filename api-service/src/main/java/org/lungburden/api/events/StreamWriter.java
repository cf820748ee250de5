package org.lungburden.api.events;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to one client and never blocks a thread (Jakarta Servlet 6.1, section 5.7: non-blocking I/O). A thread with a
 * new event writes while the connection accepts more. The server then continues with {@link #onWritePossible()}. The
 * source holds the unwritten events and may still replace them. The server closes a stuck connection when a write takes
 * longer than the connection timeout.
 */
final class StreamWriter implements WriteListener, AsyncListener {
    private static final Logger LOG = LoggerFactory.getLogger(StreamWriter.class);

    private final AsyncContext exchange;
    private final ServletOutputStream out;
    private final Runnable onClosed;
    private final byte[] heartbeat;
    private final Source source;
    private final AtomicInteger requests = new AtomicInteger();
    /**
     * Held by each thread that uses the response, and by the server's last calls on the response. The server then
     * reuses the response, and a late write would damage another request's answer.
     */
    private final Lock use = new ReentrantLock();

    private byte @Nullable [] opening;
    private boolean unflushed;
    private volatile boolean beatDue;
    private volatile boolean ending;
    private volatile boolean closed;

    /** Holds the events of a stream. */
    @FunctionalInterface
    interface Source {
        /** Takes the next event; null when none waits. Only one thread at a time calls this. */
        byte @Nullable [] take();
    }

    /** @param onClosed called at least once, when the writer will write nothing more */
    StreamWriter(AsyncContext exchange, byte[] opening, byte[] heartbeat, Source source, Runnable onClosed)
            throws IOException {
        this.exchange = exchange;
        this.out = exchange.getResponse().getOutputStream();
        this.opening = opening;
        this.heartbeat = heartbeat;
        this.source = source;
        this.onClosed = onClosed;
    }

    /** Call this once, before anything else. */
    void begin() {
        exchange.addListener(this);
        out.setWriteListener(this);
    }

    /** The source has another event. */
    void more() {
        write();
    }

    void beat() {
        beatDue = true;
        write();
    }

    /** Ends the stream after all events are written. */
    void end() {
        ending = true;
        write();
    }

    @Override
    public void onWritePossible() {
        write();
    }

    /**
     * Only one thread writes at a time. Another thread counts its request and returns, and the writing thread serves
     * that request too.
     */
    private void write() {
        if (requests.getAndIncrement() != 0) {
            return;
        }
        int served = 1;
        do {
            writeAll();
            served = requests.addAndGet(-served);
        } while (served != 0);
    }

    private void writeAll() {
        use.lock();
        try {
            if (!closed) {
                writeWhileReady();
            }
        } finally {
            use.unlock();
        }
    }

    private void writeWhileReady() {
        try {
            while (out.isReady()) {
                byte[] bytes = take();
                if (bytes != null) {
                    out.write(bytes);
                    unflushed = true;
                } else if (unflushed) {
                    unflushed = false;
                    out.flush();
                } else {
                    finish();
                    return;
                }
            }
        } catch (IOException e) {
            // The server notices the same failure and calls onError.
            close();
        } catch (IllegalStateException | NullPointerException e) {
            // The server noticed first that the client is gone, and took the response away from this thread.
            LOG.debug("A client disconnected while the server wrote to its stream", e);
            close();
        }
    }

    private byte @Nullable [] take() {
        byte[] first = opening;
        if (first != null) {
            opening = null;
            return first;
        }
        byte[] event = source.take();
        if (event != null) {
            return event;
        }
        if (beatDue) {
            beatDue = false;
            return heartbeat;
        }
        return null;
    }

    private void finish() {
        if (ending) {
            close();
            exchange.complete();
        }
    }

    private void close() {
        use.lock();
        try {
            closed = true;
        } finally {
            use.unlock();
        }
        onClosed.run();
    }

    @Override
    public void onError(Throwable failure) {
        close();
    }

    @Override
    public void onError(AsyncEvent event) {
        close();
        try {
            exchange.complete();
        } catch (IllegalStateException e) {
            LOG.debug("The stream had ended already", e);
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        close();
    }

    /** The server never calls this, because the exchange has no time limit. */
    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
