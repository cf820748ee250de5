package org.lungburden.api.results;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.audit.AuditTrail;
import org.lungburden.api.jobs.JobIds;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.api.problem.Problem;
import org.lungburden.api.problem.ProblemAnswers;
import org.lungburden.audit.AuditAction;
import org.lungburden.job.JobArtifact;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** {@code GET /v1/jobs/{id}/artifacts} and {@code GET /v1/jobs/{id}/artifacts/{name}}. */
@RestController
class ArtifactController {
    private static final HeaderContentNegotiationStrategy ACCEPT = new HeaderContentNegotiationStrategy();

    private final ReadResults results;
    private final Downloads downloads;
    private final OwnerResolver owners;
    private final AuditTrail trail;

    ArtifactController(ReadResults results, Downloads downloads, OwnerResolver owners, AuditTrail trail) {
        this.results = results;
        this.downloads = downloads;
        this.owners = owners;
        this.trail = trail;
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
        HttpServletRequest request = exchange.getRequest();
        String owner = owners.ownerOf(request);
        JobArtifact artifact = results.artifact(owner, id, name);
        if (exchange.checkNotModified(Downloads.etag(artifact))) {
            return null;
        }
        MediaType type = DownloadType.of(artifact, ACCEPT.resolveMediaTypes(exchange));
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            return downloads.head(artifact, type);
        }
        downloads.write(
                owner,
                artifact,
                type,
                range,
                ifRange,
                () -> trail.read(AuditAction.FILE_READ, JobIds.parse(id), artifact.name()),
                response);
        return null;
    }

    @ExceptionHandler
    ResponseEntity<Problem> notSatisfiable(RangeNotSatisfiableException failure, HttpServletRequest request) {
        return ProblemAnswers.of(failure, request, HttpHeaders.CONTENT_RANGE, failure.contentRange());
    }
}
