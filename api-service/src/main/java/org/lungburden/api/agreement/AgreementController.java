package org.lungburden.api.agreement;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.jobs.Labels;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.api.problem.Problem;
import org.lungburden.api.problem.ProblemAnswers;
import org.lungburden.api.request.TimeParameter;
import org.lungburden.api.results.NoResultException;
import org.lungburden.job.revision.Agreements.Wanted;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/agreement} as JSON and as a table, and {@code GET /v1/jobs/{id}/agreement}. */
@RestController
class AgreementController {
    private static final CacheControl PRIVATE = CacheControl.noStore().cachePrivate();

    private final FindAgreement find;
    private final OwnerResolver owners;

    AgreementController(FindAgreement find, OwnerResolver owners) {
        this.find = find;
        this.owners = owners;
    }

    @GetMapping(path = "/v1/agreement", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<AgreementView> all(
            @RequestParam(required = false) @Nullable String batch,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            HttpServletRequest request) {
        return ResponseEntity.ok().cacheControl(PRIVATE).body(view(batch, from, to, request));
    }

    /** At most {@link FindAgreement#MOST_JOBS} rows, so that the whole table is made before the first byte goes. */
    @GetMapping("/v1/agreement.csv")
    void table(
            @RequestParam(required = false) @Nullable String batch,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        byte[] table = AgreementTable.of(view(batch, from, to, request)).getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, PRIVATE.getHeaderValue());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"agreement.csv\"");
        response.setContentLength(table.length);
        response.getOutputStream().write(table);
    }

    private AgreementView view(
            @Nullable String batch, @Nullable String from, @Nullable String to, HttpServletRequest request) {
        Wanted wanted = new Wanted(
                new Labels(null, null, batch).batch(), TimeParameter.of("from", from), TimeParameter.of("to", to));
        return find.ofAll(owners.ownerOf(request), wanted, request.getContextPath());
    }

    @GetMapping(path = "/v1/jobs/{id}/agreement", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobAgreementView> ofJob(
            @PathVariable String id,
            @RequestParam(required = false, defaultValue = "0") String reference,
            @RequestParam String revision,
            HttpServletRequest request) {
        return ResponseEntity.ok()
                .cacheControl(PRIVATE)
                .body(find.ofJob(owners.ownerOf(request), id, reference, revision));
    }

    @ExceptionHandler
    ResponseEntity<Problem> noResult(NoResultException failure, HttpServletRequest request) {
        return ProblemAnswers.of(HttpStatus.CONFLICT.value(), failure.error(), request);
    }
}
