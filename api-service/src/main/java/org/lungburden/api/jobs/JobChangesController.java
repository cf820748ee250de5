package org.lungburden.api.jobs;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.api.problem.Problems;
import org.lungburden.error.ErrorCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/jobs/{id}/cancel}, {@code POST /v1/jobs/{id}/retry} and {@code DELETE /v1/jobs/{id}}. */
@RestController
@Tag(name = "jobs")
class JobChangesController {
    private final ChangeJobs changeJobs;
    private final OwnerResolver owners;
    private final JobAnswers answers;

    JobChangesController(ChangeJobs changeJobs, OwnerResolver owners, JobAnswers answers) {
        this.changeJobs = changeJobs;
        this.owners = owners;
        this.answers = answers;
    }

    @Operation(operationId = "cancelJob", summary = "Cancel a job", description = """
            A queued job is never begun; a worker that runs it stops within seconds. A job that has finished, cancelled \
            ones included, is answered with 409.""")
    @ApiResponse(
            responseCode = "200",
            description = "The job, cancelled.",
            headers = @Header(name = "ETag", description = "Version of the job.", schema = @Schema(type = "string")),
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = JobView.class)))
    @Problems({ErrorCode.JOB_NOT_FOUND, ErrorCode.INVALID_TRANSITION})
    @PostMapping("/v1/jobs/{id}/cancel")
    ResponseEntity<JobView> cancel(
            @Parameter(description = "Id of the job.", schema = @Schema(type = "string", format = "uuid")) @PathVariable
                    String id,
            HttpServletRequest request) {
        return answers.of(changeJobs.cancel(owners.ownerOf(request), id));
    }

    @Operation(operationId = "retryJob", summary = "Run a job again", description = """
            Queues a failed or cancelled job again, with all its chances. A job in another state is answered with 409, \
            one whose upload is no longer kept with 410; an upload that is removed later fails the job with the same \
            code.""")
    @ApiResponse(
            responseCode = "200",
            description = "The job, queued.",
            headers = {
                @Header(name = "ETag", description = "Version of the job.", schema = @Schema(type = "string")),
                @Header(
                        name = "Retry-After",
                        description = "Seconds until the next look at the job pays.",
                        schema = @Schema(type = "integer"))
            },
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = JobView.class)))
    @Problems({ErrorCode.JOB_NOT_FOUND, ErrorCode.INVALID_TRANSITION, ErrorCode.UPLOAD_GONE})
    @PostMapping("/v1/jobs/{id}/retry")
    ResponseEntity<JobView> retry(
            @Parameter(description = "Id of the job.", schema = @Schema(type = "string", format = "uuid")) @PathVariable
                    String id,
            HttpServletRequest request) {
        return answers.of(changeJobs.retry(owners.ownerOf(request), id));
    }

    @Operation(operationId = "deleteJob", summary = "Delete a job", description = """
            The job is not found from here on, whatever its state; a worker that runs it stops within seconds, and its \
            files are removed soon after.""")
    @ApiResponse(responseCode = "204", description = "The job is deleted.", content = @Content)
    @Problems(ErrorCode.JOB_NOT_FOUND)
    @DeleteMapping("/v1/jobs/{id}")
    ResponseEntity<Void> delete(
            @Parameter(description = "Id of the job.", schema = @Schema(type = "string", format = "uuid")) @PathVariable
                    String id,
            HttpServletRequest request) {
        changeJobs.delete(owners.ownerOf(request), id);
        return ResponseEntity.noContent().build();
    }
}
