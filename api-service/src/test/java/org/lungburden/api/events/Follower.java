package org.lungburden.api.events;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a stream of events, block by block, as WHATWG HTML (section 9.2.6) says; comments are blocks of their own. */
final class Follower implements AutoCloseable {
    static final HttpClient CLIENT = HttpClient.newHttpClient();

    final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    Follower(URI uri, @Nullable String lastEventId) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        response = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
        lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** Field names to values; the text of a comment stands under the empty name; null at the end. */
    @Nullable
    Map<String, String> block() throws IOException {
        Map<String, String> fields = new HashMap<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                return fields;
            }
            int colon = line.indexOf(':');
            fields.put(line.substring(0, colon), line.substring(colon + 1).replaceFirst("^ ", ""));
        }
        return null;
    }

    /** The next block that is an event. */
    @Nullable
    Map<String, String> event() throws IOException {
        Map<String, String> block = block();
        while (block != null && !block.containsKey("event")) {
            block = block();
        }
        return block;
    }

    static JsonNode data(@Nullable Map<String, String> event) {
        if (event == null) {
            throw new AssertionError("the stream has ended");
        }
        return JsonMapper.shared().readTree(event.get("data"));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
