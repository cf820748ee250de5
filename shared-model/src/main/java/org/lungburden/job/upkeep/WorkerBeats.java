package org.lungburden.job.upkeep;

import java.time.Duration;
import java.util.UUID;

/** Workers tell here that they live, whether they work or wait. */
public interface WorkerBeats {
    /** How often a worker tells. */
    Duration INTERVAL = Duration.ofSeconds(10);

    /** A worker that has not told for this long no longer counts: it is dead, paused, or cut off from the database. */
    Duration COUNTED_FOR = INTERVAL.multipliedBy(3);

    /**
     * Tells that a worker lives.
     *
     * @param process random, chosen at the worker's start, since two workers may have the same name
     * @param name for the operator who looks at the table
     */
    void beat(UUID process, String name);

    /** A worker that ends in order counts no more at once. */
    void end(UUID process);
}
