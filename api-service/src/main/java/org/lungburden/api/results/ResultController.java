package org.lungburden.api.results;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
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
import org.lungburden.artifact.Sha256;
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
    @Parameter(
            name = "If-None-Match",
            in = ParameterIn.HEADER,
            description = "`ETag` of the copy at hand.",
            schema = @Schema(type = "string"))
    @ApiResponse(
            responseCode = "200",
            description = "The measurements.",
            headers = @Header(name = "ETag", description = "sha256 of the answer.", schema = @Schema(type = "string")),
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ResultDocument.class)))
    @ApiResponse(responseCode = "304", description = "The copy at hand is the result.", content = @Content)
    @Problems(
            value = {ErrorCode.JOB_NOT_FOUND, ErrorCode.JOB_NOT_FINISHED, ErrorCode.JOB_CANCELLED},
            failedJobs = true)
    @GetMapping("/v1/jobs/{id}/result")
    ResponseEntity<byte[]> result(
            @Parameter(description = "Id of the job.", schema = @Schema(type = "string", format = "uuid")) @PathVariable
                    String id,
            HttpServletRequest request) {
        byte[] json = results.result(owners.ownerOf(request), id).getBytes(StandardCharsets.UTF_8);
        return ResponseEntity.ok()
                .eTag(etag(json))
                .contentType(MediaType.APPLICATION_JSON)
                .body(json);
    }

    private static String etag(byte[] json) {
        Sha256 digest = new Sha256();
        digest.update(json, 0, json.length);
        return "\"" + digest.hex() + "\"";
    }

    @ExceptionHandler
    ResponseEntity<Problem> noResult(NoResultException failure, HttpServletRequest request) {
        return ProblemAnswers.of(HttpStatus.CONFLICT.value(), failure.code(), failure.detail(), request);
    }
}
