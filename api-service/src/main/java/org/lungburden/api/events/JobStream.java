package org.lungburden.api.events;

import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.watch.JobWatch;
import org.lungburden.api.watch.JobWatch.Registration;
import org.lungburden.api.watch.Watcher;
import org.lungburden.job.Job;

/** One client that follows one job. A slow client receives only the newest state. */
final class JobStream implements Watcher, EventStreams.Stream {
    private final UUID id;
    private final EventText text;
    private final Consumer<EventStreams.Stream> onClosed;
    private final AtomicReference<byte @Nullable []> next = new AtomicReference<>();
    private final StreamWriter writer;
    private volatile @Nullable Registration watching;
    private volatile boolean ended;
    private volatile boolean closed;

    /** @param onClosed called at least once, when the stream has ended for any reason */
    JobStream(UUID id, AsyncContext exchange, EventText text, byte[] opening, Consumer<EventStreams.Stream> onClosed)
            throws IOException {
        this.id = id;
        this.text = text;
        this.onClosed = onClosed;
        this.writer =
                new StreamWriter(exchange, opening, EventText.HEARTBEAT, () -> next.getAndSet(null), this::closed);
    }

    /** @param known whether the client already has this state */
    void follow(Job job, boolean known, JobWatch watch) {
        if (!known) {
            changed(job);
        }
        if (!job.status().finished()) {
            Registration registration = watch.watch(job, this);
            watching = registration;
            if (ended || closed) {
                registration.close();
            }
        }
    }

    @Override
    public void changed(Job job) {
        if (ended) {
            return;
        }
        offer(text.of(job));
        if (job.status().finished()) {
            end();
        }
    }

    @Override
    public void gone() {
        offer(text.deleted(id));
        end();
    }

    @Override
    public void closing() {
        end();
    }

    /** Replaces a state that has not been written yet. */
    private void offer(byte[] event) {
        next.set(event);
        writer.more();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void beat() {
        writer.beat();
    }

    /** Later changes belong to the client's next stream. An event now could replace the final event. */
    private void end() {
        ended = true;
        unwatch();
        writer.end();
    }

    private void closed() {
        closed = true;
        unwatch();
        onClosed.accept(this);
    }

    private void unwatch() {
        Registration registration = watching;
        if (registration != null) {
            registration.close();
        }
    }
}
