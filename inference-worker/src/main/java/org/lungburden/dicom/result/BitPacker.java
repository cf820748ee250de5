package org.lungburden.dicom.result;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes masks with one bit a voxel, the first voxel in the lowest bit, frame after frame without padding between them
 * (DICOM PS3.5 section 8.1.1 and annex D).
 */
final class BitPacker {
    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 16];
    private int full;
    private int bits;
    private int filled;

    BitPacker(OutputStream out) {
        this.out = out;
    }

    /** Adds a frame: a bit is set where the label is the wanted one. */
    void add(byte[] labels, int wanted) throws IOException {
        int n = 0;
        if (filled == 0) {
            for (; n + Byte.SIZE <= labels.length; n += Byte.SIZE) {
                int eight = 0;
                for (int bit = 0; bit < Byte.SIZE; bit++) {
                    eight |= (labels[n + bit] == wanted ? 1 : 0) << bit;
                }
                put(eight);
            }
        }
        for (; n < labels.length; n++) {
            bits |= (labels[n] == wanted ? 1 : 0) << filled;
            if (++filled == Byte.SIZE) {
                put(bits);
                bits = 0;
                filled = 0;
            }
        }
    }

    /** Writes what is left, up to a whole and even number of bytes in all. */
    void finish(long bytes) throws IOException {
        if (filled > 0) {
            put(bits);
        }
        if (bytes % 2 == 1) {
            put(0);
        }
        out.write(buffer, 0, full);
    }

    private void put(int value) throws IOException {
        if (full == buffer.length) {
            out.write(buffer);
            full = 0;
        }
        buffer[full++] = (byte) value;
    }
}
