package org.lungburden.api.webhook.send;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.lungburden.webhook.Lane;

/** How many attempts run, of each lane, host and owner, and which lanes are held back. */
final class Traffic {
    static final int OF_LANE = 4;
    static final int OF_HOST = 8;
    static final int OF_OWNER = 8;
    private static final int MOST_CIRCUITS = 10_000;
    private static final Duration CIRCUIT_KEPT = Duration.ofHours(1);

    private final Clock clock;
    private final Duration first;
    private final Duration longest;
    private final Map<Object, Integer> running = new HashMap<>();
    private final Cache<Lane, Circuit> circuits = Caffeine.newBuilder()
            .maximumSize(MOST_CIRCUITS)
            .expireAfterAccess(CIRCUIT_KEPT)
            .build();

    Traffic(Clock clock, Duration first, Duration longest) {
        this.clock = clock;
        this.first = first;
        this.longest = longest;
    }

    /** Keys of their own, since a host may have the name of an owner. */
    private record Host(String name) {}

    private record Owner(String name) {}

    /** Whether an attempt of the lane may begin. The caller then calls one of the others once. */
    synchronized boolean begin(Lane lane) {
        boolean room = count(lane) < OF_LANE
                && count(new Host(lane.host())) < OF_HOST
                && count(new Owner(lane.owner())) < OF_OWNER;
        if (!room || !circuit(lane).begin(clock.instant())) {
            return false;
        }
        add(lane, 1);
        return true;
    }

    synchronized void notTried(Lane lane) {
        add(lane, -1);
        circuit(lane).notTried();
    }

    synchronized void succeeded(Lane lane) {
        add(lane, -1);
        circuit(lane).succeeded();
    }

    /** Returns whether the lane is held back now. */
    synchronized boolean failed(Lane lane) {
        add(lane, -1);
        Circuit circuit = circuit(lane);
        circuit.failed(clock.instant());
        return circuit.open();
    }

    private Circuit circuit(Lane lane) {
        return circuits.get(lane, any -> new Circuit(first, longest));
    }

    private int count(Object of) {
        return running.getOrDefault(of, 0);
    }

    private void add(Lane lane, int change) {
        for (Object of : new Object[] {lane, new Host(lane.host()), new Owner(lane.owner())}) {
            running.merge(of, change, Integer::sum);
            running.remove(of, 0);
        }
    }
}
