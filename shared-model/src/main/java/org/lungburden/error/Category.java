package org.lungburden.error;

/** Who is at fault. Only the category decides whether another attempt follows a failed one. */
public enum Category {
    /** The study or the request: another attempt would fail the same way. */
    INPUT,
    /** Memory, time or the worker itself: the failure counts, and another attempt follows while chances are left. */
    RESOURCE,
    /** A store, database or broker: the failure does not count, and attempts follow until the job's age limit. */
    DEPENDENCY,
    /** A bug: the job fails at once. */
    INTERNAL;

    /** Whether another attempt follows a failed one. */
    public boolean retried() {
        return this == RESOURCE || this == DEPENDENCY;
    }
}
