package org.lungburden.usage;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** Counts what owners have at once, over all processes. A slot that nobody renews is free after its time. */
public interface SlotLedger {

    /** @param token random, so that a process never renews or frees what another took after it */
    record Slot(String owner, int number, UUID token) {}

    /** Empty when the owner has {@code most} slots already. */
    Optional<Slot> take(String owner, int most, Duration time);

    /** Extends those that are still held. */
    void renew(Collection<Slot> slots, Duration time);

    void free(Collection<Slot> slots);
}
