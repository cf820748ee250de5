package org.lungburden.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param nextCursor null on the last page */
public record AuditPage(List<AuditRecord> items, @Nullable String nextCursor) {
    public AuditPage {
        items = List.copyOf(items);
    }
}
