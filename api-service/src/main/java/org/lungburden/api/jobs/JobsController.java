package org.lungburden.api.jobs;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.api.problem.Problems;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.JobStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/jobs} and {@code GET /v1/jobs/{id}}. */
@RestController
@Tag(name = "jobs", description = "Submit studies and follow them.")
class JobsController {
    private final FindJobs findJobs;
    private final AwaitJobs awaitJobs;
    private final OwnerResolver owners;
    private final JobAnswers answers;

    JobsController(FindJobs findJobs, AwaitJobs awaitJobs, OwnerResolver owners, JobAnswers answers) {
        this.findJobs = findJobs;
        this.awaitJobs = awaitJobs;
        this.owners = owners;
        this.answers = answers;
    }

    /** A {@code ResponseEntity}, or a {@code DeferredResult} of one where the answer is held. */
    @Operation(operationId = "getJob", summary = "Look at a job", description = """
            With `wait` the answer is held until the job's status changes, it is deleted, or the time is over; a finished \
            job is answered at once. `If-None-Match` with another version than the job's is answered at once too, so \
            that no change is missed between two calls.""")
    @Parameter(
            name = "If-None-Match",
            in = ParameterIn.HEADER,
            description = "`ETag` of the job as the client knows it.",
            schema = @Schema(type = "string"))
    @ApiResponse(
            responseCode = "200",
            description = "The job as it stands.",
            headers = {
                @Header(name = "ETag", description = "Version of the job.", schema = @Schema(type = "string")),
                @Header(
                        name = "Retry-After",
                        description = "Seconds until the next look pays; absent once the job is finished.",
                        schema = @Schema(type = "integer"))
            },
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = JobView.class)))
    @ApiResponse(
            responseCode = "304",
            description = "The job still stands as the client knows it.",
            headers = {
                @Header(name = "ETag", description = "Version of the job.", schema = @Schema(type = "string")),
                @Header(
                        name = "Retry-After",
                        description = "Seconds until the next look pays; absent once the job is finished.",
                        schema = @Schema(type = "integer"))
            },
            content = @Content)
    @Problems(ErrorCode.JOB_NOT_FOUND)
    @GetMapping("/v1/jobs/{id}")
    Object get(
            @Parameter(description = "Id of the job.", schema = @Schema(type = "string", format = "uuid")) @PathVariable
                    String id,
            @Parameter(
                            description = "Longest time to hold the answer: `250ms`, `30s`, `1m`; at most 60 s.",
                            schema = @Schema(type = "string", pattern = AwaitJobs.PATTERN))
                    @RequestParam(required = false)
                    @Nullable
                    String wait,
            HttpServletRequest request) {
        Duration time = awaitJobs.time(wait);
        Job job = findJobs.find(owners.ownerOf(request), id);
        boolean hold = !time.isZero() && !job.status().finished() && JobAnswers.mayKnow(request, job);
        return hold ? awaitJobs.untilChanged(job, time) : answers.of(job);
    }

    @Operation(operationId = "listJobs", summary = "List jobs", description = "Newest first, in pages.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of jobs.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = JobPageView.class)))
    @Problems({})
    @GetMapping("/v1/jobs")
    JobPageView list(
            @Parameter(description = "Only jobs in this state.", schema = @Schema(implementation = JobStatus.class))
                    @RequestParam(required = false)
                    @Nullable
                    String status,
            @Parameter(description = Labels.REFERENCE, schema = @Schema(pattern = Labels.PATTERN))
                    @RequestParam(required = false)
                    @Nullable
                    String reference,
            @Parameter(description = Labels.SUBJECT, schema = @Schema(pattern = Labels.PATTERN))
                    @RequestParam(required = false)
                    @Nullable
                    String subject,
            @Parameter(description = Labels.BATCH, schema = @Schema(pattern = Labels.PATTERN))
                    @RequestParam(required = false)
                    @Nullable
                    String batch,
            @Parameter(description = "`nextCursor` of the page before.") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(
                            description = "Jobs a page.",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
                    @RequestParam(required = false)
                    @Nullable
                    String limit,
            HttpServletRequest request) {
        Labels labels = new Labels(reference, subject, batch);
        return JobPageView.of(findJobs.list(owners.ownerOf(request), status, labels, cursor, limit));
    }
}
