package org.lungburden.api.revisions;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.jobs.JobView;
import org.lungburden.job.Job;
import org.lungburden.job.JobReview;
import org.lungburden.job.JobStatus;
import org.lungburden.job.Revision;

/**
 * A revision as clients read it; a field that does not apply is absent.
 *
 * @param revision its number; 0 is the automatic result
 * @param base the revision that the person began with; absent for the automatic one
 * @param accepted whether the job's result and files follow it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RevisionView(
        int revision,
        JobStatus status,
        @Nullable String stage,
        double progress,
        @Nullable Integer base,
        @Nullable String author,
        @Nullable String comment,
        Instant createdAt,
        @Nullable Instant finishedAt,
        boolean accepted,
        @Nullable String acceptedBy,
        @Nullable Instant acceptedAt,
        JobView.@Nullable Fault error,
        Links links) {
    /** Paths on the host that the client called. */
    record Links(String self, String result, String artifacts) {
        static Links of(String base, UUID job, int revision) {
            String self = path(base, job, revision);
            return new Links(self, self + "/result", self + "/artifacts");
        }
    }

    /** Path of a revision. */
    static String path(String base, UUID job, int revision) {
        return JobView.path(base, job) + "/revisions/" + revision;
    }

    static RevisionView of(Job job, Revision revision, String base) {
        JobReview review = job.review();
        boolean accepted = review.accepted() == revision.number();
        return new RevisionView(
                revision.number(),
                revision.status(),
                revision.stage(),
                revision.progress(),
                revision.base(),
                revision.author(),
                revision.comment(),
                revision.createdAt(),
                revision.finishedAt(),
                accepted,
                accepted ? review.acceptedBy() : null,
                accepted ? review.acceptedAt() : null,
                JobView.Fault.of(revision.error()),
                Links.of(base, job.id(), revision.number()));
    }

    /** The automatic one; nobody drew it. */
    static RevisionView automatic(Job job, String base) {
        JobReview review = job.review();
        boolean accepted = review.accepted() == 0;
        return new RevisionView(
                0,
                job.status(),
                job.stage(),
                job.progress(),
                null,
                null,
                null,
                job.createdAt(),
                job.finishedAt(),
                accepted,
                accepted ? review.acceptedBy() : null,
                accepted ? review.acceptedAt() : null,
                JobView.Fault.of(job.error()),
                Links.of(base, job.id(), 0));
    }
}
