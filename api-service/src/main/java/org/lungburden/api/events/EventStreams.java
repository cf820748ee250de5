package org.lungburden.api.events;

import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lungburden.api.jobs.JobsSettings;
import org.lungburden.api.watch.JobWatch;
import org.lungburden.api.watch.JobWatch.Registration;
import org.lungburden.api.watch.WatchSettings;
import org.lungburden.api.watch.WatchTimer;
import org.lungburden.job.Job;
import tools.jackson.databind.json.JsonMapper;

/** The open streams. None of them holds a thread. */
class EventStreams implements AutoCloseable {
    private final JobWatch watch;
    private final JsonMapper json;
    private final byte[] opening;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final Registration heartbeat;

    EventStreams(JobWatch watch, WatchTimer timer, WatchSettings settings, JobsSettings jobs, JsonMapper json) {
        this.watch = watch;
        this.json = json;
        this.opening = EventText.retry(jobs.retryAfter().toMillis());
        this.heartbeat = timer.every(settings.heartbeat(), () -> streams.forEach(EventStream::beat));
    }

    /**
     * @param base start of every link
     * @param known whether the client already has this state
     */
    void open(AsyncContext exchange, String base, Job job, boolean known) throws IOException {
        JobStream stream = new JobStream(job.id(), exchange, new EventText(json, base), opening, streams::remove);
        begin(stream, () -> stream.follow(job, known, watch));
    }

    void open(AsyncContext exchange, String base, CatchUp.Beginning beginning) throws IOException {
        ManyJobsStream stream = new ManyJobsStream(exchange, new EventText(json, base), opening, streams::remove);
        begin(stream, () -> stream.follow(beginning, watch));
    }

    private void begin(EventStream stream, Runnable follow) {
        stream.begin();
        streams.add(stream);
        follow.run();
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
