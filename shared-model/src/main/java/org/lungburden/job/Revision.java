package org.lungburden.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Labels of a job that a person corrected, and how far their measuring is.
 *
 * @param number from 1; 0 is the automatic result
 * @param base the revision that the person began with
 * @param author who corrected, in the client's words
 * @param comment of the author
 * @param labels the stored file
 * @param status of the task that measures it
 * @param stage as of a job
 * @param progress of the running attempt, 0 to 1
 */
public record Revision(
        int number,
        int base,
        @Nullable String author,
        @Nullable String comment,
        StoredLabels labels,
        Instant createdAt,
        JobStatus status,
        @Nullable String stage,
        double progress,
        @Nullable Instant finishedAt,
        @Nullable JobError error) {
    /** Names no person, so that no log does. */
    @Override
    public String toString() {
        return "Revision " + number + " " + status;
    }

    /** @param sha256 lower-case hex of the bytes */
    public record StoredLabels(String key, long bytes, String sha256) {}
}
