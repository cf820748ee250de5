package org.lungburden.api.events;

import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lungburden.api.watch.JobWatch;
import org.lungburden.api.watch.JobWatch.Registration;
import org.lungburden.api.watch.WatchSettings;
import org.lungburden.api.watch.WatchTimer;
import org.lungburden.job.Job;

/** The open streams. None of them holds a thread. */
class EventStreams implements AutoCloseable {
    private final JobWatch watch;
    private final EventText text;
    private final byte[] opening;
    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
    private final Registration heartbeat;

    /** An open stream. */
    interface Stream {
        /** Sends a sign of life. */
        void beat();

        boolean isClosed();
    }

    EventStreams(JobWatch watch, WatchTimer timer, WatchSettings settings, EventText text, byte[] opening) {
        this.watch = watch;
        this.text = text;
        this.opening = opening;
        this.heartbeat = timer.every(settings.heartbeat(), () -> streams.forEach(Stream::beat));
    }

    /**
     * @param base start of every link
     * @param known whether the client already has this state
     */
    void open(AsyncContext exchange, String base, Job job, boolean known) throws IOException {
        JobStream stream = new JobStream(job.id(), exchange, text.withBase(base), opening, streams::remove);
        streams.add(stream);
        stream.follow(job, known, watch);
        dropIfClosed(stream);
    }

    void open(AsyncContext exchange, String base, CatchUp.Beginning beginning) throws IOException {
        ManyJobsStream stream = new ManyJobsStream(exchange, text.withBase(base), opening, streams::remove);
        streams.add(stream);
        stream.follow(beginning, watch);
        dropIfClosed(stream);
    }

    private void dropIfClosed(Stream stream) {
        if (stream.isClosed()) {
            streams.remove(stream);
        }
    }

    int size() {
        return streams.size();
    }

    @Override
    public void close() {
        heartbeat.close();
    }
}
