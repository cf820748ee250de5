package org.lungburden.api.results;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.jobs.JobIds;
import org.lungburden.api.jobs.JobView;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.api.problem.Problem;
import org.lungburden.api.problem.ProblemAnswers;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** Results and files of one revision, whichever counts. */
@RestController
class RevisionResultsController {
    private static final String PATH = "/v1/jobs/{id}/revisions/{revision}";

    private final ReadRevisions revisions;
    private final ResultAnswers answers;
    private final FileAnswers files;
    private final OwnerResolver owners;

    RevisionResultsController(ReadRevisions revisions, ResultAnswers answers, FileAnswers files, OwnerResolver owners) {
        this.revisions = revisions;
        this.answers = answers;
        this.files = files;
        this.owners = owners;
    }

    @GetMapping(path = PATH + "/result", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> result(@PathVariable String id, @PathVariable String revision, HttpServletRequest request) {
        String result = revisions.result(owners.ownerOf(request), id, revision);
        return answers.of(result, JobIds.parse(id), "revisions/" + revision, request);
    }

    @GetMapping(path = PATH + "/artifacts", produces = MediaType.APPLICATION_JSON_VALUE)
    ArtifactListView list(@PathVariable String id, @PathVariable String revision, HttpServletRequest request) {
        UUID job = JobIds.parse(id);
        String path = JobView.path(request.getContextPath(), job) + "/revisions/" + revision + "/artifacts/";
        return ArtifactListView.of(path, revisions.artifacts(owners.ownerOf(request), id, revision));
    }

    @GetMapping(PATH + "/artifacts/{name}")
    @Nullable
    ResponseEntity<Resource> download(
            @PathVariable String id,
            @PathVariable String revision,
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
                revisions.artifact(owner, id, revision, name),
                "revisions/" + revision + "/" + name,
                new FileAnswers.Part(range, ifRange),
                exchange,
                response);
    }

    @ExceptionHandler
    ResponseEntity<Problem> notSatisfiable(RangeNotSatisfiableException failure, HttpServletRequest request) {
        return ProblemAnswers.of(failure, request, HttpHeaders.CONTENT_RANGE, failure.contentRange());
    }

    @ExceptionHandler
    ResponseEntity<Problem> noResult(NoResultException failure, HttpServletRequest request) {
        return ProblemAnswers.of(HttpStatus.CONFLICT.value(), failure.error(), request);
    }
}
