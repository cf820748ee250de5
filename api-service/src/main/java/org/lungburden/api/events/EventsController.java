package org.lungburden.api.events;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.lungburden.api.jobs.FindJobs;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.api.problem.Problems;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/jobs/{id}/events}. */
@RestController
@Tag(name = "jobs")
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

    @Operation(operationId = "followJob", summary = "Follow a job", description = """
            Server-sent events: `progress` while the job is queued or running, `finished` once at its end, both with the \
            job as data and its version as id; `deleted` when the job is deleted. States in between may be passed over, \
            the last one never. The stream ends after `finished` and `deleted`.""")
    @Parameter(
            name = LAST_EVENT_ID,
            in = ParameterIn.HEADER,
            description = "Id of the last event that the client has; it is not sent again.",
            schema = @Schema(type = "string"))
    @ApiResponse(
            responseCode = "200",
            description = "The events, as they come.",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "204",
            description = "The job is finished, and the client has its last event; it need not come again.",
            content = @Content)
    @Problems(ErrorCode.JOB_NOT_FOUND)
    @GetMapping(path = "/v1/jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void events(
            @Parameter(description = "Id of the job.", schema = @Schema(type = "string", format = "uuid")) @PathVariable
                    String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Job job = findJobs.find(owners.ownerOf(request), id);
        boolean known = Long.toString(job.version()).equals(request.getHeader(LAST_EVENT_ID));
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
