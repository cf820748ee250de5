package org.lungburden.job.upkeep;

import java.time.Duration;

/** The amount of work, for all owners together; operators read these counts, none of which goes beyond 10,000. */
@FunctionalInterface
public interface JobCounts {

    Counts count();

    /** How often this process left out a row that only a newer version can read. */
    default long unreadable() {
        return 0;
    }

    /**
     * @param queued jobs that wait, including those that are due later
     * @param running jobs that a worker has
     * @param longestWait since the due time of the job that has been due the longest; zero when none is due
     * @param unsent messages that are due and not sent
     * @param workers that told lately that they live ({@link WorkerBeats})
     */
    record Counts(long queued, long running, Duration longestWait, long unsent, long workers) {}
}
