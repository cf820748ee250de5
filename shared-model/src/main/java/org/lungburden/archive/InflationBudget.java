package org.lungburden.archive;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Counts what really comes out of an archive, from any number of threads. */
final class InflationBudget {
    private final ArchiveLimits limits;
    private final LongSupplier packedBytes;
    private final AtomicLong unpackedBytes = new AtomicLong();

    InflationBudget(ArchiveLimits limits, LongSupplier packedBytes) {
        this.limits = limits;
        this.packedBytes = packedBytes;
    }

    /**
     * @param furthest how far any reader has read this member: a second reading adds nothing to the count
     * @param position bytes of the member that are read now
     */
    void advance(AtomicLong furthest, long position) {
        if (position > limits.maxEntryBytes()) {
            throw ArchiveLimits.tooLarge();
        }
        long before = furthest.getAndAccumulate(position, Math::max);
        if (position > before && unpackedBytes.addAndGet(position - before) > allowanceBytes()) {
            throw ArchiveLimits.tooLarge();
        }
    }

    /** Bytes that may come out of what was packed so far. */
    long allowanceBytes() {
        return limits.allowanceBytes(packedBytes.getAsLong());
    }
}
