package org.lungburden.dicom.pixel;

import java.util.Arrays;
import org.lungburden.dicom.file.DicomFormatException;

/**
 * Judges a JPEG 2000 codestream (ITU-T T.800 annex A) before a library decodes it: whether it holds the image that the
 * DICOM attributes describe, is whole, and costs no more time and memory than such an image does.
 */
final class Jpeg2000Codestream {
    private static final int SOC = 0xff4f;
    private static final int SIZ = 0xff51;
    private static final int COD = 0xff52;
    private static final int COC = 0xff53;
    private static final int PPM = 0xff60;
    private static final int PPT = 0xff61;
    private static final int SOT = 0xff90;
    private static final int EOC = 0xffd9;

    private static final int SOD = 0xff93;
    /** Start of packet (A.8.1): marker, length and a counter. */
    private static final int SOP = 0xff91;

    private static final int SOC_SIZ = SOC << 16 | SIZ;
    /** The type of the first box of the file format JP2 (annex I). */
    private static final int JP2_SIGNATURE = 0x6a502020;

    private static final int SOT_BYTES = 12;
    private static final int SOP_BYTES = 6;
    private static final int MOST_TILES = 4096;
    private static final int MOST_LAYERS = 1000;
    private static final int MOST_LEVELS = 32;
    /** Smaller precincts than 16 x 16 are allowed, but there would be too many of them. */
    private static final int LEAST_PRECINCT_EXPONENT = 4;

    private final byte[] data;

    private Jpeg2000Codestream(byte[] data) {
        this.data = data;
    }

    static boolean isOne(byte[] frame) {
        return frame.length > 8 && (u32(frame, 0) == SOC_SIZ || u32(frame, 4) == JP2_SIGNATURE);
    }

    /**
     * The codestream of a frame. DICOM stores bare codestreams, but some writers wrap them into the file format JP2.
     *
     * @throws DicomFormatException when the codestream is damaged, cut short, or of another image
     */
    static byte[] checked(byte[] frame, PixelFormat format) throws DicomFormatException {
        int start = 0;
        while (start + 4 <= frame.length && u32(frame, start) != SOC_SIZ) {
            start++;
        }
        byte[] codestream = Arrays.copyOfRange(frame, start, frame.length);
        new Jpeg2000Codestream(codestream).check(format);
        return codestream;
    }

    static DicomFormatException damaged() {
        return new DicomFormatException(
                "The JPEG 2000 stream of an image is damaged or cut short; copy or export the series again.");
    }

    private static DicomFormatException unsupported() {
        return new DicomFormatException(
                "The JPEG 2000 stream of an image has offsets, tiles, layers or precincts that no CT"
                        + " needs; convert the images with gdcmconv --raw or export them uncompressed.");
    }

    private void check(PixelFormat format) throws DicomFormatException {
        if (marker(2) != SIZ) {
            throw damaged();
        }
        checkSize(4, format);
        checkTileParts(endOfHeader(2, SOT));
    }

    /** Walks over the segments of a header, up to this marker. */
    private int endOfHeader(int first, int endMarker) throws DicomFormatException {
        int at = first;
        for (int marker = marker(at); marker != endMarker; marker = marker(at)) {
            int length = marker(at + 2);
            if (marker < SOC || length < 2) {
                throw damaged();
            }
            if (marker == COD) {
                checkStyle(at + 4, length);
            } else if (marker == COC || marker == PPM || marker == PPT) {
                throw unsupported();
            }
            at += 2 + length;
        }
        return at;
    }

    /** The segment SIZ (A.5.1). */
    private void checkSize(int at, PixelFormat format) throws DicomFormatException {
        marker(at + 40);
        int columns = u32(data, at + 4);
        int rows = u32(data, at + 8);
        int components = u16(data, at + 36);
        int precision = (data[at + 38] & 0x7f) + 1;
        if (columns != format.columns() || rows != format.rows() || precision > format.bitsAllocated()) {
            throw new DicomFormatException("The JPEG 2000 stream of an image differs from its Rows, Columns or"
                    + " BitsAllocated; export the series again.");
        }
        boolean offset = (u32(data, at + 12) | u32(data, at + 16) | u32(data, at + 28) | u32(data, at + 32)) != 0;
        int tileColumns = u32(data, at + 20);
        int tileRows = u32(data, at + 24);
        if (offset || components != 1 || data[at + 39] != 1 || data[at + 40] != 1 || tileColumns < 1 || tileRows < 1) {
            throw unsupported();
        }
        long tiles = ((columns - 1) / tileColumns + 1L) * ((rows - 1) / tileRows + 1);
        if (tiles > MOST_TILES) {
            throw unsupported();
        }
    }

    /** The segment COD (A.6.1). */
    private void checkStyle(int at, int length) throws DicomFormatException {
        marker(at + Math.max(8, length - 4));
        int layers = u16(data, at + 2);
        int levels = data[at + 5] & 0xff;
        if (layers < 1 || layers > MOST_LAYERS || levels > MOST_LEVELS) {
            throw unsupported();
        }
        if ((data[at] & 1) == 1) {
            for (int n = at + 10; n < at + length - 2; n++) {
                if ((data[n] & 0xf) < LEAST_PRECINCT_EXPONENT || (data[n] & 0xf0) >> 4 < LEAST_PRECINCT_EXPONENT) {
                    throw unsupported();
                }
            }
        }
    }

    /** Tile-parts follow each other up to the end (A.4.2). The decoder would fill what is missing with a blurred image. */
    private void checkTileParts(int first) throws DicomFormatException {
        int at = first;
        while (marker(at) == SOT) {
            marker(at + SOT_BYTES);
            int length = u32(data, at + 6);
            int begin = endOfHeader(at + SOT_BYTES, SOD);
            boolean toTheEnd = length == 0;
            int next = toTheEnd ? data.length - 2 : at + length;
            if (length < 0 || next < begin || next > data.length) {
                throw damaged();
            }
            checkOnes(begin + 2, next);
            if (toTheEnd && marker(next) != EOC) {
                next--; // padding
            }
            at = next;
        }
        if (marker(at) != EOC) {
            throw damaged();
        }
    }

    /**
     * Two bytes of ones never follow each other in packets (B.10.1, C.2.2), nor at their border to the next marker, since no
     * packet ends with ones. Only the counter in a marker SOP may hold them. The decoder would read ones for ever.
     */
    private void checkOnes(int from, int to) throws DicomFormatException {
        int at = from;
        while (at + 1 < data.length && at < to) {
            if (data[at] == -1 && data[at + 1] == -1) {
                throw damaged();
            }
            at += u16(data, at) == SOP ? SOP_BYTES : 1;
        }
    }

    /** The 16 bits at a place. */
    private int marker(int at) throws DicomFormatException {
        if (at < 0 || at + 2 > data.length) {
            throw damaged();
        }
        return u16(data, at);
    }

    private static int u16(byte[] data, int at) {
        return (data[at] & 0xff) << 8 | data[at + 1] & 0xff;
    }

    private static int u32(byte[] data, int at) {
        return u16(data, at) << 16 | u16(data, at + 2);
    }
}
