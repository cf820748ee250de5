package org.lungburden.job;

import org.jspecify.annotations.Nullable;

/**
 * A page of an owner's jobs.
 *
 * @param cursor opaque, from the page before of the same order; null for the first
 * @param limit 1 to 200
 */
public record JobQuery(
        String owner,
        JobFilter filter,
        Order order,
        @Nullable String cursor,
        int limit) {

    /** Newest first. */
    public JobQuery(String owner, JobFilter filter, @Nullable String cursor, int limit) {
        this(owner, filter, Order.NEWEST, cursor, limit);
    }

    /** What stands first. */
    public enum Order {
        NEWEST,
        /** The highest burden; jobs without one stand at the end. Of equal burdens the newest job is first. */
        BURDEN
    }
}
