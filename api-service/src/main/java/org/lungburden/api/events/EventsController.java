package org.lungburden.api.events;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.jobs.FindJobs;
import org.lungburden.api.jobs.Labels;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.api.share.OwnerSlots.Slot;
import org.lungburden.job.Job;
import org.lungburden.job.JobChanges.Scope;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/jobs/{id}/events} and {@code GET /v1/events}; both send events whatever {@code Accept} contains. */
@RestController
class EventsController {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final long NO_TIMEOUT = 0;

    private final FindJobs findJobs;
    private final CatchUp catchUp;
    private final EventStreams streams;
    private final OwnerResolver owners;

    EventsController(FindJobs findJobs, CatchUp catchUp, EventStreams streams, OwnerResolver owners) {
        this.findJobs = findJobs;
        this.catchUp = catchUp;
        this.streams = streams;
        this.owners = owners;
    }

    @GetMapping("/v1/jobs/{id}/events")
    void events(
            @PathVariable String id,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String owner = owners.ownerOf(request);
        withSlot(owner, request, slot -> {
            Job job = findJobs.find(owner, id);
            boolean known = Long.toString(job.version()).equals(lastEventId);
            if (known && job.status().finished()) {
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                return;
            }
            begin(request, response, exchange -> streams.open(exchange, request.getContextPath(), slot, job, known));
        });
    }

    /** Follows all jobs of the owner when the query names neither batch nor subject. */
    @GetMapping("/v1/events")
    void events(
            @RequestParam(required = false) @Nullable String batch,
            @RequestParam(required = false) @Nullable String subject,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Labels labels = new Labels(null, subject, batch);
        String owner = owners.ownerOf(request);
        Scope scope = new Scope(owner, labels.batch(), labels.subject());
        withSlot(owner, request, slot -> {
            CatchUp.Beginning beginning = catchUp.of(scope, lastEventId);
            begin(request, response, exchange -> streams.open(exchange, request.getContextPath(), slot, beginning));
        });
    }

    private interface Opening {
        void open(AsyncContext exchange) throws IOException;
    }

    private interface Answer {
        void give(Slot slot) throws IOException;
    }

    /** A client without a slot costs no query. An answer that opens no stream gives its slot back. */
    private void withSlot(String owner, HttpServletRequest request, Answer answer) throws IOException {
        Slot slot = streams.slot(owner);
        try {
            answer.give(slot);
        } catch (IOException | RuntimeException e) {
            slot.close();
            throw e;
        }
        if (!request.isAsyncStarted()) {
            slot.close();
        }
    }

    private static void begin(HttpServletRequest request, HttpServletResponse response, Opening opening)
            throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=UTF-8");
        // Asks nginx to pass events on without buffering.
        response.setHeader("X-Accel-Buffering", "no");
        if (!HttpMethod.HEAD.matches(request.getMethod())) {
            AsyncContext exchange = request.startAsync();
            exchange.setTimeout(NO_TIMEOUT);
            opening.open(exchange);
        }
    }
}
