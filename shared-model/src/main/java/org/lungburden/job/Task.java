package org.lungburden.job;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Queued work on a job that has succeeded. It has the states of a job and its leases, attempts and fences, and stands in
 * no list or count of jobs.
 *
 * @param attempt number of claims so far; the fence
 * @param seriesInstanceUid the series that the job's result was measured from; null when it names none
 * @param revision what is measured; null when the kind is {@link Kind#IMAGE}
 * @param before the {@code measurements.dcm} that the new one succeeds: of the revision's base, or at an acceptance of the
 *     revision itself; null when there is none
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
        REVISION,
        /** Write a revision's files again, which name who accepted it, or nobody any more. */
        ACCEPTANCE
    }

    /** The revision, where there is one for certain. */
    public Revision requiredRevision() {
        if (revision == null) {
            throw new IllegalStateException("a task without a revision");
        }
        return revision;
    }
}
