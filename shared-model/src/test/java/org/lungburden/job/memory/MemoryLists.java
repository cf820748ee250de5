package org.lungburden.job.memory;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.JobFilter;
import org.lungburden.job.JobPage;
import org.lungburden.job.JobQuery;
import org.lungburden.job.JobScan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pages of the jobs in memory. The cursor is the number of the last row of the page before. */
final class MemoryLists {
    private static final int LONGEST_PAGE = 200;

    private MemoryLists() {}

    static JobPage page(Collection<Row> rows, JobQuery query) {
        if (query.limit() < 1 || query.limit() > LONGEST_PAGE) {
            throw new CodedException(ErrorCode.INVALID_REQUEST);
        }
        Comparator<Row> newest =
                Comparator.comparingLong((Row row) -> row.number).reversed();
        Comparator<Row> order = query.order() == JobQuery.Order.NEWEST
                ? newest
                : Comparator.comparingDouble(MemoryLists::burden).reversed().thenComparing(newest);
        long last = query.cursor() == null ? -1 : number(query.cursor());
        Row behind = rows.stream().filter(row -> row.number == last).findFirst().orElse(null);
        Set<Row> found = found(rows, query);
        List<Row> matching = rows.stream()
                .filter(row -> row.seenBy(query.owner()) && matches(query.filter(), row) && found.contains(row))
                .filter(row -> behind == null || order.compare(row, behind) > 0)
                .sorted(order)
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

    private static double burden(Row row) {
        Double burden = row.job.scan().burdenPercent();
        return burden == null ? -1 : burden;
    }

    /** What a result tells of its scan. */
    static JobScan scan(String resultJson, JobScan before) {
        JsonNode result = JsonMapper.shared().readTree(resultJson);
        String acquiredOn = result.at("/study/acquiredOn").asStringOpt().orElse(null);
        return new JobScan(
                before.acquiredOn() != null || acquiredOn == null ? before.acquiredOn() : LocalDate.parse(acquiredOn),
                number(result.at("/volumesMl/pneumonia")),
                number(result.at("/burdenPercent/pneumonia")));
    }

    private static @Nullable Double number(JsonNode node) {
        return node.isNumber() ? node.asDouble() : null;
    }

    /** All rows without a search. */
    private static Set<Row> found(Collection<Row> rows, JobQuery query) {
        String search = query.filter().search();
        if (search == null) {
            return Set.copyOf(rows);
        }
        Set<Row> found = new HashSet<>(found(rows, query, search, Job::reference));
        found.addAll(found(rows, query, search, Job::subject));
        return found;
    }

    private static List<Row> found(
            Collection<Row> rows, JobQuery query, String search, Function<Job, @Nullable String> label) {
        return rows.stream()
                .filter(row -> row.seenBy(query.owner())
                        && lower(label.apply(row.job)).startsWith(lower(search))
                        && label.apply(row.job) != null)
                .sorted(Comparator.comparing((Row row) -> lower(label.apply(row.job)))
                        .thenComparing(Comparator.comparingLong((Row row) -> row.number)
                                .reversed()))
                .limit(JobFilter.MOST_FOUND)
                .toList();
    }

    private static String lower(@Nullable String label) {
        return label == null ? "" : label.toLowerCase(Locale.ROOT);
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
