package org.lungburden.job.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.FairOrder.Waiting;

/**
 * What waits, and how fast it is worked off.
 *
 * @param lines each owner's waiting jobs of a priority; of long lines only their first jobs
 * @param claims claims so far
 * @param workers that work on a job at this moment
 * @param meanTime of the last jobs that ended; null when none is known
 */
public record Backlog(
        List<Line> lines,
        long claims,
        int workers,
        @Nullable Duration meanTime) {
    /** A free worker looks at the queue every 5 s, even without a message. */
    private static final Duration FOUND_IN = Duration.ofSeconds(10);

    /** @param places the longest due first */
    public record Line(Waiting waiting, List<Place> places) {}

    /**
     * @param dueIn negative when the job is already due
     * @param batch the client's grouping
     */
    public record Place(UUID job, Duration dueIn, @Nullable String batch) {
        /** Of a job without a batch. */
        public Place(UUID job, Duration dueIn) {
            this(job, dueIn, null);
        }
    }

    /** Looks at the queue of the store. */
    @FunctionalInterface
    public interface Source {
        Backlog look();
    }

    /**
     * What is likely to follow: the workers take turns as they would with jobs that all last the mean time. The ends of the
     * running jobs are taken for evenly spread.
     */
    public Forecast forecast(Instant now) {
        if (meanTime == null || workers == 0) {
            return Forecast.UNKNOWN;
        }
        return new QueuePlay(this, meanTime, now).forecast();
    }

    /**
     * Whether a job has been due for longer than a free worker needs to find it. Else some workers may be free, since only
     * those that work are counted.
     */
    boolean stands() {
        return lines.stream()
                .flatMap(line -> line.places().stream().limit(1))
                .anyMatch(first -> first.dueIn().compareTo(FOUND_IN.negated()) < 0);
    }
}
