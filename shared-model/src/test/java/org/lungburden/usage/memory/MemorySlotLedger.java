package org.lungburden.usage.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lungburden.usage.SlotLedger;

/** The ledger of one process; its slots never expire. */
public final class MemorySlotLedger implements SlotLedger {
    private final List<Slot> taken = new ArrayList<>();

    @Override
    public synchronized Optional<Slot> take(String owner, int most, Duration time) {
        for (int number = 1; number <= most; number++) {
            int wanted = number;
            if (taken.stream().noneMatch(slot -> slot.owner().equals(owner) && slot.number() == wanted)) {
                Slot slot = new Slot(owner, number, UUID.randomUUID());
                taken.add(slot);
                return Optional.of(slot);
            }
        }
        return Optional.empty();
    }

    @Override
    public void renew(Collection<Slot> slots, Duration time) {}

    @Override
    public synchronized void free(Collection<Slot> slots) {
        taken.removeAll(slots);
    }
}
