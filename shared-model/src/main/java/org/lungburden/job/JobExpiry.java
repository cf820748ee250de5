package org.lungburden.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a finished job's result, files and labels are removed by the time of keeping.
 *
 * @param at null while the job has not finished, and where results are kept for ever
 * @param done whether they are gone
 */
public record JobExpiry(@Nullable Instant at, boolean done) {
    /** Nothing is removed. */
    public static final JobExpiry NEVER = new JobExpiry(null, false);
}
