package org.lungburden.job.memory;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.JobError;
import org.lungburden.job.JobStatus;
import org.lungburden.job.upkeep.JobReaper;

/** Ends the attempts of lost workers, and jobs over age, in memory. */
final class MemoryReaper implements JobReaper {
    private static final JobError LOST = new JobError(ErrorCode.WORKER_LOST, ErrorCode.WORKER_LOST.sentence());
    private static final JobError TOO_OLD =
            new JobError(ErrorCode.DEPENDENCY_FAILED, ErrorCode.DEPENDENCY_FAILED.sentence());

    private final Map<UUID, Row> rows;
    private final MemoryEndings endings;
    private final Object lock;
    private final Clock clock;

    /** @param lock guards the rows */
    MemoryReaper(Map<UUID, Row> rows, MemoryEndings endings, Object lock, Clock clock) {
        this.rows = rows;
        this.endings = endings;
        this.lock = lock;
        this.clock = clock;
    }

    @Override
    public int reap(int limit) {
        Instant now = clock.instant();
        return each(
                row -> running(row) && row.leaseUntil != null && row.leaseUntil.isBefore(now),
                limit,
                row -> endings.end(row, LOST, false));
    }

    @Override
    public int failOverAge(Instant upSince, int limit) {
        return each(
                row -> endings.isOverAge(row, upSince), limit, row -> endings.fail(row, row.job.failures(), TOO_OLD));
    }

    @Override
    public int orphanedAtStart(ErrorCode why) {
        JobError error = new JobError(why, why.sentence());
        return each(MemoryReaper::running, Integer.MAX_VALUE, row -> endings.end(row, error, true));
    }

    private static boolean running(Row row) {
        return JobStatus.RUNNING.equals(row.job.status());
    }

    private int each(Predicate<Row> condition, int limit, Consumer<Row> change) {
        synchronized (lock) {
            List<Row> found = rows.values().stream()
                    .filter(condition)
                    .sorted(Comparator.comparing(row -> row.queuedSince))
                    .limit(limit)
                    .toList();
            found.forEach(change);
            return found.size();
        }
    }
}
