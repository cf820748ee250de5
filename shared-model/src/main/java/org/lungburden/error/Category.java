package org.lungburden.error;

/** Who is at fault; alone decides whether a failed attempt is followed by another. */
public enum Category {
    /** The study or the request: another attempt would fail the same way. */
    INPUT,
    /** Memory, time or the worker itself: counted, tried again. */
    RESOURCE,
    /** A store, database or broker: tried again without counting, until the job's age limit. */
    DEPENDENCY,
    /** A bug: the job fails at once. */
    INTERNAL;

    /** Whether a failed attempt is followed by another. */
    public boolean retried() {
        return this == RESOURCE || this == DEPENDENCY;
    }
}
