package org.lungburden.job;

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
     * The same for every RUNNING job, whatever its lease, and due at once. Only for a process that is known to be the
     * only worker, before it begins.
     */
    int orphanedAtStart();
}
