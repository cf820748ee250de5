package org.lungburden.job.revision;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.statistics.Confusion;

/** How far corrected results are from the automatic ones. */
public interface Agreements {
    /**
     * A job that was corrected.
     *
     * @param revision the accepted revision, or the newest that is measured while the automatic result counts
     * @param accepted whether the job's result follows it
     * @param voxels by automatic and corrected label; null where a version that did not count them saved the revision
     */
    record Corrected(
            UUID job,
            @Nullable String reference,
            @Nullable String batch,
            Instant createdAt,
            int revision,
            boolean accepted,
            Volumes automatic,
            Volumes corrected,
            @Nullable Confusion voxels) {
        /** Leaves out what the client named. */
        @Override
        public String toString() {
            return "Corrected " + job;
        }
    }

    /** Milliliters, as results have them. */
    record Volumes(double lung, double pneumonia, double groundGlass, double highOpacity) {}

    /**
     * @param batch null for all
     * @param from when the job was submitted at the earliest
     * @param to before which it was submitted
     */
    record Wanted(
            @Nullable String batch,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** The newest jobs of the owner with a measured revision, newest first. */
    List<Corrected> corrected(String owner, Wanted wanted, int limit);
}
