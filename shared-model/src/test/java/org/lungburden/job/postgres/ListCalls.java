package org.lungburden.job.postgres;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.JobFilter;
import org.lungburden.job.JobFilter.Field;
import org.lungburden.job.JobQuery;
import org.lungburden.job.JobStatus;
import org.lungburden.job.JobStore;

/** Lists of jobs by each filter and by pairs of them: the first page and, where there is one, the second. */
final class ListCalls {
    private static final Instant FROM = Instant.parse("2026-01-03T00:00:00Z");
    private static final Instant TO = FROM.plus(Duration.ofDays(2));

    private ListCalls() {}

    static Map<String, Runnable> of(JobStore store) {
        Map<String, Runnable> calls = new LinkedHashMap<>();
        filters().forEach((name, filter) -> {
            calls.put("list " + name, () -> page(store, filter, null));
            String second = page(store, filter, null);
            if (second != null) {
                calls.put("list " + name + ", next page", () -> page(store, filter, second));
            }
        });
        sorted().forEach((name, filter) -> {
            calls.put("list by burden " + name, () -> byBurden(store, filter, null));
            String second = byBurden(store, filter, null);
            if (second != null) {
                calls.put("list by burden " + name + ", next page", () -> byBurden(store, filter, second));
            }
        });
        return calls;
    }

    private static Map<String, JobFilter> sorted() {
        Map<String, JobFilter> filters = new LinkedHashMap<>();
        filters.put("all", JobFilter.ALL);
        filters.put("succeeded", JobFilter.of(JobStatus.SUCCEEDED));
        filters.put("waiting", JobFilter.of(JobStatus.QUEUED, JobStatus.RUNNING));
        return filters;
    }

    private static @Nullable String byBurden(JobStore store, JobFilter filter, @Nullable String cursor) {
        return store.list(new JobQuery("local", filter, JobQuery.Order.BURDEN, cursor, 50))
                .nextCursor();
    }

    private static @Nullable String page(JobStore store, JobFilter filter, @Nullable String cursor) {
        return store.list(new JobQuery("local", filter, cursor, 50)).nextCursor();
    }

    private static Map<String, JobFilter> filters() {
        Map<String, JobFilter> filters = new LinkedHashMap<>();
        filters.put("all", JobFilter.ALL);
        filters.put("a time", new JobFilter(Set.of(), Map.of(), FROM, TO));
        JobStatus.known().forEach(status -> filters.put("status " + status, JobFilter.of(status)));
        filters.put("several states", JobFilter.of(JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.FAILED));
        filters.put("every state", new JobFilter(Set.copyOf(JobStatus.known()), Map.of(), FROM, null));
        filters.put("code", JobFilter.of(Field.CODE, "CORRUPT_IMAGE"));
        filters.put("rare code", JobFilter.of(Field.CODE, "NO_CT_IMAGES"));
        filters.put("reference", JobFilter.of(Field.REFERENCE, "r77"));
        filters.put("subject", JobFilter.of(Field.SUBJECT, "s77"));
        filters.put("search of many", JobFilter.of("r7"));
        filters.put("search of few", JobFilter.of("R77777"));
        filters.put("search of none", JobFilter.of("x"));
        filters.put("batch", JobFilter.of(Field.BATCH, "b3"));
        filters.put("the batch that waits", JobFilter.of(Field.BATCH, "waiting"));
        filters.put("study", JobFilter.of(Field.STUDY_INSTANCE_UID, "1.2.11"));
        for (JobStatus status : JobStatus.known()) {
            filters.put(status + " of a batch", new JobFilter(Set.of(status), Map.of(Field.BATCH, "b3"), null, null));
        }
        filters.put(
                "waiting of a batch",
                new JobFilter(Set.of(JobStatus.QUEUED, JobStatus.RUNNING), Map.of(Field.BATCH, "waiting"), null, null));
        filters.put("a batch in a time", new JobFilter(Set.of(), Map.of(Field.BATCH, "b3"), FROM, TO));
        return filters;
    }
}
