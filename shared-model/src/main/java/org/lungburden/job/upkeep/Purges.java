package org.lungburden.job.upkeep;

import java.util.List;
import java.util.UUID;

/**
 * The deleted jobs whose files are still to be removed: first when the lease of the last attempt has ended, and once more
 * when an attempt that was not ended by its own success may have written late. After the last round the job's row goes,
 * with all that hangs on it. Safe on several instances at once.
 */
public interface Purges {

    /**
     * Takes rounds that are due. Nobody else gets them for a while, which grows with every try; one that is not
     * {@link #done} comes again after it, so whoever takes one may die.
     *
     * @return at most {@code limit}; as many mean that there may be more
     */
    List<Round> take(int limit);

    /** The files are gone: the next round is put off, or the job's row removed. Nothing, where another took it meanwhile. */
    void done(Round round);

    /**
     * Makes the last round of every purge due at once. Only for a process that is known to be the only one on its store,
     * before it begins: nobody writes late.
     */
    void allDueAtStart();

    /**
     * One round of a job's purge.
     *
     * @param again whether another is to follow
     * @param tries which try of this round it is, from 1
     */
    record Round(UUID jobId, String uploadKey, boolean again, int tries) {}
}
