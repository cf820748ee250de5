package org.lungburden.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as kept. Actions and codes are texts, because a newer version may have written them.
 *
 * @param at by the database's clock
 * @param code why it was refused; null when it was done
 */
public record AuditRecord(
        Instant at,
        String actor,
        String action,
        @Nullable UUID jobId,
        @Nullable String item,
        @Nullable String code,
        int times) {}
