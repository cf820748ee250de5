package org.lungburden.job.upkeep;

import java.time.Instant;
import org.lungburden.error.ErrorCode;

/** Takes jobs back from workers that are gone. Several reapers may work at once. */
public interface JobReaper {

    /**
     * Ends attempts whose lease has run out as WORKER_LOST: the job is QUEUED again after a delay, or FAILED when its
     * chances are used up.
     *
     * @return how many; {@code limit} means that there may be more
     */
    int reap(int limit);

    /**
     * QUEUED becomes FAILED with DEPENDENCY_FAILED where the age limit has passed and the last attempt was ended by a
     * fault of a dependency. A job that merely waited never fails so, nor one that nobody could have run.
     *
     * @param upSince since when the service has been up: only attempts that ended later count
     * @return how many; {@code limit} means that there may be more
     */
    int failOverAge(Instant upSince, int limit);

    /**
     * The same as {@link #reap} for every RUNNING job, whatever its lease, and due at once. Only for a process that is known to be the
     * only worker, before it begins.
     *
     * @param why what ended the process before this one: a code of the category resource
     */
    int orphanedAtStart(ErrorCode why);
}
