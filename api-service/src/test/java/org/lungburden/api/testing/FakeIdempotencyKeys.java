package org.lungburden.api.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.IdempotencyKeys;

/** Keys in memory that never expire by themselves. */
public final class FakeIdempotencyKeys implements IdempotencyKeys {
    private final Map<String, Holding> held = new HashMap<>();
    private @Nullable RuntimeException failure;
    private int renewals;

    public synchronized void clear() {
        held.clear();
        failure = null;
        renewals = 0;
    }

    /** Every call fails so from here on. */
    public synchronized void fail(RuntimeException failure) {
        this.failure = failure;
    }

    public synchronized boolean isEmpty() {
        return held.isEmpty();
    }

    /** Renewals so far. */
    public synchronized int renewals() {
        return renewals;
    }

    /** As if every lease had ended and every key been taken over by another upload. */
    public synchronized void takeOver() {
        held.replaceAll((key, before) -> new Reservation("local", key, UUID.randomUUID()));
    }

    private void answer() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public synchronized Holding reserve(String owner, String key) {
        answer();
        Reservation mine = new Reservation(owner, key, UUID.randomUUID());
        Holding before = held.putIfAbsent(owner + " " + key, mine);
        return before == null ? mine : before instanceof Known ? before : new InFlight();
    }

    @Override
    public synchronized boolean renew(Reservation reservation) {
        answer();
        renewals++;
        return holds(reservation);
    }

    @Override
    public synchronized void free(Reservation reservation) {
        answer();
        if (holds(reservation)) {
            held.remove(name(reservation));
        }
    }

    @Override
    public int removeExpired(int limit) {
        return 0;
    }

    synchronized void bind(Binding binding, UUID jobId) {
        if (!holds(binding.reservation())) {
            throw new CodedException(ErrorCode.IDEMPOTENCY_IN_FLIGHT);
        }
        held.put(name(binding.reservation()), new Known(jobId, binding.content()));
    }

    synchronized void forget(UUID jobId) {
        held.values()
                .removeIf(holding ->
                        holding instanceof Known known && known.jobId().equals(jobId));
    }

    private boolean holds(Reservation reservation) {
        return reservation.equals(held.get(name(reservation)));
    }

    private static String name(Reservation reservation) {
        return reservation.owner() + " " + reservation.key();
    }
}
