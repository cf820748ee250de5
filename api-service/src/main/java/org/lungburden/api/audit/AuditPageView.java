package org.lungburden.api.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.audit.AuditPage;
import org.lungburden.audit.AuditRecord;

/** One page of entries, newest first; the last page has no cursor. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuditPageView(List<Entry> items, @Nullable String nextCursor) {

    /** @param outcome {@code DONE} or {@code REFUSED}; a refusal has a code */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            Instant at,
            String actor,
            String action,
            @Nullable UUID jobId,
            @Nullable String item,
            String outcome,
            @Nullable String code,
            int times) {

        static Entry of(AuditRecord kept) {
            return new Entry(
                    kept.at(),
                    kept.actor(),
                    kept.action(),
                    kept.jobId(),
                    kept.item(),
                    kept.code() == null ? "DONE" : "REFUSED",
                    kept.code(),
                    kept.times());
        }
    }

    static AuditPageView of(AuditPage page) {
        return new AuditPageView(page.items().stream().map(Entry::of).toList(), page.nextCursor());
    }
}
