package org.lungburden.job.upkeep;

import java.util.List;
import java.util.UUID;

/**
 * The deleted jobs whose files are still to be removed. The first round is due when the lease of the last attempt ends.
 * A second round follows when a worker may have written late, after an attempt that did not end by its own success. The
 * last round also removes the job's row and every row that refers to it. Several instances may call at once.
 */
public interface Purges {

    /**
     * Takes rounds that are due, and reserves them for a time that grows with every try. A round that is not
     * {@link #done} within that time comes again, so no crash loses a round.
     *
     * @return at most {@code limit} rounds; a full answer means that more may be due
     */
    List<Round> take(int limit);

    /**
     * Records that the files are gone: puts off the next round, or removes the job's row. Does nothing when another
     * instance took the round meanwhile.
     */
    void done(Round round);

    /**
     * Makes the last round of every purge due at once. Only the sole process on the store may call this, before it
     * starts work, because then no worker can write late.
     */
    void allDueAtStart();

    /**
     * One round of a job's purge.
     *
     * @param again whether another round follows
     * @param tries number of tries of this round, from 1
     */
    record Round(UUID jobId, String uploadKey, boolean again, int tries) {}
}
