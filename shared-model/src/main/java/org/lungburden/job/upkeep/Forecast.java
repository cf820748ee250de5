package org.lungburden.job.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lungburden.job.FairOrder.Waiting;
import org.lungburden.job.JobPriority;

/** When waiting jobs are likely to begin, and how long a further one would wait. */
public final class Forecast {
    /** While nobody works, or no job has ended lately. */
    public static final Forecast UNKNOWN = new Forecast(Map.of(), Map.of(), Map.of(), BatchForecasts.UNKNOWN);
    /** Stands for an owner without a waiting job, who never had a turn. */
    static final String NOBODY = "";

    private final Map<UUID, Instant> starts;
    private final Map<UUID, Integer> ahead;
    private final Map<Waiting, Duration> further;
    private final BatchForecasts batches;

    /** @param further what {@link #waitOf} tells of each line, and of {@link #NOBODY} in each priority */
    Forecast(
            Map<UUID, Instant> starts,
            Map<UUID, Integer> ahead,
            Map<Waiting, Duration> further,
            BatchForecasts batches) {
        this.starts = Map.copyOf(starts);
        this.ahead = Map.copyOf(ahead);
        this.further = Map.copyOf(further);
        this.batches = batches;
    }

    public BatchForecasts batches() {
        return batches;
    }

    /** Of those waiting jobs whose place is known. */
    public Map<UUID, Instant> starts() {
        return starts;
    }

    /** How many waiting jobs begin before each of these. */
    public Map<UUID, Integer> ahead() {
        return ahead;
    }

    /**
     * How long a further job is likely to wait for a worker: behind the owner's own jobs of the priority, in turn with those
     * of other owners. Too short where the look at the queue cut a line, or where an owner without a waiting job had a turn
     * lately. Empty when nobody knows.
     */
    public Optional<Duration> waitOf(String owner, JobPriority priority) {
        return Optional.ofNullable(further.get(line(owner, priority)))
                .or(() -> Optional.ofNullable(further.get(line(NOBODY, priority))));
    }

    static Waiting line(String owner, JobPriority priority) {
        return new Waiting(owner, priority, 0);
    }
}
