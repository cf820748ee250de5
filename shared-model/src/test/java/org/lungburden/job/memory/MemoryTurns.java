package org.lungburden.job.memory;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lungburden.job.FairOrder;
import org.lungburden.job.FairOrder.Waiting;
import org.lungburden.job.Job;
import org.lungburden.job.JobPriority;

/** When each owner was served, in memory; the store's lock guards it. */
final class MemoryTurns {
    private final Map<Key, Long> served = new HashMap<>();
    private long claims;

    private record Key(String owner, JobPriority priority) {
        static Key of(Job job) {
            return new Key(job.owner(), job.priority());
        }
    }

    /** Of the due rows the one whose turn it is, which counts as served. */
    Optional<Row> next(Stream<Row> due) {
        Comparator<Row> turn = Comparator.comparing(this::waiting, FairOrder.at(claims + 1));
        Optional<Row> next = due.min(turn.thenComparing(row -> row.dueAt));
        next.ifPresent(row -> served.put(Key.of(row.job), ++claims));
        return next;
    }

    private Waiting waiting(Row row) {
        return new Waiting(row.job.owner(), row.job.priority(), served.getOrDefault(Key.of(row.job), 0L));
    }

    void clear() {
        served.clear();
        claims = 0;
    }
}
