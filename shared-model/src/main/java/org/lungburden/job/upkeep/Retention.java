package org.lungburden.job.upkeep;

import java.time.Duration;

/** Removes what was kept long enough. Several instances may call at once; one of them works. */
public interface Retention {

    /**
     * Lets jobs expire that ended longer ago than the time: their results, artifact rows and labels go, and a purge
     * removes their files and uploads. The jobs stay and tell that they expired. Each gets an entry in the audit, in the
     * same transaction.
     *
     * @param limit most jobs
     * @return number of jobs
     */
    int expire(Duration keep, int limit);
}
