package org.lungburden.standalone.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Server-sent events (WHATWG HTML, section 9.2) as the service sends them. */
final class EventLines implements AutoCloseable {
    private final BufferedReader in;
    private final ServiceCalls calls;

    EventLines(InputStream in, ServiceCalls calls) {
        this.in = new BufferedReader(new InputStreamReader(in, UTF_8));
        this.calls = calls;
    }

    /**
     * @param id of the event, with which a stream goes on; null when it has none
     * @param data JSON
     */
    record Event(@Nullable String id, String name, String data) {}

    /** Waits for the next event; empty when the stream has ended. */
    Optional<Event> next() throws IOException {
        String id = null;
        String name = "message";
        StringBuilder data = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.isEmpty() && data.length() > 0) {
                return Optional.of(new Event(id, name, data.toString()));
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1).stripLeading();
            switch (field) {
                case "id" -> id = value;
                case "event" -> name = value;
                case "data" -> data.append(value);
                default -> {}
            }
        }
        return Optional.empty();
    }

    JobView job(Event event) {
        return calls.read(event.data().getBytes(UTF_8), JobView.class);
    }

    /** The id of the job that an event tells of; also of a deleted one. */
    String jobId(Event event) {
        JsonNode json = calls.read(event.data().getBytes(UTF_8));
        return json.path("id").asString("");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
