package org.lungburden.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pseudonyms that link the scans of a patient. A subject is there while its owner finds a job of it. */
public interface Subjects {
    /** Counting the jobs of a subject ends here. */
    int MOST_COUNTED = 1000;

    /**
     * The owner's subjects in the order of their names.
     *
     * @param after the last subject of the page before; null for the first page
     * @param limit most subjects
     */
    List<Listed> subjects(String owner, @Nullable String after, int limit);

    /**
     * Jobs of the subject that succeeded, each with its result, the newest job first.
     *
     * @param limit most jobs
     * @throws org.lungburden.error.CodedException {@code INTERNAL} when this version cannot read a job
     */
    List<Batches.Member> scans(String owner, String subject, int limit);

    /**
     * A subject in a list.
     *
     * @param jobs how many it has, in any state, at most {@link #MOST_COUNTED}
     * @param lastJobAt when its newest job was created
     */
    record Listed(String subject, int jobs, Instant lastJobAt) {}
}
