package org.lungburden.job;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Queued work on a job that has succeeded. It has the states of a job and its leases, attempts and fences, and stands in
 * no list or count of jobs.
 *
 * @param attempt number of claims so far; the fence
 * @param seriesInstanceUid the series that the job's result was measured from; null when it names none
 * @param revision what is measured; null unless the kind is {@link Kind#REVISION}
 * @param before the {@code measurements.dcm} of the revision's base, which that of the revision succeeds; null when there
 *     is none
 */
public record Task(
        UUID id,
        Kind kind,
        int attempt,
        @Nullable String seriesInstanceUid,
        @Nullable Revision revision,
        @Nullable JobArtifact before) {
    /** What is to be done. */
    public enum Kind {
        /** Write {@code image.nii.gz}. */
        IMAGE,
        /** Measure labels that a person corrected. */
        REVISION
    }

    /** The revision, where there is one for certain. */
    public Revision requiredRevision() {
        if (revision == null) {
            throw new IllegalStateException("a task without a revision");
        }
        return revision;
    }
}
