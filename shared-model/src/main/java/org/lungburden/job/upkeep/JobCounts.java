package org.lungburden.job.upkeep;

import java.time.Duration;

/** How much there is to do, whosever it is; for an operator's eye. */
@FunctionalInterface
public interface JobCounts {

    Counts count();

    /**
     * @param queued jobs that wait, those of the future included
     * @param running jobs that a worker has
     * @param longestWait since the due time of the job that has been due the longest; zero when none is due
     * @param unsent messages that are due and not sent
     */
    record Counts(long queued, long running, Duration longestWait, long unsent) {}
}
