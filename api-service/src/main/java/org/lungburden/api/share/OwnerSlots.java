package org.lungburden.api.share;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Limits how many things of one kind exist at once, in total and for each owner. */
public final class OwnerSlots {
    private final int total;
    private final int perOwner;
    private final Sentences sentences;
    /** Guarded by this; holds no owner without a slot. */
    private final Map<String, Integer> taken = new HashMap<>();

    /** Guarded by this. */
    private int all;

    /**
     * Sentences for a client that finds no slot.
     *
     * @param full why, when all slots are taken
     * @param ownFull why, and what to do, when the owner's own slots are taken
     */
    public record Sentences(String full, String ownFull) {}

    /**
     * @param total most slots
     * @param perOwner most slots of one owner
     */
    public OwnerSlots(int total, int perOwner, Sentences sentences) {
        this.total = total;
        this.perOwner = perOwner;
        this.sentences = sentences;
    }

    /** A taken slot; closing it twice frees it once. */
    @FunctionalInterface
    public interface Slot extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws CodedException {@code UNAVAILABLE} when no slot is free */
    public Slot take(String owner) {
        synchronized (this) {
            int own = taken.getOrDefault(owner, 0);
            if (own >= perOwner) {
                throw new CodedException(ErrorCode.UNAVAILABLE, sentences.ownFull());
            }
            if (all >= total) {
                throw new CodedException(ErrorCode.UNAVAILABLE, sentences.full());
            }
            taken.put(owner, own + 1);
            all++;
        }
        AtomicBoolean freed = new AtomicBoolean();
        return () -> {
            if (freed.compareAndSet(false, true)) {
                free(owner);
            }
        };
    }

    private synchronized void free(String owner) {
        all--;
        taken.computeIfPresent(owner, (name, own) -> own == 1 ? null : own - 1);
    }

    /** Number of taken slots. */
    public synchronized int taken() {
        return all;
    }
}
