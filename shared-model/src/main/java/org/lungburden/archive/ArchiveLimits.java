package org.lungburden.archive;

import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * How much an upload may unpack to. The service counts the bytes that really come out. A declared size above a limit
 * only leads to an earlier refusal.
 *
 * @param maxEntries entries in a zip's directory
 * @param maxUnpackedBytes of all members together, or of a gzip
 * @param maxEntryBytes of a single member
 * @param maxRatio unpacked to packed bytes, of the whole archive. Small archives are exempt, because slices of air
 *     alone compress by a factor of 1000.
 */
public record ArchiveLimits(int maxEntries, long maxUnpackedBytes, long maxEntryBytes, int maxRatio) {
    /** Bytes that an archive may unpack to, whatever its ratio is. */
    static final long RATIO_FREE_BYTES = 256L << 20;

    private static final long GIB = 1L << 30;

    public ArchiveLimits {
        if (maxEntries < 1 || maxUnpackedBytes < 1 || maxEntryBytes < 1 || maxRatio < 1) {
            throw new IllegalArgumentException("archive limits are positive");
        }
    }

    /** 20,000 entries, 4 GiB together, 2 GiB each, 100 : 1. */
    public static ArchiveLimits defaults() {
        return new ArchiveLimits(20_000, 4 * GIB, 2 * GIB, 100);
    }

    /** Bytes that may come out of {@code packedBytes}. */
    public long allowanceBytes(long packedBytes) {
        long byRatio = packedBytes > Long.MAX_VALUE / maxRatio ? Long.MAX_VALUE : packedBytes * maxRatio;
        return Math.min(maxUnpackedBytes, Math.max(RATIO_FREE_BYTES, byRatio));
    }

    /**
     * @param before what the entries so far declare
     * @param size what the next entry declares
     * @return what they declare together
     * @throws CodedException {@code ARCHIVE_TOO_LARGE}
     */
    long addDeclared(long before, long size, long allowanceBytes) {
        if (size > maxEntryBytes || size > allowanceBytes - before) {
            throw tooLarge();
        }
        return before + size;
    }

    static CodedException tooLarge() {
        return new CodedException(ErrorCode.ARCHIVE_TOO_LARGE);
    }
}
