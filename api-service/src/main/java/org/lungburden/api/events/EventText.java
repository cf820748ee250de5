package org.lungburden.api.events;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.lungburden.api.jobs.JobView;
import org.lungburden.job.Job;
import tools.jackson.databind.json.JsonMapper;

/** Server-sent events as they are written (WHATWG HTML, section 9.2). JSON holds no line break, so one data line does. */
final class EventText {
    static final byte[] HEARTBEAT = bytes(":\n\n");

    private final JsonMapper json;

    EventText(JsonMapper json) {
        this.json = json;
    }

    /** Tells the client when to connect again after a broken connection. */
    static byte[] retry(long millis) {
        return bytes("retry: " + millis + "\n\n");
    }

    byte[] of(Job job) {
        String name = job.status().finished() ? "finished" : "progress";
        return bytes("id: " + job.version() + "\nevent: " + name + "\ndata: " + json.writeValueAsString(JobView.of(job))
                + "\n\n");
    }

    byte[] deleted(UUID id) {
        return bytes("event: deleted\ndata: " + json.writeValueAsString(Map.of("id", id)) + "\n\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
