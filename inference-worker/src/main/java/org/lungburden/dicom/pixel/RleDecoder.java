package org.lungburden.dicom.pixel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.lungburden.dicom.file.DicomFormatException;

/** RLE Lossless (DICOM PS3.5 annex G): one segment for each byte of a sample, the most significant byte first. */
final class RleDecoder implements FrameDecoder {
    private static final int HEADER_BYTES = 64;
    private static final String DAMAGED =
            "The RLE stream of an image is damaged or cut short; copy or export the series again.";

    @Override
    public void decode(byte[] frame, PixelFormat format, short[] samples) throws DicomFormatException {
        int segments = format.bitsAllocated() / 8;
        if (frame.length < HEADER_BYTES) {
            throw new DicomFormatException(DAMAGED);
        }
        ByteBuffer header = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        if (header.getInt(0) != segments) {
            throw new DicomFormatException(
                    "The number of RLE segments of an image contradicts its BitsAllocated; export the series again.");
        }
        byte[] plane = new byte[format.pixels()];
        Arrays.fill(samples, (short) 0);
        for (int segment = 0; segment < segments; segment++) {
            int start = header.getInt(4 + 4 * segment);
            int end = segment + 1 < segments ? header.getInt(8 + 4 * segment) : frame.length;
            if (start < HEADER_BYTES || start > end || end > frame.length) {
                throw new DicomFormatException(DAMAGED);
            }
            unpack(frame, start, end, plane);
            for (int n = 0; n < samples.length; n++) {
                samples[n] = (short) (samples[n] << 8 | plane[n] & 0xff);
            }
        }
    }

    private static void unpack(byte[] packed, int start, int end, byte[] plane) throws DicomFormatException {
        int at = start;
        int filled = 0;
        while (filled < plane.length) {
            if (at >= end) {
                throw new DicomFormatException(DAMAGED);
            }
            int control = packed[at++];
            if (control >= 0) {
                int count = Math.min(control + 1, plane.length - filled);
                if (at + count > end) {
                    throw new DicomFormatException(DAMAGED);
                }
                System.arraycopy(packed, at, plane, filled, count);
                at += control + 1;
                filled += count;
            } else if (control != Byte.MIN_VALUE) {
                if (at >= end) {
                    throw new DicomFormatException(DAMAGED);
                }
                int count = Math.min(1 - control, plane.length - filled);
                Arrays.fill(plane, filled, filled + count, packed[at++]);
                filled += count;
            }
        }
    }
}
