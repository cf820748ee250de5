package org.lungburden.api.events;

import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.owner.OpenCalls.Held;
import org.lungburden.api.watch.JobWatch.Registration;

/** One client's stream of events, from the first event to the end. Subclasses hold the events and replace older ones. */
abstract class EventStream {
    private final Consumer<EventStream> onClosed;
    private final StreamWriter writer;
    private volatile @Nullable Registration watching;
    private volatile @Nullable Held allowed;
    private volatile boolean ended;
    private volatile boolean cut;
    private volatile boolean closed;

    /** @param onClosed called at least once, when the stream has ended for any reason */
    EventStream(AsyncContext exchange, byte[] opening, Consumer<EventStream> onClosed) throws IOException {
        this.onClosed = onClosed;
        this.writer = new StreamWriter(exchange, opening, EventText.HEARTBEAT, this::next, this::closed);
    }

    /** Takes the next event; null when none waits. Only one thread at a time calls this. */
    abstract byte @Nullable [] take();

    /** Call this once, before anything else. */
    final void begin() {
        writer.begin();
    }

    /** Another event waits. */
    final void more() {
        writer.more();
    }

    /** Sends a sign of life. */
    final void beat() {
        writer.beat();
    }

    /** Ends the watch together with the stream, which may have ended already. */
    final void watching(Registration registration) {
        watching = registration;
        if (ended || closed) {
            registration.close();
        }
    }

    /** Ends the notice of the caller's right together with the stream, which may have ended already. */
    final void whileAllowed(Held held) {
        allowed = held;
        if (closed) {
            held.close();
        }
    }

    /** Ends the stream without the events that wait, because the caller may no longer see them. */
    final void cut() {
        cut = true;
        end();
    }

    private byte @Nullable [] next() {
        return cut ? null : take();
    }

    /** Ends the stream after the events that wait. Later changes belong to the client's next stream. */
    final void end() {
        ended = true;
        unwatch();
        writer.end();
    }

    final boolean isEnded() {
        return ended;
    }

    final boolean isClosed() {
        return closed;
    }

    private void closed() {
        closed = true;
        unwatch();
        Held held = allowed;
        if (held != null) {
            held.close();
        }
        onClosed.accept(this);
    }

    private void unwatch() {
        Registration registration = watching;
        if (registration != null) {
            registration.close();
        }
    }
}
