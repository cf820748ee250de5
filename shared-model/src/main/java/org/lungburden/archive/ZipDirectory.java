package org.lungburden.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * Checks a zip's directory (APPNOTE.TXT 4.3.12 to 4.3.16) before a library reads the directory into memory. The check
 * compares the declared number of entries with the real number, and limits the size. It needs one buffer of fixed size.
 */
final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int ZIP64_LOCATOR = 0x07064b50;
    private static final int ZIP64_LOCATOR_BYTES = 20;
    private static final int ZIP64_END = 0x06064b50;
    private static final int ZIP64_END_BYTES = 56;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int MAX_COMMENT_BYTES = 0xffff;
    /**
     * An ordinary archive needs some 100 bytes an entry for name and extra fields. The library holds the directory in
     * memory.
     */
    private static final int MAX_BYTES_PER_ENTRY = 1024;

    private final SeekableByteChannel channel;
    private final ArchiveLimits limits;

    private ZipDirectory(SeekableByteChannel channel, ArchiveLimits limits) {
        this.channel = channel;
        this.limits = limits;
    }

    /**
     * @throws org.lungburden.error.CodedException {@code ARCHIVE_TOO_LARGE} for too many entries or an oversized
     *     directory, {@code CORRUPT_ARCHIVE} when there is no directory or the declared number of entries is wrong
     */
    static void check(SeekableByteChannel channel, ArchiveLimits limits) throws IOException {
        new ZipDirectory(channel, limits).check();
    }

    private void check() throws IOException {
        long endAt = findEnd();
        ByteBuffer end = read(endAt, END_BYTES);
        long count = Short.toUnsignedLong(end.getShort(10));
        long bytes = Integer.toUnsignedLong(end.getInt(12));
        long start = Integer.toUnsignedLong(end.getInt(16));
        start += Math.max(0, endAt - bytes - start);
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
            throw ArchiveLimits.tooLarge();
        }
        long held = countEntries(start);
        if (zip64 ? held != count : (held & 0xffff) != count) {
            throw Source.damage();
        }
    }

    private long findEnd() throws IOException {
        long size = channel.size();
        int tailBytes = (int) Math.min(size, END_BYTES + MAX_COMMENT_BYTES);
        long tailAt = size - tailBytes;
        ByteBuffer tail = read(tailAt, tailBytes);
        for (int at = tailBytes - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END) {
                return tailAt + at;
            }
        }
        throw Source.damage();
    }

    private long countEntries(long start) throws IOException {
        long maxBytes = (long) MAX_BYTES_PER_ENTRY * limits.maxEntries();
        long at = start;
        long held = 0;
        ByteBuffer window = ByteBuffer.allocate(0);
        long windowAt = start;
        while (true) {
            int offset = (int) Math.min(at - windowAt, Integer.MAX_VALUE);
            if (offset + ENTRY_BYTES > window.limit()) {
                windowAt = at;
                offset = 0;
                window = read(at, (int) Math.max(0, Math.min(1 << 16, channel.size() - at)));
            }
            if (offset + ENTRY_BYTES > window.limit() || window.getInt(offset) != ENTRY) {
                return held;
            }
            held++;
            at += ENTRY_BYTES + u16(window, offset + 28) + u16(window, offset + 30) + u16(window, offset + 32);
            if (held > limits.maxEntries() || at - start > maxBytes) {
                throw ArchiveLimits.tooLarge();
            }
        }
    }

    private static int u16(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    private ByteBuffer read(long at, int length) throws IOException {
        if (at < 0 || at > channel.size() - length) {
            throw Source.damage();
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(at);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the archive shrinks while it is read");
            }
        }
        return bytes.flip();
    }
}
