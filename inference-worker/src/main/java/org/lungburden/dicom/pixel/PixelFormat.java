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
        int rows = side(frame, Tag.ROWS, "Rows");
        int columns = side(frame, Tag.COLUMNS, "Columns");
        int allocated = required(frame, Tag.BITS_ALLOCATED, "BitsAllocated");
        if (allocated != 8 && allocated != 16) {
            throw new DicomFormatException(
                    "BitsAllocated is " + allocated + ", but only 8 and 16 can be read; export the series with 16.");
        }
        int stored = frame.unsignedShort(Tag.BITS_STORED).orElse(allocated);
        if (stored < 1 || stored > allocated) {
            throw new DicomFormatException(
                    "BitsStored is " + stored + ", but BitsAllocated is " + allocated + "; export the series again.");
        }
        return new PixelFormat(
                rows,
                columns,
                allocated,
                stored,
                isHighBitOdd(frame)
                        ? stored - 1
                        : frame.unsignedShort(Tag.HIGH_BIT).orElse(stored - 1),
                frame.unsignedShort(Tag.PIXEL_REPRESENTATION).orElse(0) == 1);
    }

    /** Whether HighBit contradicts the other attributes. Then the stored bits are the lowest bits, as in all images now. */
    public static boolean isHighBitOdd(DataSet frame) {
        OptionalInt highBit = frame.unsignedShort(Tag.HIGH_BIT);
        int allocated = frame.unsignedShort(Tag.BITS_ALLOCATED).orElse(16);
        int stored = frame.unsignedShort(Tag.BITS_STORED).orElse(allocated);
        return highBit.isPresent() && (highBit.getAsInt() < stored - 1 || highBit.getAsInt() >= allocated);
    }

    private static int side(DataSet frame, int tag, String keyword) throws DicomFormatException {
        int pixels = required(frame, tag, keyword);
        if (pixels < 1 || pixels > MAX_SIDE) {
            throw new DicomFormatException(
                    keyword + " is " + pixels + ", which no CT image has; export the series again.");
        }
        return pixels;
    }

    private static int required(DataSet frame, int tag, String keyword) throws DicomFormatException {
        return frame.unsignedShort(tag)
                .orElseThrow(() -> new DicomFormatException(
                        "An image has no " + keyword + "; export the series again with all attributes."));
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
