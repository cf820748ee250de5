package org.lungburden.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * Checks a zip's directory (APPNOTE.TXT 4.3.12 to 4.3.16) before a library reads the directory into memory. The check
 * compares the declared number of entries with the real number, limits the size and judges each entry. It needs one
 * {@link ZipWindow}, whatever the size of the directory is.
 */
final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int ZIP64_LOCATOR = 0x07064b50;
    private static final int ZIP64_LOCATOR_BYTES = 20;
    private static final int ZIP64_END = 0x06064b50;
    private static final int ZIP64_END_BYTES = 56;
    private static final int COMMENT_LENGTH_AT = 20;
    private static final int MAX_COMMENT_BYTES = 0xffff;
    /** APPNOTE.TXT 4.4.1.4: the number of the part stands in the ZIP64 record. */
    private static final int IN_ZIP64 = 0xffff;
    /** APPNOTE.TXT 8.5.4: before the first file of a split zip. */
    private static final int SPLIT_MARKER = 0x08074b50;

    private static final int FILE = 0x04034b50;
    /**
     * An ordinary archive needs some 100 bytes an entry for name and extra fields. The library holds the directory in
     * memory.
     */
    private static final int MAX_BYTES_PER_ENTRY = 1024;

    private final SeekableByteChannel channel;
    private final ArchiveLimits limits;
    private final long allowanceBytes;
    private long declaredBytes;
    private @Nullable CodedException refusal;

    private ZipDirectory(SeekableByteChannel channel, ArchiveLimits limits, long allowanceBytes) {
        this.channel = channel;
        this.limits = limits;
        this.allowanceBytes = allowanceBytes;
    }

    /**
     * @param allowanceBytes most that the entries may declare together
     * @throws CodedException {@code ARCHIVE_TOO_LARGE} for too many entries, an oversized directory or what the entries
     *     declare, {@code CORRUPT_ARCHIVE} when there is no directory or the declared number of entries is wrong, else
     *     what {@link ZipEntryRules} say about the first bad entry
     * @return whether the zip is alone: in front of its first file and behind its end no other zip begins
     */
    static boolean check(SeekableByteChannel channel, ArchiveLimits limits, long allowanceBytes) throws IOException {
        return new ZipDirectory(channel, limits, allowanceBytes).check();
    }

    private boolean check() throws IOException {
        long endAt = findEnd();
        ByteBuffer end = read(endAt, END_BYTES);
        int part = Short.toUnsignedInt(end.getShort(4));
        if (part != 0 && part != IN_ZIP64) {
            throw partOfSplitZip();
        }
        long count = Short.toUnsignedLong(end.getShort(10));
        long bytes = Integer.toUnsignedLong(end.getInt(12));
        long start = Integer.toUnsignedLong(end.getInt(16));
        long inFront = Math.max(0, endAt - bytes - start);
        start += inFront;
        ByteBuffer locator =
                endAt < ZIP64_LOCATOR_BYTES ? null : read(endAt - ZIP64_LOCATOR_BYTES, ZIP64_LOCATOR_BYTES);
        boolean zip64 = locator != null && locator.getInt(0) == ZIP64_LOCATOR;
        if (zip64 && locator != null) {
            ByteBuffer end64 = read(locator.getLong(8), ZIP64_END_BYTES);
            if (end64.getInt(0) != ZIP64_END) {
                throw Source.damage();
            }
            count = end64.getLong(32);
            start = end64.getLong(48);
        }
        if (count < 0 || count > limits.maxEntries()) {
            throw limits.tooManyFiles();
        }
        long held = walk(start);
        if (zip64 ? held != count : (held & 0xffff) != count) {
            throw Source.damage();
        }
        if (refusal != null) {
            throw refusal;
        }
        long behind = endAt + END_BYTES + Short.toUnsignedInt(end.getShort(20));
        return (zip64 || inFront == 0 || !isFile(0)) && !isFile(behind);
    }

    private boolean isFile(long at) throws IOException {
        return at <= channel.size() - 4 && read(at, 4).getInt(0) == FILE;
    }

    private static CodedException partOfSplitZip() {
        return new CodedException(
                ErrorCode.CORRUPT_ARCHIVE,
                "The upload is one part of a split zip, or its parts one behind the other. Join them with a zip"
                        + " program, such as zip -s 0 IN.zip --out WHOLE.zip, and send that.");
    }

    private long findEnd() throws IOException {
        long size = channel.size();
        int tailBytes = (int) Math.min(size, END_BYTES + MAX_COMMENT_BYTES);
        long tailAt = size - tailBytes;
        ByteBuffer tail = read(tailAt, tailBytes);
        int last = -1;
        for (int at = tailBytes - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END) {
                // a comment may hold the same four bytes, but only the true end reaches to the end of the file
                if (at + END_BYTES + Short.toUnsignedInt(tail.getShort(at + COMMENT_LENGTH_AT)) == tailBytes) {
                    return tailAt + at;
                }
                last = last < 0 ? at : last;
            }
        }
        if (last >= 0) {
            return tailAt + last;
        }
        throw size >= 4 && read(0, 4).getInt(0) == SPLIT_MARKER ? partOfSplitZip() : Source.damage();
    }

    /** Returns the number of entries. The first bad one is remembered, because a wrong number matters more. */
    private long walk(long start) throws IOException {
        long maxBytes = (long) MAX_BYTES_PER_ENTRY * limits.maxEntries();
        ZipWindow window = new ZipWindow(channel);
        long at = start;
        long held = 0;
        while (window.showsEntry(at)) {
            held++;
            if (refusal == null) {
                judge(window);
            }
            at += window.entryBytes();
            if (held > limits.maxEntries()) {
                throw limits.tooManyFiles();
            }
            if (at - start > maxBytes) {
                throw ArchiveLimits.directoryTooLarge();
            }
        }
        return held;
    }

    private void judge(ZipWindow window) throws IOException {
        try {
            ZipHeader header = window.header();
            ZipEntryRules.check(header);
            declaredBytes = limits.addDeclared(declaredBytes, header.size(), allowanceBytes);
        } catch (CodedException e) {
            refusal = e;
        }
    }

    private ByteBuffer read(long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        ZipWindow.read(channel, at, bytes);
        return bytes;
    }
}
