package org.lungburden.job;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a batch stands.
 *
 * @param counts jobs by state; holds each state of {@link JobStatus#known}, and others that a newer version wrote
 * @param runningProgress the sum of the progress of the running jobs
 * @param leastProgress the progress of the running job that is least far; 0 when none runs
 * @param firstJobAt when the oldest job was created
 * @param lastJobAt when the newest job was created
 */
public record BatchState(
        String name,
        Map<JobStatus, Long> counts,
        double runningProgress,
        double leastProgress,
        Instant firstJobAt,
        Instant lastJobAt) {

    public BatchState {
        Map<JobStatus, Long> all = new LinkedHashMap<>();
        JobStatus.known().forEach(status -> all.put(status, 0L));
        all.putAll(counts);
        counts = Collections.unmodifiableMap(all);
    }

    public long count(JobStatus status) {
        return counts.getOrDefault(status, 0L);
    }

    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    public long finished() {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().finished())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** 0 to 1: a finished job counts as 1, whatever its end, and a running job by its progress. */
    public double progress() {
        return Math.min(1, (finished() + runningProgress) / total());
    }
}
