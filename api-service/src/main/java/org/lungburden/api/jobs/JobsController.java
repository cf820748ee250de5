package org.lungburden.api.jobs;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.job.Job;
import org.lungburden.job.JobFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/jobs} and {@code GET /v1/jobs/{id}}. */
@RestController
class JobsController {
    private final FindJobs findJobs;
    private final AwaitJobs awaitJobs;
    private final OwnerResolver owners;
    private final JobAnswers answers;

    JobsController(FindJobs findJobs, AwaitJobs awaitJobs, OwnerResolver owners, JobAnswers answers) {
        this.findJobs = findJobs;
        this.awaitJobs = awaitJobs;
        this.owners = owners;
        this.answers = answers;
    }

    /** A {@code ResponseEntity}, or a {@code DeferredResult} with one when the answer must wait. */
    @GetMapping(path = "/v1/jobs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    Object get(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String wait,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable List<String> ifNoneMatch,
            HttpServletRequest request) {
        Duration time = awaitJobs.time(wait);
        Job job = findJobs.find(owners.ownerOf(request), id);
        boolean hold = !time.isZero() && !job.status().finished() && JobAnswers.mayKnow(ifNoneMatch, job);
        return hold
                ? awaitJobs.untilChanged(job, time, request.getContextPath())
                : answers.of(job, request.getContextPath());
    }

    @GetMapping(path = "/v1/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
    JobPageView list(
            @RequestParam(required = false) @Nullable List<String> status,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String reference,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable String batch,
            @RequestParam(required = false) @Nullable String studyInstanceUid,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String createdFrom,
            @RequestParam(required = false) @Nullable String createdTo,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        Labels labels = new Labels(reference, subject, batch);
        JobFilter filter = JobFilters.of(
                new JobFilters.Parameters(status, code, labels, studyInstanceUid, search, createdFrom, createdTo));
        return answers.page(
                findJobs.list(owners.ownerOf(request), filter, JobFilters.order(sort), cursor, limit),
                request.getContextPath());
    }
}
