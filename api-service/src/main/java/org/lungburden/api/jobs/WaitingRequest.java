package org.lungburden.api.jobs;

import org.lungburden.api.problem.RefusalWithHeader;
import org.lungburden.api.watch.JobWatch;
import org.lungburden.api.watch.Watcher;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;

/** A request whose answer waits. The first call with an answer completes the request, and no thread waits for that. */
final class WaitingRequest implements Watcher {
    /** The server sets no time limit, because the timer ends the wait. */
    private static final long NO_TIMEOUT = 0;

    private final DeferredResult<ResponseEntity<JobView>> answer = new DeferredResult<>(NO_TIMEOUT);
    private final JobAnswers answers;
    private final String base;
    private final Job asked;
    private volatile Job latest;

    WaitingRequest(Job asked, JobAnswers answers, String base) {
        this.asked = asked;
        this.latest = asked;
        this.answers = answers;
        this.base = base;
    }

    DeferredResult<ResponseEntity<JobView>> answer() {
        return answer;
    }

    /** A new attempt means that the status has changed in between. */
    @Override
    public void changed(Job job) {
        latest = job;
        if (!job.status().equals(asked.status()) || job.attempt() != asked.attempt()) {
            answer.setResult(answers.of(job, base));
        }
    }

    @Override
    public void gone() {
        answer.setErrorResult(new CodedException(ErrorCode.JOB_NOT_FOUND));
    }

    /** The caller may no longer see the job. */
    void refuse() {
        answer.setErrorResult(RefusalWithHeader.unauthenticated());
    }

    @Override
    public void closing() {
        answer.setResult(answers.of(latest, base));
    }

    /** While the database does not answer, the last known state may be old and is no valid answer. */
    void expire(JobWatch watch) {
        if (watch.blind()) {
            answer.setErrorResult(new CodedException(ErrorCode.UNAVAILABLE));
        } else {
            answer.setResult(answers.of(latest, base));
        }
    }
}
