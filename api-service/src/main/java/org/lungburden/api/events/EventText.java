package org.lungburden.api.events;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.jobs.JobView;
import org.lungburden.job.Job;
import tools.jackson.databind.json.JsonMapper;

/** Formats server-sent events (WHATWG HTML, section 9.2). JSON holds no line break, so one data line is enough. */
final class EventText {
    static final byte[] HEARTBEAT = bytes(":\n\n");

    private final JsonMapper json;
    private final String base;

    /** @param base start of every link, for the client of one stream */
    EventText(JsonMapper json, String base) {
        this.json = json;
        this.base = base;
    }

    /** Asks the client to wait this long before it connects again after a broken connection. */
    static byte[] retry(long millis) {
        return bytes("retry: " + millis + "\n\n");
    }

    /** An id without an event. A client that receives no event sends this id when it connects again. */
    static byte[] id(long id) {
        return bytes("id: " + id + "\n\n");
    }

    /** An event with the job's version as id. */
    byte[] of(Job job) {
        return of(job, job.version());
    }

    byte[] of(Job job, long id) {
        return event(job.status().finished() ? "finished" : "progress", id, JobView.of(job, base));
    }

    byte[] deleted(UUID id) {
        return event("deleted", null, Map.of("id", id));
    }

    byte[] deleted(UUID job, long id) {
        return event("deleted", id, Map.of("id", job));
    }

    /** Asks the client to read the jobs itself. */
    byte[] missed(long id) {
        return event("missed", id, Map.of());
    }

    private byte[] event(String name, @Nullable Long id, Object data) {
        String first = id == null ? "" : "id: " + id + "\n";
        return bytes(first + "event: " + name + "\ndata: " + json.writeValueAsString(data) + "\n\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
