package org.lungburden.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One claim of a job and its outcome.
 *
 * @param number the claim's number; the fence
 * @param endedAt null while it runs
 * @param outcome null while it runs
 * @param error null unless it failed
 */
public record Attempt(
        int number,
        String worker,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Outcome outcome,
        @Nullable JobError error) {

    /** How an attempt ends; any other name is an end that a newer version wrote. */
    public record Outcome(String name) {
        public static final Outcome SUCCEEDED = new Outcome("SUCCEEDED");
        /** The attempt ended with an error, whether or not another attempt follows. */
        public static final Outcome FAILED = new Outcome("FAILED");

        public static final Outcome CANCELLED = new Outcome("CANCELLED");
        /** A worker that stops handed the job back unfinished. */
        public static final Outcome RELEASED = new Outcome("RELEASED");

        @Override
        public String toString() {
            return name;
        }
    }
}
