package org.lungburden.dicom.pixel;

import java.util.OptionalInt;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.DicomFormatException;
import org.lungburden.dicom.file.Tag;

/**
 * How a frame's samples are stored (DICOM PS3.3 C.7.6.3.1, PS3.5 section 8.1).
 *
 * @param bitsAllocated 8 or 16
 * @param bitsStored 1 to bitsAllocated
 * @param highBit index of the highest stored bit
 * @param signed pixel representation 1
 */
public record PixelFormat(int rows, int columns, int bitsAllocated, int bitsStored, int highBit, boolean signed) {
    /** Scanners write at most 2048 x 2048 pixels. The limit keeps a false header from causing a huge allocation. */
    private static final int MAX_SIDE = 8192;

    public static PixelFormat of(DataSet frame) throws DicomFormatException {
        int bitsAllocated = required(frame, Tag.BITS_ALLOCATED);
        OptionalInt bitsStored = frame.unsignedShort(Tag.BITS_STORED);
        int stored = bitsStored.orElse(bitsAllocated);
        PixelFormat format = new PixelFormat(
                required(frame, Tag.ROWS),
                required(frame, Tag.COLUMNS),
                bitsAllocated,
                stored,
                frame.unsignedShort(Tag.HIGH_BIT).orElse(stored - 1),
                frame.unsignedShort(Tag.PIXEL_REPRESENTATION).orElse(0) == 1);
        if (!format.isPossible()) {
            throw new DicomFormatException("impossible pixel format");
        }
        return format;
    }

    private static int required(DataSet frame, int tag) throws DicomFormatException {
        return frame.unsignedShort(tag).orElseThrow(() -> new DicomFormatException("no pixel format"));
    }

    private boolean isPossible() {
        return rows >= 1
                && rows <= MAX_SIDE
                && columns >= 1
                && columns <= MAX_SIDE
                && (bitsAllocated == 8 || bitsAllocated == 16)
                && bitsStored >= 1
                && highBit >= bitsStored - 1
                && highBit < bitsAllocated;
    }

    public int pixels() {
        return rows * columns;
    }

    /** Bytes of an uncompressed frame. */
    int frameBytes() {
        return pixels() * bitsAllocated / 8;
    }

    /** The value of a sample word: the bits from {@link #highBit} down, with their sign. */
    int value(int word) {
        int value = word >>> (highBit + 1 - bitsStored) & (1 << bitsStored) - 1;
        boolean negative = signed && (value >>> (bitsStored - 1)) == 1;
        return negative ? value - (1 << bitsStored) : value;
    }
}
