package org.lungburden.api.results;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.api.problem.Problem;
import org.lungburden.api.problem.ProblemAnswers;
import org.lungburden.api.problem.Problems;
import org.lungburden.error.ErrorCode;
import org.lungburden.result.ResultDocument;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/jobs/{id}/result}. */
@RestController
@Tag(name = "results", description = "Read measurements and download files.")
class ResultController {
    private final ReadResults results;
    private final OwnerResolver owners;

    ResultController(ReadResults results, OwnerResolver owners) {
        this.results = results;
        this.owners = owners;
    }

    @Operation(operationId = "getResult", summary = "Read the measurements", description = """
            Opacity of any cause is measured; nothing is diagnosed. A job that failed is answered with 409 and the job's \
            own code.""")
    @ApiResponse(
            responseCode = "200",
            description = "The measurements.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ResultDocument.class)))
    @Problems(
            value = {ErrorCode.JOB_NOT_FOUND, ErrorCode.JOB_NOT_FINISHED, ErrorCode.JOB_CANCELLED},
            failedJobs = true)
    @GetMapping("/v1/jobs/{id}/result")
    ResponseEntity<byte[]> result(
            @Parameter(description = "Id of the job.", schema = @Schema(type = "string", format = "uuid")) @PathVariable
                    String id,
            HttpServletRequest request) {
        String json = results.result(owners.ownerOf(request), id);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(json.getBytes(StandardCharsets.UTF_8));
    }

    @ExceptionHandler
    ResponseEntity<Problem> noResult(NoResultException failure, HttpServletRequest request) {
        return ProblemAnswers.of(HttpStatus.CONFLICT.value(), failure.code(), failure.detail(), request);
    }
}
