package org.lungburden.job.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.IdempotencyKeys;
import org.lungburden.job.IdempotencySettings;

/** Keys in memory. */
public final class MemoryIdempotencyKeys implements IdempotencyKeys {
    private final Map<Name, Held> keys = new HashMap<>();
    private final IdempotencySettings settings;
    private final Clock clock;
    private @Nullable RuntimeException failure;
    private int renewals;

    public MemoryIdempotencyKeys(Clock clock) {
        this.settings = MemoryJobStore.defaults("lungburden.idempotency", IdempotencySettings.class);
        this.clock = clock;
    }

    private record Name(String owner, String key) {}

    private record Held(Holding holding, Instant expiresAt) {}

    public synchronized void clear() {
        keys.clear();
        failure = null;
        renewals = 0;
    }

    /** Every call fails so from here on. */
    public synchronized void fail(RuntimeException failure) {
        this.failure = failure;
    }

    public synchronized boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Renewals so far. */
    public synchronized int renewals() {
        return renewals;
    }

    /** As if every lease had ended and every key been taken over by another upload. */
    public synchronized void takeOver() {
        keys.replaceAll((name, held) ->
                new Held(new Reservation(name.owner(), name.key(), UUID.randomUUID()), held.expiresAt()));
    }

    /** Lets time pass for every key. */
    public synchronized void elapse(Duration time) {
        keys.replaceAll(
                (name, held) -> new Held(held.holding(), held.expiresAt().minus(time)));
    }

    private void answer() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public synchronized Holding reserve(String owner, String key) {
        answer();
        Name name = new Name(owner, key);
        Held before = keys.get(name);
        if (before != null && !expired(before)) {
            return before.holding() instanceof Known ? before.holding() : new InFlight();
        }
        Reservation mine = new Reservation(owner, key, UUID.randomUUID());
        put(mine, mine, settings.lease());
        return mine;
    }

    @Override
    public synchronized boolean renew(Reservation reservation) {
        answer();
        renewals++;
        boolean held = holds(reservation);
        if (held) {
            put(reservation, reservation, settings.lease());
        }
        return held;
    }

    @Override
    public synchronized void free(Reservation reservation) {
        answer();
        if (holds(reservation)) {
            keys.remove(name(reservation));
        }
    }

    @Override
    public synchronized int removeExpired(int limit) {
        List<Name> expired = keys.entrySet().stream()
                .filter(each -> expired(each.getValue()))
                .sorted(Comparator.comparing(each -> each.getValue().expiresAt()))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
        expired.forEach(keys::remove);
        return expired.size();
    }

    public synchronized void bind(Binding binding, UUID jobId) {
        if (!holds(binding.reservation())) {
            throw new CodedException(ErrorCode.IDEMPOTENCY_IN_FLIGHT);
        }
        put(binding.reservation(), new Known(jobId, binding.content()), settings.keep());
    }

    synchronized void forget(UUID jobId) {
        keys.values()
                .removeIf(held ->
                        held.holding() instanceof Known known && known.jobId().equals(jobId));
    }

    private void put(Reservation reservation, Holding holding, Duration time) {
        keys.put(name(reservation), new Held(holding, clock.instant().plus(time)));
    }

    private boolean expired(Held held) {
        return !held.expiresAt().isAfter(clock.instant());
    }

    private boolean holds(Reservation reservation) {
        Held held = keys.get(name(reservation));
        return held != null && reservation.equals(held.holding());
    }

    private static Name name(Reservation reservation) {
        return new Name(reservation.owner(), reservation.key());
    }
}
