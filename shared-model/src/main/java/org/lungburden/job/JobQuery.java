package org.lungburden.job;

import org.jspecify.annotations.Nullable;

/**
 * A page of an owner's jobs, newest first.
 *
 * @param cursor opaque, from the page before; null for the first
 * @param limit 1 to 200
 */
public record JobQuery(
        String owner, JobFilter filter, @Nullable String cursor, int limit) {}
