package org.lungburden.job.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.lungburden.job.BatchState;
import org.lungburden.job.JobStatus;

/** When batches are likely to end: their waiting jobs begin as {@link QueuePlay} plays, and each lasts the mean time. */
public final class BatchForecasts {
    /** While nobody works, or no job has ended lately. */
    static final BatchForecasts UNKNOWN = new BatchForecasts(Instant.EPOCH, Duration.ZERO, Map.of(), Map.of());

    private final Instant now;
    private final Duration meanTime;
    private final Map<OfOwner, Line> batches;
    private final Map<String, Line> owners;

    /** @param owners all jobs of an owner whose place is known */
    BatchForecasts(Instant now, Duration meanTime, Map<OfOwner, Line> batches, Map<String, Line> owners) {
        this.now = now;
        this.meanTime = meanTime;
        this.batches = Map.copyOf(batches);
        this.owners = Map.copyOf(owners);
    }

    record OfOwner(String owner, String batch) {}

    /**
     * Jobs whose place is known.
     *
     * @param last when the last of them is likely to begin
     */
    record Line(long jobs, Instant last) {
        Line and(Line other) {
            return new Line(jobs + other.jobs, last.isAfter(other.last) ? last : other.last);
        }
    }

    /**
     * The likely end; empty for a batch that has finished, while nobody works, and where all its jobs wait behind the part
     * of the queue that was looked at. Jobs behind that part are taken to follow as fast as the owner's others, so that
     * the end is too early where jobs of other batches stand between them.
     */
    public Optional<Instant> end(String owner, BatchState batch) {
        long waiting = batch.count(JobStatus.QUEUED);
        if (meanTime.isZero()) {
            return Optional.empty();
        }
        if (waiting == 0) {
            return batch.count(JobStatus.RUNNING) == 0
                    ? Optional.empty()
                    : Optional.of(now.plusMillis(Math.round(meanTime.toMillis() * (1 - batch.leastProgress()))));
        }
        Line known = batches.get(new OfOwner(owner, batch.name()));
        Line all = owners.get(owner);
        if (known == null || all == null) {
            return Optional.empty();
        }
        Instant last = waiting <= known.jobs()
                ? known.last()
                : all.last()
                        .plus(Duration.between(now, all.last())
                                .multipliedBy(waiting - known.jobs())
                                .dividedBy(all.jobs()));
        return Optional.of(last.plus(meanTime));
    }
}
