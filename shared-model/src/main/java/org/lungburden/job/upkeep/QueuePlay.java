package org.lungburden.job.upkeep;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.UUID;
import org.lungburden.job.FairOrder;
import org.lungburden.job.FairOrder.Waiting;
import org.lungburden.job.JobPriority;

/** Plays through how workers work off a backlog: one job after the other, each for the owner whose turn it is. */
final class QueuePlay {
    /** Between two starts, in milliseconds. */
    private final double between;

    private final Duration meanTime;
    private final Instant now;
    private final boolean stands;
    private final Map<JobPriority, PriorityQueue<Queue>> queues = new HashMap<>();
    private final Map<UUID, Instant> starts = new HashMap<>();
    private final Map<UUID, Integer> ahead = new HashMap<>();
    private final Map<Waiting, Duration> further = new HashMap<>();
    private final Map<BatchForecasts.OfOwner, BatchForecasts.Line> batches = new HashMap<>();
    private final Map<String, BatchForecasts.Line> owners = new HashMap<>();
    private long claim;
    private int turn;

    QueuePlay(Backlog backlog, Duration meanTime, Instant now) {
        this.meanTime = meanTime;
        this.between = meanTime.dividedBy(backlog.workers()).toNanos() / 1e6;
        this.now = now;
        this.stands = backlog.stands();
        this.claim = backlog.claims() + 1;
        backlog.lines().forEach(this::add);
        JobPriority.known()
                .forEach(priority -> add(new Backlog.Line(Forecast.line(Forecast.NOBODY, priority), List.of())));
    }

    private void add(Backlog.Line line) {
        Queue queue = new Queue(line.waiting(), line.places().iterator());
        queues.computeIfAbsent(line.waiting().priority(), priority -> new PriorityQueue<>(Queue::comparedTo))
                .add(queue);
    }

    Forecast forecast() {
        for (Optional<Queue> next = next(); next.isPresent(); next = next()) {
            take(next.get());
        }
        return new Forecast(starts, ahead, further, new BatchForecasts(now, meanTime, batches, owners));
    }

    /** The first of each priority is the same for every claim. */
    private Optional<Queue> next() {
        return queues.values().stream()
                .flatMap(ofPriority -> Optional.ofNullable(ofPriority.peek()).stream())
                .min((one, other) -> FairOrder.at(claim).compare(one.waiting(), other.waiting()))
                .map(next ->
                        requireNonNull(queues.get(next.waiting().priority())).remove());
    }

    /** A line that has ended takes no turn from the others: a further job of it would begin now. */
    private void take(Queue next) {
        Duration wait = Duration.ofMillis(Math.round(between * (turn + 0.5)));
        Waiting waiting = next.waiting();
        if (!next.places().hasNext()) {
            further.put(Forecast.line(waiting.owner(), waiting.priority()), stands ? wait : Duration.ZERO);
            return;
        }
        Backlog.Place place = next.places().next();
        Instant start = now.plus(wait.compareTo(place.dueIn()) < 0 ? place.dueIn() : wait);
        starts.put(place.job(), start);
        ahead.put(place.job(), turn);
        BatchForecasts.Line line = new BatchForecasts.Line(1, start);
        owners.merge(waiting.owner(), line, BatchForecasts.Line::and);
        if (place.batch() != null) {
            batches.merge(new BatchForecasts.OfOwner(waiting.owner(), place.batch()), line, BatchForecasts.Line::and);
        }
        Waiting served = new Waiting(waiting.owner(), waiting.priority(), claim);
        requireNonNull(queues.get(waiting.priority())).add(new Queue(served, next.places()));
        claim++;
        turn++;
    }

    /** @param places that are still to come */
    private record Queue(Waiting waiting, Iterator<Backlog.Place> places) {
        int comparedTo(Queue other) {
            return FairOrder.at(0).compare(waiting, other.waiting);
        }
    }
}
