package org.lungburden.api.revisions;

import java.util.ArrayList;
import java.util.List;
import org.lungburden.api.jobs.FindJobs;
import org.lungburden.api.jobs.RevisionNumbers;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.Revision;
import org.lungburden.job.revision.Revisions;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Answers that carry revisions, with the time of the next useful poll. */
class RevisionAnswers {
    private static final String POLL_SECONDS = "1";

    private final FindJobs findJobs;
    private final Revisions revisions;

    RevisionAnswers(FindJobs findJobs, Revisions revisions) {
        this.findJobs = findJobs;
        this.revisions = revisions;
    }

    RevisionListView all(String owner, String id, String base) {
        Job job = kept(owner, id);
        List<RevisionView> views = new ArrayList<>();
        views.add(RevisionView.automatic(job, base));
        revisions.list(owner, job.id()).forEach(revision -> views.add(RevisionView.of(job, revision, base)));
        return new RevisionListView(views);
    }

    ResponseEntity<RevisionView> one(String owner, String id, String number, String base) {
        Job job = kept(owner, id);
        int revision = RevisionNumbers.parse(number);
        return answer(
                ResponseEntity.ok(),
                revision == 0
                        ? RevisionView.automatic(job, base)
                        : RevisionView.of(
                                job,
                                revisions
                                        .find(owner, job.id(), revision)
                                        .orElseThrow(() -> new CodedException(ErrorCode.REVISION_NOT_FOUND)),
                                base));
    }

    ResponseEntity<RevisionView> saved(
            ResponseEntity.BodyBuilder answer, String owner, String id, Revision revision, String base) {
        return answer(answer, RevisionView.of(findJobs.find(owner, id), revision, base));
    }

    private Job kept(String owner, String id) {
        Job job = findJobs.find(owner, id);
        if (job.expiry().done()) {
            throw new CodedException(ErrorCode.RESULT_GONE);
        }
        return job;
    }

    private static ResponseEntity<RevisionView> answer(ResponseEntity.BodyBuilder answer, RevisionView view) {
        if (!view.status().finished()) {
            answer.header(HttpHeaders.RETRY_AFTER, POLL_SECONDS);
        }
        return answer.body(view);
    }
}
