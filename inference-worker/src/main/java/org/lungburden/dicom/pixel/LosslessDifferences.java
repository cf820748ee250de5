package org.lungburden.dicom.pixel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.lungburden.dicom.file.DicomFormatException;

/**
 * The differences of lossless JPEG (ITU-T T.81 H.1.2.2). A table gives length and value of all short ones in one step,
 * since a scan has 262,144 a slice.
 */
final class LosslessDifferences {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int SHORT_BITS = 12;
    private static final int MOST_CATEGORY = 16;

    private final byte[] frame;
    private final HuffmanTable codes;
    /** For each beginning: the difference in the upper 16 bits, the bits of code and difference below; 0 for longer ones. */
    private final int[] shortOnes;

    /** The interval between two markers, without its stuffed zeros. */
    private final byte[] data;

    private int at;
    private long dataBits;
    private long position;

    /** @param from where the entropy-coded data begin */
    LosslessDifferences(byte[] frame, int from, HuffmanTable codes) {
        this.frame = frame;
        this.codes = codes;
        this.shortOnes = shortOnes(codes);
        this.data = new byte[frame.length - from + Long.BYTES];
        this.at = from;
        unstuff();
    }

    private static int[] shortOnes(HuffmanTable codes) {
        int[] table = new int[1 << SHORT_BITS];
        for (int n = 0; n < table.length; n++) {
            int word = codes.word(n << (16 - SHORT_BITS));
            int category = word & 0xff;
            int length = (word >> 8) + category;
            if (word != 0 && length <= SHORT_BITS) {
                long window = (long) n << (Long.SIZE - SHORT_BITS);
                table[n] = difference(window, word >> 8, category) << 16 | length;
            }
        }
        return table;
    }

    /** Copies up to the next marker. */
    private void unstuff() {
        int to = 0;
        while (at < frame.length) {
            byte value = frame[at];
            if (value == -1) {
                if (at + 1 >= frame.length || frame[at + 1] != 0) {
                    break;
                }
                at++;
            }
            data[to++] = value;
            at++;
        }
        Arrays.fill(data, to, Math.min(data.length, to + Long.BYTES), (byte) 0);
        dataBits = 8L * to;
        position = 0;
    }

    /** Fills a row. */
    void next(int[] row) throws DicomFormatException {
        long here = position;
        for (int x = 0; x < row.length; x++) {
            if (here >= dataBits) {
                throw JpegSegments.damaged();
            }
            long window = (long) LONGS.get(data, (int) (here >>> 3)) << (here & 7);
            int known = shortOnes[(int) (window >>> (Long.SIZE - SHORT_BITS))];
            if (known != 0) {
                row[x] = known >> 16;
                here += known & 0xffff;
            } else {
                int word = codes.word((int) (window >>> 48));
                int category = word & 0xff;
                if (word == 0 || category > MOST_CATEGORY) {
                    throw JpegSegments.damaged();
                }
                row[x] = difference(window, word >> 8, category);
                here += (word >> 8) + (category == MOST_CATEGORY ? 0 : category);
            }
        }
        if (here > dataBits) {
            throw JpegSegments.damaged();
        }
        position = here;
    }

    /** @param window bits from the code on, of which {@code length} belong to the code */
    private static int difference(long window, int length, int category) {
        if (category == 0) {
            return 0;
        }
        if (category == MOST_CATEGORY) {
            return 1 << (MOST_CATEGORY - 1);
        }
        int bits = (int) (window << length >>> (Long.SIZE - category));
        return bits < 1 << (category - 1) ? bits - (1 << category) + 1 : bits;
    }

    /** Reads this restart marker (0 to 7), which must stand here. */
    void restart(int number) throws DicomFormatException {
        while (at + 1 < frame.length && frame[at + 1] == -1) {
            at++; // fill bytes (B.1.1.2)
        }
        if (at + 1 >= frame.length || (frame[at + 1] & 0xff) != 0xd0 + number) {
            throw JpegSegments.damaged();
        }
        at += 2;
        unstuff();
    }
}
