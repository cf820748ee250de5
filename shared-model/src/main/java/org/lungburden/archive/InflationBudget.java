package org.lungburden.archive;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Counts what really comes out of an archive, from any number of threads. */
final class InflationBudget {
    private final ArchiveLimits limits;
    private final LongSupplier packedBytes;
    private final long maxEntryBytes;
    private final AtomicLong unpackedBytes;
    private final AtomicInteger entries;

    InflationBudget(ArchiveLimits limits, LongSupplier packedBytes) {
        this(limits, packedBytes, limits.maxEntryBytes(), new AtomicLong(), new AtomicInteger());
    }

    private InflationBudget(
            ArchiveLimits limits,
            LongSupplier packedBytes,
            long maxEntryBytes,
            AtomicLong unpackedBytes,
            AtomicInteger entries) {
        this.limits = limits;
        this.packedBytes = packedBytes;
        this.maxEntryBytes = maxEntryBytes;
        this.unpackedBytes = unpackedBytes;
        this.entries = entries;
    }

    /** The same budget for a member that is itself an archive, and so may be larger than a file. */
    InflationBudget ofArchives() {
        return new InflationBudget(limits, packedBytes, Long.MAX_VALUE, unpackedBytes, entries);
    }

    /**
     * @param furthest how far any reader has read this member: a second reading adds nothing to the count
     * @param position bytes of the member that are read now
     */
    void advance(AtomicLong furthest, long position) {
        if (position > maxEntryBytes) {
            throw limits.fileTooLarge();
        }
        long before = furthest.getAndAccumulate(position, Math::max);
        if (position > before && unpackedBytes.addAndGet(position - before) > allowanceBytes()) {
            throw limits.unpacksTooLarge(allowanceBytes());
        }
    }

    /** Counts one more entry of an archive, or of an archive in it. */
    void addEntry() {
        if (entries.incrementAndGet() > limits.maxEntries()) {
            throw limits.tooManyFiles();
        }
    }

    /** Bytes that may come out of what was packed so far. */
    long allowanceBytes() {
        return limits.allowanceBytes(packedBytes.getAsLong());
    }
}
