package org.lungburden.job.upkeep;

import java.time.Instant;
import org.lungburden.error.ErrorCode;

/** Takes jobs back from workers that have vanished. Several reapers may work at once. */
public interface JobReaper {

    /**
     * Ends attempts with an expired lease as WORKER_LOST: the job is QUEUED again after a delay, or FAILED when its
     * chances are used up.
     *
     * @return how many; {@code limit} means that there may be more
     */
    int reap(int limit);

    /**
     * QUEUED becomes FAILED with DEPENDENCY_FAILED when the age limit has passed and a dependency's fault ended the
     * last attempt. A job that only waited never fails this way, and neither does a job that no worker could run.
     *
     * @param upSince start of the service: only attempts that ended later count
     * @return how many; {@code limit} means that there may be more
     */
    int failOverAge(Instant upSince, int limit);

    /**
     * Does the same as {@link #reap} for every RUNNING job, whatever its lease; the jobs are due at once. Only the sole
     * worker may call this, before it starts work.
     *
     * @param why why the previous process ended: a code of the category resource
     */
    int orphanedAtStart(ErrorCode why);
}
