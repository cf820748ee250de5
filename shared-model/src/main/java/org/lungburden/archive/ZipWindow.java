package org.lungburden.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * A part of a zip's directory in memory, which moves from entry to entry. Its {@value #BYTES} bytes hold the longest
 * name and extra field; comments are skipped.
 */
final class ZipWindow {
    static final int BYTES = 144 * 1024;

    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_BYTES = 46;

    private final SeekableByteChannel channel;
    private final ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    /** Position of the window's first byte in the archive. */
    private long start;
    /** Of the entry, in the window. */
    private int offset;

    ZipWindow(SeekableByteChannel channel) {
        this.channel = channel;
        bytes.limit(0);
    }

    /** Moves to a position in the archive. Returns whether an entry begins there. */
    boolean showsEntry(long at) throws IOException {
        if (!holds(at, ENTRY_BYTES)) {
            moveTo(at);
        } else {
            offset = (int) (at - start);
        }
        if (offset + ENTRY_BYTES > bytes.limit() || bytes.getInt(offset) != ENTRY) {
            return false;
        }
        if (!holds(at, ENTRY_BYTES + nameBytes() + extraBytes())) {
            moveTo(at);
        }
        return true;
    }

    private boolean holds(long at, int length) {
        return at >= start && at - start + length <= bytes.limit();
    }

    private void moveTo(long at) throws IOException {
        start = at;
        offset = 0;
        bytes.clear().limit((int) Math.max(0, Math.min(BYTES, channel.size() - at)));
        read(channel, at, bytes);
    }

    /** Fills the buffer from a position. */
    static void read(SeekableByteChannel channel, long at, ByteBuffer bytes) throws IOException {
        if (at < 0 || at > channel.size() - bytes.remaining()) {
            throw Source.damage();
        }
        channel.position(at);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the archive shrinks while it is read");
            }
        }
        bytes.flip();
    }

    /** Length of the entry in the directory. */
    int entryBytes() {
        return ENTRY_BYTES + nameBytes() + extraBytes() + u16(32);
    }

    private int nameBytes() {
        return u16(28);
    }

    private int extraBytes() {
        return u16(30);
    }

    /**
     * The entry, whose names are valid until the window moves.
     *
     * @throws org.lungburden.error.CodedException {@code CORRUPT_ARCHIVE} when the entry is cut short
     */
    ZipHeader header() {
        int nameAt = offset + ENTRY_BYTES;
        if (nameAt + nameBytes() + extraBytes() > bytes.limit()) {
            throw Source.damage();
        }
        ZipExtra extra = new ZipExtra(bytes, nameAt + nameBytes(), extraBytes());
        long size = u32(24);
        long compressed = u32(20);
        ZipExtra.Sizes sizes = extra.sizes(size, compressed, u32(42), u16(34));
        return new ZipHeader(
                extra.names(new RawName(bytes, nameAt, nameBytes())),
                u32(38),
                (u16(8) & 1) != 0,
                u16(10),
                sizes.size(),
                sizes.compressed());
    }

    private int u16(int field) {
        return Short.toUnsignedInt(bytes.getShort(offset + field));
    }

    private long u32(int field) {
        return Integer.toUnsignedLong(bytes.getInt(offset + field));
    }
}
