package org.lungburden.job.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.BatchState;
import org.lungburden.job.Batches;
import org.lungburden.job.Job;
import org.lungburden.job.JobStatus;

/** Batches of the jobs in memory. The cursor is the number of the newest row of the last batch shown. */
final class MemoryBatches {
    private static final int LONGEST_PAGE = 200;

    private MemoryBatches() {}

    /** Oldest first. */
    static List<Row> of(Collection<Row> rows, String owner, String batch) {
        return rows.stream()
                .filter(row -> row.seenBy(owner) && batch.equals(row.job.batch()))
                .sorted(Comparator.comparing((Row row) -> row.job.createdAt()).thenComparing(row -> row.number))
                .toList();
    }

    static Batches.BatchPage page(Collection<Row> rows, String owner, @Nullable String cursor, int limit) {
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw new CodedException(ErrorCode.INVALID_REQUEST);
        }
        Map<String, List<Row>> batches = rows.stream()
                .filter(row -> row.seenBy(owner) && row.job.batch() != null)
                .collect(Collectors.groupingBy(
                        row -> Objects.requireNonNull(row.job.batch()), LinkedHashMap::new, Collectors.toList()));
        long before = cursor == null ? Long.MAX_VALUE : MemoryLists.number(cursor);
        List<List<Row>> found = batches.values().stream()
                .filter(batch -> newest(batch) < before)
                .sorted(Comparator.comparingLong(MemoryBatches::newest).reversed())
                .toList();
        List<List<Row>> shown = found.subList(0, Math.min(limit, found.size()));
        return new Batches.BatchPage(
                shown.stream().map(MemoryBatches::listed).toList(),
                found.size() > limit ? Long.toString(newest(shown.get(limit - 1))) : null);
    }

    private static long newest(List<Row> batch) {
        return batch.stream().mapToLong(row -> row.number).max().orElseThrow();
    }

    private static Batches.Listed listed(List<Row> batch) {
        Row last =
                batch.stream().max(Comparator.comparingLong(row -> row.number)).orElseThrow();
        return new Batches.Listed(
                Objects.requireNonNull(last.job.batch()),
                last.job.createdAt(),
                batch.stream().noneMatch(row -> row.job.status().canBecome(JobStatus.CANCELLED)));
    }

    static Optional<BatchState> state(List<Row> batch) {
        if (batch.isEmpty()) {
            return Optional.empty();
        }
        Map<JobStatus, Long> counts = new HashMap<>();
        batch.forEach(row -> counts.merge(row.job.status(), 1L, Long::sum));
        List<Double> running = batch.stream()
                .filter(row -> row.job.status().equals(JobStatus.RUNNING))
                .map(row -> row.job.progress())
                .toList();
        return Optional.of(new BatchState(
                Objects.requireNonNull(batch.get(0).job.batch()),
                counts,
                running.stream().mapToDouble(Double::doubleValue).sum(),
                running.stream().mapToDouble(Double::doubleValue).min().orElse(0),
                batch.get(0).job.createdAt(),
                batch.get(batch.size() - 1).job.createdAt()));
    }

    static List<Batches.Member> members(List<Row> batch, @Nullable Job after, int limit) {
        List<Row> rest = new ArrayList<>(batch);
        if (after != null) {
            long number = rest.stream()
                    .filter(row -> row.job.id().equals(after.id()))
                    .mapToLong(row -> row.number)
                    .findFirst()
                    .orElse(-1);
            rest.removeIf(row -> row.job.createdAt().isBefore(after.createdAt())
                    || row.job.createdAt().equals(after.createdAt()) && row.number <= number);
        }
        return rest.stream().limit(limit).map(MemoryBatches::member).toList();
    }

    static Batches.Member member(Row row) {
        String result = row.result;
        boolean has = result != null && JobStatus.SUCCEEDED.equals(row.job.status());
        return new Batches.Member(row.job, has ? row.job.review().document(Objects.requireNonNull(result)) : null);
    }
}
