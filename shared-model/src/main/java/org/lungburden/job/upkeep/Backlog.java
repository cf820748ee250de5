package org.lungburden.job.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.FairOrder;
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

    /** @param places the longest due first */
    public record Line(Waiting waiting, List<Place> places) {}

    /** @param dueIn negative when the job is already due */
    public record Place(UUID job, Duration dueIn) {}

    /** Looks at the queue of the store. */
    @FunctionalInterface
    public interface Source {
        Backlog look();
    }

    /**
     * When each job is likely to begin: the workers take turns as they would with jobs that all last the mean time. The
     * ends of the running jobs are taken for evenly spread. Empty when nobody works, or nobody knows for how long.
     */
    public Map<UUID, Instant> starts(Instant now) {
        Map<UUID, Instant> starts = new HashMap<>();
        if (meanTime == null || workers == 0) {
            return starts;
        }
        List<Queue> queues = new ArrayList<>(lines.stream().map(Queue::new).toList());
        queues.removeIf(Queue::isEmpty);
        double between = meanTime.toMillis() / (double) workers;
        for (int turn = 0; !queues.isEmpty(); turn++) {
            long claim = claims + 1 + turn;
            Comparator<Waiting> order = FairOrder.at(claim);
            Queue next = queues.stream()
                    .min((one, other) -> order.compare(one.waiting, other.waiting))
                    .orElseThrow();
            Place place = next.take(claim);
            Duration wait = Duration.ofMillis(Math.round(between * (turn + 0.5)));
            starts.put(place.job(), now.plus(wait.compareTo(place.dueIn()) < 0 ? place.dueIn() : wait));
            queues.removeIf(Queue::isEmpty);
        }
        return starts;
    }

    /** A line that gets shorter. */
    private static final class Queue {
        private final List<Place> places;
        private Waiting waiting;
        private int taken;

        Queue(Line line) {
            places = line.places();
            waiting = line.waiting();
        }

        boolean isEmpty() {
            return taken == places.size();
        }

        Place take(long claim) {
            waiting = new Waiting(waiting.owner(), waiting.priority(), claim);
            return places.get(taken++);
        }
    }
}
