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
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.jobs.JobIds;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.api.problem.Problem;
import org.lungburden.api.problem.ProblemAnswers;
import org.lungburden.api.problem.Problems;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.JobArtifact;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** {@code GET /v1/jobs/{id}/artifacts} and {@code GET /v1/jobs/{id}/artifacts/{name}}. */
@RestController
@Tag(name = "results")
class ArtifactController {
    private final ReadResults results;
    private final Downloads downloads;
    private final OwnerResolver owners;

    ArtifactController(ReadResults results, Downloads downloads, OwnerResolver owners) {
        this.results = results;
        this.downloads = downloads;
        this.owners = owners;
    }

    @Operation(operationId = "listArtifacts", summary = "List the files of a job")
    @ApiResponse(
            responseCode = "200",
            description = "The files there are.",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = ArtifactListView.class)))
    @Problems(ErrorCode.JOB_NOT_FOUND)
    @GetMapping("/v1/jobs/{id}/artifacts")
    ArtifactListView list(
            @Parameter(description = "Id of the job.", schema = @Schema(type = "string", format = "uuid")) @PathVariable
                    String id,
            HttpServletRequest request) {
        return ArtifactListView.of(JobIds.parse(id), results.artifacts(owners.ownerOf(request), id));
    }

    @Operation(operationId = "getArtifact", summary = "Download a file")
    @Parameter(
            name = "Range",
            in = ParameterIn.HEADER,
            description = "One range of bytes; several are answered with the whole file.",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "If-Range",
            in = ParameterIn.HEADER,
            description = "`ETag` that the range belongs to; the whole file when it is another.",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "If-None-Match",
            in = ParameterIn.HEADER,
            description = "`ETag` of the copy at hand.",
            schema = @Schema(type = "string"))
    @ApiResponse(
            responseCode = "200",
            description = "The file.",
            headers = {
                @Header(name = "ETag", description = "sha256 of the file.", schema = @Schema(type = "string")),
                @Header(name = "Content-Disposition", schema = @Schema(type = "string")),
                @Header(name = "Content-Length", schema = @Schema(type = "integer")),
                @Header(name = "Accept-Ranges", schema = @Schema(type = "string"))
            },
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "206",
            description = "The range that was asked for.",
            headers = {
                @Header(name = "ETag", description = "sha256 of the whole file.", schema = @Schema(type = "string")),
                @Header(name = "Content-Range", schema = @Schema(type = "string")),
                @Header(name = "Content-Length", schema = @Schema(type = "integer"))
            },
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "304", description = "The copy at hand is the file.", content = @Content)
    @Problems({ErrorCode.JOB_NOT_FOUND, ErrorCode.ARTIFACT_NOT_FOUND, ErrorCode.RANGE_NOT_SATISFIABLE})
    @GetMapping("/v1/jobs/{id}/artifacts/{name}")
    @Nullable
    ResponseEntity<Resource> download(
            @Parameter(description = "Id of the job.", schema = @Schema(type = "string", format = "uuid")) @PathVariable
                    String id,
            @Parameter(description = "Name of the file, for example `labels.nii.gz`.") @PathVariable String name,
            ServletWebRequest exchange)
            throws IOException {
        HttpServletRequest request = exchange.getRequest();
        JobArtifact artifact = results.artifact(owners.ownerOf(request), id, name);
        if (exchange.checkNotModified(Downloads.etag(artifact))) {
            return null;
        }
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            return downloads.head(artifact);
        }
        return downloads.answer(
                artifact, request.getHeader(HttpHeaders.RANGE), request.getHeader(HttpHeaders.IF_RANGE));
    }

    @ExceptionHandler
    ResponseEntity<Problem> notSatisfiable(RangeNotSatisfiableException failure, HttpServletRequest request) {
        return ProblemAnswers.of(failure, request, HttpHeaders.CONTENT_RANGE, failure.contentRange());
    }
}
