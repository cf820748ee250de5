package org.lungburden.api.results;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lungburden.api.audit.AuditTrail;
import org.lungburden.api.jobs.JobIds;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.api.problem.Problem;
import org.lungburden.api.problem.ProblemAnswers;
import org.lungburden.artifact.Sha256;
import org.lungburden.audit.AuditAction;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/jobs/{id}/result}. */
@RestController
class ResultController {
    /** Matches up to the path. No text within a document can look like this, because JSON escapes quotes. */
    private static final Pattern LINK = Pattern.compile("\"href\"\\s*:\\s*\"(?=/v1/)");

    private final ReadResults results;
    private final OwnerResolver owners;
    private final AuditTrail trail;

    ResultController(ReadResults results, OwnerResolver owners, AuditTrail trail) {
        this.results = results;
        this.owners = owners;
        this.trail = trail;
    }

    @GetMapping(path = "/v1/jobs/{id}/result", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> result(@PathVariable String id, HttpServletRequest request) {
        String result = results.result(owners.ownerOf(request), id);
        byte[] json = withBase(result, request.getContextPath()).getBytes(StandardCharsets.UTF_8);
        if (!HttpMethod.HEAD.matches(request.getMethod())) {
            trail.read(AuditAction.RESULT_READ, JobIds.parse(id), null);
        }
        return ResponseEntity.ok()
                .eTag(etag(json))
                .contentType(MediaType.APPLICATION_JSON)
                .body(json);
    }

    /** The links of the stored document begin at the service's root. */
    private static String withBase(String result, String base) {
        return base.isEmpty()
                ? result
                : LINK.matcher(result).replaceAll(Matcher.quoteReplacement("\"href\":\"" + base));
    }

    private static String etag(byte[] json) {
        return "\"" + Sha256.of(json) + "\"";
    }

    @ExceptionHandler
    ResponseEntity<Problem> noResult(NoResultException failure, HttpServletRequest request) {
        return ProblemAnswers.of(HttpStatus.CONFLICT.value(), failure.error(), request);
    }
}
