package org.lungburden.api.results;

import jakarta.servlet.http.HttpServletRequest;
import org.lungburden.api.jobs.JobIds;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.api.problem.Problem;
import org.lungburden.api.problem.ProblemAnswers;
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
    private final ReadResults results;
    private final ResultAnswers answers;
    private final OwnerResolver owners;

    ResultController(ReadResults results, ResultAnswers answers, OwnerResolver owners) {
        this.results = results;
        this.owners = owners;
        this.answers = answers;
    }

    @GetMapping(path = "/v1/jobs/{id}/result", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> result(@PathVariable String id, HttpServletRequest request) {
        String result = results.result(owners.ownerOf(request), id);
        return answers.of(result, JobIds.parse(id), null, request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> noResult(NoResultException failure, HttpServletRequest request) {
        return ProblemAnswers.of(HttpStatus.CONFLICT.value(), failure.error(), request);
    }
}
