package org.lungburden.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be delivered. A row appears in the transaction that ends the job, whoever ends it. Several processes take
 * deliveries at once; whatever one of them took and did not end is due again after its lease, so that each event is
 * delivered at least once. Of one job an event is due only when the earlier ones have ended.
 */
public interface Deliveries {

    /**
     * A delivery that this process may try until its lease ends.
     *
     * @param tries attempts since the event, or since somebody asked for it again; this one included
     * @param token of this attempt; another process that takes the delivery later has another
     */
    record Taken(long id, UUID token, Lane lane, String url, JobEvent event, int tries) {}

    /**
     * @param waiting deliveries that are not ended
     * @param oldest how long ago the oldest of their events happened; zero when there is none
     */
    record Counts(long waiting, Duration oldest) {}

    /**
     * Lanes with a delivery that is due, in a fixed order.
     *
     * @param after those behind it; null for the first
     * @param limit most lanes looked at
     * @return those of them that have one due, and the last one looked at
     */
    Turn due(@Nullable Lane after, int limit);

    /**
     * @param last where the next turn begins; null when it begins anew
     */
    record Turn(List<Lane> due, @Nullable Lane last) {
        public Turn {
            due = List.copyOf(due);
        }
    }

    /** Takes what is due longest in the lane. */
    Optional<Taken> take(Lane lane, Duration lease);

    /** @return whether the delivery was still this attempt's */
    boolean delivered(Taken taken, Tried tried);

    /**
     * Lets another attempt follow after the delay, or none when that is later than 24 h after the event, or after
     * somebody asked for it again.
     *
     * @return what the delivery is now; empty when it was no longer this attempt's
     */
    Optional<DeliveryState> failed(Taken taken, Tried tried, Duration delay);

    /** No attempt follows. Returns whether the delivery was still this attempt's. */
    boolean refused(Taken taken, Tried tried, DeliveryEnd why);

    /**
     * Gives up what is older than 24 h, of a lane whose host does not answer now.
     *
     * @return deliveries given up
     */
    int giveUp(Lane lane, int limit);

    /** The events of an owner's job; of the newest the newest attempts. */
    DeliveryLog log(String owner, UUID jobId);

    /**
     * Makes due what failed and what waits; when there is neither, the last event.
     *
     * @return deliveries that are due again; 0 when the job has none
     */
    int again(String owner, UUID jobId);

    Counts count();
}
