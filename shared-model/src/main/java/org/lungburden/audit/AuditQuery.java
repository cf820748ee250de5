package org.lungburden.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one page, newest first.
 *
 * @param owner whose entries
 * @param job null for any
 * @param actor the whole name; null for any
 * @param from entries of this time or later; null for all
 * @param cursor the previous page's; null for the first page
 * @param limit most entries
 */
public record AuditQuery(
        String owner,
        @Nullable UUID job,
        @Nullable String actor,
        @Nullable Instant from,
        @Nullable String cursor,
        int limit) {}
