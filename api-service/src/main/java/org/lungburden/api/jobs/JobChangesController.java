package org.lungburden.api.jobs;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.job.StudyChoices;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/jobs/{id}/cancel}, {@code POST /v1/jobs/{id}/retry} and {@code DELETE /v1/jobs/{id}}. */
@RestController
class JobChangesController {
    private final ChangeJobs changeJobs;
    private final OwnerResolver owners;
    private final JobAnswers answers;

    JobChangesController(ChangeJobs changeJobs, OwnerResolver owners, JobAnswers answers) {
        this.changeJobs = changeJobs;
        this.owners = owners;
        this.answers = answers;
    }

    @PostMapping(path = "/v1/jobs/{id}/cancel", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobView> cancel(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable List<String> ifMatch,
            HttpServletRequest request) {
        return answers.of(
                changeJobs.cancel(owners.ownerOf(request), id, IfMatch.versions(ifMatch)), request.getContextPath());
    }

    @PostMapping(path = "/v1/jobs/{id}/retry", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobView> retry(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String seriesInstanceUid,
            @RequestParam(required = false) @Nullable String files,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable List<String> ifMatch,
            HttpServletRequest request) {
        StudyChoices choices = ChoiceParameters.checked(seriesInstanceUid, files);
        return answers.of(
                changeJobs.retry(owners.ownerOf(request), id, IfMatch.versions(ifMatch), choices),
                request.getContextPath());
    }

    @DeleteMapping("/v1/jobs/{id}")
    ResponseEntity<Void> delete(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable List<String> ifMatch,
            HttpServletRequest request) {
        changeJobs.delete(owners.ownerOf(request), id, IfMatch.versions(ifMatch));
        return ResponseEntity.noContent().build();
    }
}
