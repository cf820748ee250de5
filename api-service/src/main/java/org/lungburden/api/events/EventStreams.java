package org.lungburden.api.events;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.lungburden.api.jobs.JobsSettings;
import org.lungburden.api.owner.OpenCalls;
import org.lungburden.api.share.OwnerSlots;
import org.lungburden.api.share.OwnerSlots.Sentences;
import org.lungburden.api.share.OwnerSlots.Slot;
import org.lungburden.api.watch.JobWatch;
import org.lungburden.api.watch.JobWatch.Registration;
import org.lungburden.api.watch.WaitingSettings;
import org.lungburden.api.watch.WatchSettings;
import org.lungburden.api.watch.WatchTimer;
import org.lungburden.error.CodedException;
import org.lungburden.job.Job;
import tools.jackson.databind.json.JsonMapper;

/** The open streams. None of them holds a thread. */
class EventStreams implements AutoCloseable {
    private final JobWatch watch;
    private final OpenCalls calls;
    private final JsonMapper json;
    private final byte[] opening;
    private final OwnerSlots slots;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final Registration heartbeat;

    EventStreams(
            JobWatch watch,
            OpenCalls calls,
            WatchTimer timer,
            WatchSettings settings,
            WaitingSettings limits,
            JobsSettings jobs,
            JsonMapper json,
            MeterRegistry registry) {
        this.watch = watch;
        this.calls = calls;
        this.json = json;
        this.opening = EventText.retry(jobs.retryAfter().toMillis());
        this.slots = new OwnerSlots(
                limits.maxStreams(),
                limits.maxStreamsPerOwner(),
                new Sentences(
                        "Too many event streams are open at the moment.",
                        "At most " + limits.maxStreamsPerOwner()
                                + " of your event streams may be open at once; close one, or follow many jobs with"
                                + " /v1/events."));
        Gauge.builder("lungburden.streams.open", slots, OwnerSlots::taken)
                .description("Event streams that are open in this process")
                .register(registry);
        this.heartbeat = timer.every(settings.heartbeat(), () -> streams.forEach(EventStream::beat));
    }

    /** @throws CodedException {@code UNAVAILABLE} when the owner or all together follow too many streams */
    Slot slot(String owner) {
        return slots.take(owner);
    }

    /**
     * @param base start of every link
     * @param slot freed when the stream ends
     * @param known whether the client already has this state
     */
    void open(AsyncContext exchange, String base, Slot slot, Job job, boolean known) throws IOException {
        JobStream stream = new JobStream(job.id(), exchange, new EventText(json, base), opening, closing(slot));
        begin(stream, () -> stream.follow(job, known, watch));
    }

    void open(AsyncContext exchange, String base, Slot slot, CatchUp.Beginning beginning) throws IOException {
        ManyJobsStream stream = new ManyJobsStream(exchange, new EventText(json, base), opening, closing(slot));
        begin(stream, () -> stream.follow(beginning, watch));
    }

    private Consumer<EventStream> closing(Slot slot) {
        return stream -> {
            streams.remove(stream);
            slot.close();
        };
    }

    private void begin(EventStream stream, Runnable follow) {
        stream.begin();
        streams.add(stream);
        stream.whileAllowed(calls.hold(stream::cut));
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
