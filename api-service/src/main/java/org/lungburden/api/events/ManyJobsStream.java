package org.lungburden.api.events;

import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.watch.JobWatch;
import org.lungburden.api.watch.ScopeWatcher;
import org.lungburden.job.Job;
import org.lungburden.job.JobChanges.Change;

/**
 * One client that follows many jobs. A slow client receives only the newest state of each job. When too many jobs wait
 * to be sent, the client receives an event that it missed some.
 */
final class ManyJobsStream extends EventStream implements ScopeWatcher {
    private static final int MOST_WAITING = 1000;

    private final EventText text;
    /** Guarded by itself; ordered by the time of the change. */
    private final Map<UUID, Waiting> waiting = new LinkedHashMap<>();

    /** Guarded by {@link #waiting}; null when nothing was missed. */
    private @Nullable Long missed;

    /**
     * Guarded by {@link #waiting}; the client's position after the waiting events; null once the client has received
     * the position.
     */
    private @Nullable Long reached;

    /**
     * An event that was not written yet.
     *
     * @param job null when the job is deleted
     * @param position a position before every change that the client may still lack
     */
    private record Waiting(@Nullable Job job, long position) {}

    ManyJobsStream(AsyncContext exchange, EventText text, byte[] opening, Consumer<EventStream> onClosed)
            throws IOException {
        super(exchange, opening, onClosed);
        this.text = text;
    }

    void follow(CatchUp.Beginning beginning, JobWatch watch) {
        if (beginning.missed()) {
            missed(beginning.position());
        }
        beginning.changes().forEach(change -> offer(change, beginning.since()));
        synchronized (waiting) {
            reached = beginning.position();
        }
        more();
        watching(watch.watch(beginning.scope(), beginning.position(), this));
    }

    private void offer(Change change, long position) {
        offer(change.job().id(), change.deleted() ? null : change.job(), position);
    }

    @Override
    public void changed(Job job, long position) {
        offer(job.id(), job, position);
    }

    @Override
    public void gone(UUID id, long position) {
        offer(id, null, position);
    }

    @Override
    public void missed(long position) {
        synchronized (waiting) {
            waiting.clear();
            missed = position;
        }
        more();
    }

    private void offer(UUID id, @Nullable Job job, long position) {
        synchronized (waiting) {
            Waiting before = waiting.get(id);
            if (before == null && waiting.size() == MOST_WAITING) {
                waiting.clear();
                missed = position;
            }
            waiting.put(id, new Waiting(job, before == null ? position : before.position()));
        }
        more();
    }

    /** Encodes as late as possible, because a later state may replace an earlier one. */
    @Override
    byte @Nullable [] take() {
        UUID id;
        Waiting next;
        synchronized (waiting) {
            if (missed != null) {
                long position = missed;
                missed = null;
                return text.missed(position);
            }
            if (waiting.isEmpty()) {
                Long told = reached;
                reached = null;
                return told == null ? null : EventText.id(told);
            }
            Iterator<Map.Entry<UUID, Waiting>> first = waiting.entrySet().iterator();
            Map.Entry<UUID, Waiting> entry = first.next();
            id = entry.getKey();
            next = entry.getValue();
            first.remove();
        }
        return next.job() == null ? text.deleted(id, next.position()) : text.of(next.job(), next.position());
    }

    @Override
    public void closing() {
        end();
    }
}
