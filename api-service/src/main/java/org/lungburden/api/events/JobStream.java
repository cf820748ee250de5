package org.lungburden.api.events;

import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.watch.JobWatch;
import org.lungburden.api.watch.Watcher;
import org.lungburden.job.Job;

/** One client that follows one job. A slow client receives only the newest state. */
final class JobStream extends EventStream implements Watcher {
    private final UUID id;
    private final EventText text;
    private final AtomicReference<byte @Nullable []> next = new AtomicReference<>();

    JobStream(UUID id, AsyncContext exchange, EventText text, byte[] opening, Consumer<EventStream> onClosed)
            throws IOException {
        super(exchange, opening, onClosed);
        this.id = id;
        this.text = text;
    }

    /** @param known whether the client already has this state */
    void follow(Job job, boolean known, JobWatch watch) {
        if (!known) {
            changed(job);
        }
        if (!job.status().finished()) {
            watching(watch.watch(job, this));
        }
    }

    /** An event after the end could replace the final event. */
    @Override
    public void changed(Job job) {
        if (isEnded()) {
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
        more();
    }

    @Override
    byte @Nullable [] take() {
        return next.getAndSet(null);
    }
}
