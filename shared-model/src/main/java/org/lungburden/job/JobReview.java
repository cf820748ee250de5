package org.lungburden.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lungburden.result.StoredResults;

/**
 * Which of a job's results counts.
 *
 * @param newest number of the newest revision, whatever became of it; 0 when there is none
 * @param accepted the revision that result and files follow; 0 for the automatic result
 * @param acceptedBy who accepted, in the client's words
 * @param acceptedAt null when nobody did
 */
public record JobReview(
        int newest,
        int accepted,
        @Nullable String acceptedBy,
        @Nullable Instant acceptedAt) {
    /** Nobody has looked at the result. */
    public static final JobReview NONE = new JobReview(0, 0, null, null);

    /** A stored result as clients read it. */
    public String document(String stored) {
        return StoredResults.reviewed(stored, accepted, acceptedBy, acceptedAt);
    }

    /** Names no person, so that no log does. */
    @Override
    public String toString() {
        return "JobReview " + accepted + " of " + newest;
    }
}
