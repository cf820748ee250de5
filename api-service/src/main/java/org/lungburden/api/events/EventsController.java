package org.lungburden.api.events;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.jobs.FindJobs;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.job.Job;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/jobs/{id}/events}. */
@RestController
class EventsController {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final long NO_TIMEOUT = 0;

    private final FindJobs findJobs;
    private final EventStreams streams;
    private final OwnerResolver owners;

    EventsController(FindJobs findJobs, EventStreams streams, OwnerResolver owners) {
        this.findJobs = findJobs;
        this.streams = streams;
        this.owners = owners;
    }

    @GetMapping(path = "/v1/jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void events(
            @PathVariable String id,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Job job = findJobs.find(owners.ownerOf(request), id);
        boolean known = Long.toString(job.version()).equals(lastEventId);
        if (known && job.status().finished()) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=UTF-8");
        // Asks nginx to pass events on as they come.
        response.setHeader("X-Accel-Buffering", "no");
        if (!HttpMethod.HEAD.matches(request.getMethod())) {
            AsyncContext exchange = request.startAsync();
            exchange.setTimeout(NO_TIMEOUT);
            streams.open(exchange, job, known);
        }
    }
}
