package org.lungburden.job.memory;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.JobFilter;
import org.lungburden.job.JobPage;
import org.lungburden.job.JobQuery;
import tools.jackson.databind.json.JsonMapper;

/** Pages of the jobs in memory. The cursor is the number of the last row of the page before. */
final class MemoryLists {
    private static final int LONGEST_PAGE = 200;

    private MemoryLists() {}

    static JobPage page(Collection<Row> rows, JobQuery query) {
        if (query.limit() < 1 || query.limit() > LONGEST_PAGE) {
            throw new CodedException(ErrorCode.INVALID_REQUEST);
        }
        long before = query.cursor() == null ? Long.MAX_VALUE : number(query.cursor());
        List<Row> matching = rows.stream()
                .filter(row -> row.number < before && row.seenBy(query.owner()) && matches(query.filter(), row))
                .sorted(Comparator.comparingLong((Row row) -> row.number).reversed())
                .limit(query.limit() + 1L)
                .toList();
        List<Row> page = matching.subList(0, Math.min(query.limit(), matching.size()));
        String next = matching.size() > page.size() ? Long.toString(page.get(page.size() - 1).number) : null;
        return new JobPage(page.stream().map(row -> row.job).toList(), next);
    }

    /** The study that a result names. */
    static @Nullable String study(String resultJson) {
        return JsonMapper.shared()
                .readTree(resultJson)
                .at("/study/studyInstanceUid")
                .asStringOpt()
                .orElse(null);
    }

    private static boolean matches(JobFilter filter, Row row) {
        Job job = row.job;
        return (filter.statuses().isEmpty() || filter.statuses().contains(job.status()))
                && filter.values().entrySet().stream()
                        .allMatch(wanted -> wanted.getValue().equals(value(wanted.getKey(), row)))
                && (filter.createdFrom() == null || !job.createdAt().isBefore(filter.createdFrom()))
                && (filter.createdTo() == null || job.createdAt().isBefore(filter.createdTo()));
    }

    private static @Nullable String value(JobFilter.Field field, Row row) {
        Job job = row.job;
        return switch (field) {
            case CODE -> job.error() == null ? null : job.error().code();
            case REFERENCE -> job.reference();
            case SUBJECT -> job.subject();
            case BATCH -> job.batch();
            case STUDY_INSTANCE_UID -> row.studyInstanceUid;
        };
    }

    static long number(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new CodedException(ErrorCode.INVALID_REQUEST, "The cursor is not one of this service.", e);
        }
    }
}
