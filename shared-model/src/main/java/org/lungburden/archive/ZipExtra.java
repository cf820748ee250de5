package org.lungburden.archive;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The extra fields of an entry (APPNOTE.TXT 4.5). Of several fields of one kind the first counts, and what follows a
 * malformed field is left aside; the library reads them in the same way.
 */
final class ZipExtra {
    private static final int ZIP64 = 0x0001;
    private static final int UNICODE_PATH = 0x7075;
    private static final int FIELD_HEAD_BYTES = 4;
    /** Version and checksum of the name that the Unicode path replaces. */
    private static final int UNICODE_HEAD_BYTES = 5;

    private static final long MAGIC = 0xffffffffL;
    private static final int MAGIC_DISK = 0xffff;

    private final ByteBuffer bytes;
    private int zip64At = -1;
    private int zip64Bytes;
    private int pathAt = -1;
    private int pathBytes;

    ZipExtra(ByteBuffer bytes, int start, int length) {
        this.bytes = bytes;
        int end = start + length;
        for (int at = start; at + FIELD_HEAD_BYTES <= end; ) {
            int kind = Short.toUnsignedInt(bytes.getShort(at));
            int size = Short.toUnsignedInt(bytes.getShort(at + 2));
            at += FIELD_HEAD_BYTES;
            if (at + size > end) {
                return;
            }
            note(kind, at, size);
            at += size;
        }
    }

    private void note(int kind, int at, int size) {
        if (kind == ZIP64 && zip64At < 0) {
            zip64At = at;
            zip64Bytes = size;
        } else if (kind == UNICODE_PATH && pathAt < 0 && size > UNICODE_HEAD_BYTES) {
            pathAt = at + UNICODE_HEAD_BYTES;
            pathBytes = size - UNICODE_HEAD_BYTES;
        }
    }

    /** The name, and the Unicode path where there is one. */
    List<RawName> names(RawName name) {
        return pathAt < 0 ? List.of(name) : List.of(name, new RawName(bytes, pathAt, pathBytes));
    }

    /** Unpacked and packed, in bytes. */
    record Sizes(long size, long compressed) {}

    /**
     * The sizes, which zip64 holds in place of fields that are full.
     *
     * @throws org.lungburden.error.CodedException {@code CORRUPT_ARCHIVE} when the zip64 field is too short
     */
    Sizes sizes(long size, long compressed, long localOffset, int disk) {
        if (zip64At < 0) {
            return new Sizes(size, compressed);
        }
        int at = zip64At;
        int needed = (size == MAGIC ? 8 : 0)
                + (compressed == MAGIC ? 8 : 0)
                + (localOffset == MAGIC ? 8 : 0)
                + (disk == MAGIC_DISK ? 4 : 0);
        if (zip64Bytes < needed) {
            throw Source.damage();
        }
        long unpacked = size == MAGIC ? bytes.getLong(at) : size;
        int packedAt = size == MAGIC ? at + 8 : at;
        return new Sizes(unpacked, compressed == MAGIC ? bytes.getLong(packedAt) : compressed);
    }
}
