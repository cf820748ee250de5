package org.lungburden.api.results;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.jobs.JobIds;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.api.problem.Problem;
import org.lungburden.api.problem.ProblemAnswers;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** {@code GET /v1/jobs/{id}/artifacts} and {@code GET /v1/jobs/{id}/artifacts/{name}}. */
@RestController
class ArtifactController {
    private final ReadResults results;
    private final FileAnswers files;
    private final OwnerResolver owners;

    ArtifactController(ReadResults results, FileAnswers files, OwnerResolver owners) {
        this.results = results;
        this.files = files;
        this.owners = owners;
    }

    @GetMapping(path = "/v1/jobs/{id}/artifacts", produces = MediaType.APPLICATION_JSON_VALUE)
    ArtifactListView list(@PathVariable String id, HttpServletRequest request) {
        return ArtifactListView.of(
                request.getContextPath(), JobIds.parse(id), results.artifacts(owners.ownerOf(request), id));
    }

    @GetMapping("/v1/jobs/{id}/artifacts/{name}")
    @Nullable
    ResponseEntity<Resource> download(
            @PathVariable String id,
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range,
            @RequestHeader(name = HttpHeaders.IF_RANGE, required = false) @Nullable String ifRange,
            ServletWebRequest exchange,
            HttpServletResponse response)
            throws IOException, HttpMediaTypeNotAcceptableException {
        String owner = owners.ownerOf(exchange.getRequest());
        return files.answer(
                owner,
                JobIds.parse(id),
                results.artifact(owner, id, name),
                name,
                new FileAnswers.Part(range, ifRange),
                exchange,
                response);
    }

    @ExceptionHandler
    ResponseEntity<Problem> notSatisfiable(RangeNotSatisfiableException failure, HttpServletRequest request) {
        return ProblemAnswers.of(failure, request, HttpHeaders.CONTENT_RANGE, failure.contentRange());
    }
}
