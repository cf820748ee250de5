package org.lungburden.dicom.pixel;

import org.lungburden.dicom.file.DicomFormatException;

/**
 * The bits of entropy-coded data. After a byte of ones, JPEG stuffs a zero byte (ITU-T T.81 F.1.2.3) and JPEG-LS a zero
 * bit (T.87 A.1); without it, a marker ends the data.
 */
final class JpegBits {
    private static final int FULL = 48;

    private final byte[] data;
    private final boolean bitStuffing;
    private int at;
    private boolean afterOnes;
    private boolean ended;
    /** The lowest {@link #count} bits are still to be read. */
    private long buffer;

    private int count;

    /** @param bitStuffing true for JPEG-LS */
    JpegBits(byte[] data, int from, boolean bitStuffing) {
        this.data = data;
        this.at = from;
        this.bitStuffing = bitStuffing;
    }

    private void fill() {
        while (count <= FULL && !ended) {
            int value = at < data.length ? data[at] & 0xff : -1;
            int bits = 8;
            if (bitStuffing && afterOnes) {
                ended = value < 0 || value >= 0x80;
                bits = 7;
            } else if (!bitStuffing && value == 0xff) {
                ended = at + 1 >= data.length || data[at + 1] != 0;
                at += ended ? 0 : 1;
            } else {
                ended = value < 0;
            }
            if (!ended) {
                buffer = buffer << bits | value;
                count += bits;
                afterOnes = value == 0xff;
                at++;
            }
        }
    }

    /** @param length 0 to 32 */
    int bits(int length) throws DicomFormatException {
        if (count < length) {
            fill();
            if (count < length) {
                throw JpegSegments.damaged();
            }
        }
        count -= length;
        return (int) (buffer >>> count & (1L << length) - 1);
    }

    /** The next 16 bits, which stay; zeros behind the end. */
    int peek16() {
        if (count < 16) {
            fill();
        }
        return (int) (count >= 16 ? buffer >>> (count - 16) : buffer << (16 - count)) & 0xffff;
    }

    /**
     * Reads zeros up to the next one, which is read too.
     *
     * @return the number of zeros
     * @throws DicomFormatException when there are more than {@code most}
     */
    int zeros(int most) throws DicomFormatException {
        int zeros = 0;
        while (true) {
            if (count == 0) {
                fill();
                if (count == 0) {
                    throw JpegSegments.damaged();
                }
            }
            int here = Math.min(count, Long.numberOfLeadingZeros(buffer << (Long.SIZE - count)));
            zeros += here;
            count -= here;
            if (zeros > most) {
                throw JpegSegments.damaged();
            }
            if (count > 0) {
                count--;
                return zeros;
            }
        }
    }

    /** Drops the bits up to the next marker and reads the marker, which must be this restart marker (0 to 7). */
    void restart(int number) throws DicomFormatException {
        fill();
        if (count >= 8
                || at + 1 >= data.length
                || (data[at] & 0xff) != 0xff
                || (data[at + 1] & 0xff) != 0xd0 + number) {
            throw JpegSegments.damaged();
        }
        at += 2;
        count = 0;
        ended = false;
        afterOnes = false;
    }
}
