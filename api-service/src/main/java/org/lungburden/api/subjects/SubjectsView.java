package org.lungburden.api.subjects;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.batches.BatchNames;

/** A page of subjects as clients read it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SubjectsView(List<Item> items, @Nullable String nextCursor) {

    static SubjectsView of(FindSubjects.Page page, String base) {
        return new SubjectsView(
                page.items().stream()
                        .map(item -> new Item(
                                item.subject(),
                                item.jobs(),
                                item.lastJobAt(),
                                new Links(
                                        base + "/v1/jobs?subject=" + BatchNames.parameter(item.subject()),
                                        base + "/v1/subjects/" + BatchNames.segment(item.subject()) + "/timeline")))
                        .toList(),
                page.nextCursor());
    }

    record Item(String subject, int jobs, Instant lastJobAt, Links links) {}

    /** Paths on the host that the client called. */
    record Links(String jobs, String timeline) {}
}
