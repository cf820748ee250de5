package org.lungburden.job.memory;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Batches;
import org.lungburden.job.Subjects;

/** Subjects of the jobs in memory. */
final class MemorySubjects {
    private MemorySubjects() {}

    static List<Subjects.Listed> page(Collection<Row> rows, String owner, @Nullable String after, int limit) {
        Map<String, List<Row>> subjects = rows.stream()
                .filter(row -> row.seenBy(owner) && row.job.subject() != null)
                .collect(Collectors.groupingBy(
                        row -> Objects.requireNonNull(row.job.subject()), TreeMap::new, Collectors.toList()));
        return subjects.entrySet().stream()
                .filter(subject -> after == null || subject.getKey().compareTo(after) > 0)
                .limit(limit)
                .map(subject -> new Subjects.Listed(
                        subject.getKey(),
                        Math.min(Subjects.MOST_COUNTED, subject.getValue().size()),
                        subject.getValue().stream()
                                .map(row -> row.job.createdAt())
                                .max(Comparator.naturalOrder())
                                .orElseThrow()))
                .toList();
    }

    static List<Batches.Member> scans(Collection<Row> rows, String owner, String subject, int limit) {
        return rows.stream()
                .filter(row -> row.seenBy(owner) && subject.equals(row.job.subject()))
                .sorted(Comparator.comparingLong((Row row) -> row.number).reversed())
                .map(MemoryBatches::member)
                .filter(member -> member.result() != null)
                .limit(limit)
                .toList();
    }
}
