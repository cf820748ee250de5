package org.lungburden.job.revision;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Revision.StoredLabels;
import org.lungburden.statistics.Confusion;

/**
 * The data of a post of corrected labels.
 *
 * @param base the revision that the person began with
 * @param voxels by automatic and corrected label
 */
public record NewRevision(
        String owner,
        UUID job,
        int base,
        @Nullable String author,
        @Nullable String comment,
        StoredLabels labels,
        Confusion voxels) {
    /** Names no person, so that no log does. */
    @Override
    public String toString() {
        return "NewRevision of " + job;
    }
}
