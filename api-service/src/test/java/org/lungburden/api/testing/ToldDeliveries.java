package org.lungburden.api.testing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lungburden.webhook.Deliveries;
import org.lungburden.webhook.DeliveryEnd;
import org.lungburden.webhook.DeliveryLog;
import org.lungburden.webhook.DeliveryState;
import org.lungburden.webhook.Lane;
import org.lungburden.webhook.Tried;

/** Tells what a test has put in; nothing is ever due. */
public final class ToldDeliveries implements Deliveries {
    private final Map<UUID, DeliveryLog> logs = new ConcurrentHashMap<>();

    public void put(UUID job, DeliveryLog log) {
        logs.put(job, log);
    }

    @Override
    public Turn due(@Nullable Lane after, int limit) {
        return new Turn(List.of(), null);
    }

    @Override
    public Optional<Taken> take(Lane lane, Duration lease) {
        return Optional.empty();
    }

    @Override
    public boolean delivered(Taken taken, Tried tried) {
        return false;
    }

    @Override
    public Optional<DeliveryState> failed(Taken taken, Tried tried, Duration delay) {
        return Optional.empty();
    }

    @Override
    public boolean refused(Taken taken, Tried tried, DeliveryEnd why) {
        return false;
    }

    @Override
    public int giveUp(Lane lane, int limit) {
        return 0;
    }

    @Override
    public DeliveryLog log(String owner, UUID jobId) {
        return logs.getOrDefault(jobId, new DeliveryLog(null, List.of()));
    }

    @Override
    public int again(String owner, UUID jobId) {
        return log(owner, jobId).items().size();
    }

    @Override
    public Counts count() {
        return new Counts(0, Duration.ZERO);
    }
}
