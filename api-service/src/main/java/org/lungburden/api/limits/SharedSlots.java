package org.lungburden.api.limits;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lungburden.api.problem.RetryLaterException;
import org.lungburden.api.share.OwnerSlots.Slot;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.usage.SlotLedger;

/**
 * What owners have at once, counted over all APIs. To take a slot costs one statement, or none when this process has one
 * of the same owner that was just freed. {@link #renew} and {@link #giveBack} serve the slots of all requests together.
 */
public final class SharedSlots {
    /** A killed API frees its slots after this time. */
    private static final Duration TIME = Duration.ofSeconds(30);
    /** Nobody knows when an upload ends; most take seconds. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    private static final Slot NONE = () -> {};

    private final SlotLedger ledger;
    private final boolean counted;
    /** Guarded by this. */
    private final Set<SlotLedger.Slot> held = new HashSet<>();
    /** Guarded by this: still taken in the ledger. */
    private final Set<SlotLedger.Slot> freed = new HashSet<>();

    /** @param counted whether callers sign in, since otherwise all are one */
    public SharedSlots(SlotLedger ledger, boolean counted) {
        this.ledger = ledger;
        this.counted = counted;
    }

    /**
     * Takes a slot until it is closed.
     *
     * @param most slots of one owner
     * @param sentence why there is none, and what to do
     * @throws CodedException {@code RATE_LIMITED}
     */
    public Slot take(String owner, int most, String sentence) {
        if (!counted) {
            return NONE;
        }
        SlotLedger.Slot slot = again(owner)
                .or(() -> ledger.take(owner, most, TIME))
                .orElseThrow(() -> new RetryLaterException(ErrorCode.RATE_LIMITED, sentence, RETRY));
        synchronized (this) {
            held.add(slot);
        }
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                free(slot);
            }
        };
    }

    private synchronized Optional<SlotLedger.Slot> again(String owner) {
        Optional<SlotLedger.Slot> free =
                freed.stream().filter(slot -> slot.owner().equals(owner)).findFirst();
        free.ifPresent(freed::remove);
        return free;
    }

    private synchronized void free(SlotLedger.Slot slot) {
        held.remove(slot);
        freed.add(slot);
    }

    /** Lets the other APIs have what requests no longer hold. After a failure the next call gives all of it back. */
    public void giveBack() {
        List<SlotLedger.Slot> back;
        synchronized (this) {
            back = List.copyOf(freed);
            freed.clear();
        }
        if (back.isEmpty()) {
            return;
        }
        try {
            ledger.free(back);
        } catch (RuntimeException e) {
            synchronized (this) {
                freed.addAll(back);
            }
            throw e;
        }
    }

    /** Keeps what requests hold; call this several times within the time of a slot. */
    public void renew() {
        List<SlotLedger.Slot> renewed;
        synchronized (this) {
            renewed = List.copyOf(held);
        }
        if (!renewed.isEmpty()) {
            ledger.renew(renewed, TIME);
        }
    }
}
