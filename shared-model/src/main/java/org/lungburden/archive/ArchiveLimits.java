package org.lungburden.archive;

import java.util.Locale;
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
    private static final long MIB = 1L << 20;

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
        if (size > maxEntryBytes) {
            throw fileTooLarge();
        }
        if (size > allowanceBytes - before) {
            throw unpacksTooLarge(allowanceBytes);
        }
        return before + size;
    }

    CodedException tooManyFiles() {
        return tooLarge(String.format(Locale.ROOT, "holds more than %,d files and folders", maxEntries));
    }

    CodedException fileTooLarge() {
        return tooLarge("holds a file of more than " + words(maxEntryBytes));
    }

    /** @param allowance bytes that the archive may unpack to, see {@link #allowanceBytes} */
    CodedException unpacksTooLarge(long allowance) {
        return tooLarge("unpacks to more than " + words(allowance)
                + (allowance < maxUnpackedBytes ? " although it is small itself" : ""));
    }

    /** Names and attributes of the files, which no honest program writes as long. */
    static CodedException directoryTooLarge() {
        return tooLarge("takes too much space for the names of its files");
    }

    private static CodedException tooLarge(String what) {
        return new CodedException(
                ErrorCode.ARCHIVE_TOO_LARGE,
                "The archive " + what + ", more than this service accepts. " + ErrorCode.ARCHIVE_TOO_LARGE.advice());
    }

    private static String words(long bytes) {
        if (bytes >= GIB && bytes % GIB == 0) {
            return bytes / GIB + " GB";
        }
        return bytes >= MIB ? bytes / MIB + " MB" : bytes + " bytes";
    }
}
