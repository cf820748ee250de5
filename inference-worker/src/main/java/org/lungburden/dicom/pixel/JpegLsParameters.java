package org.lungburden.dicom.pixel;

import org.lungburden.dicom.file.DicomFormatException;

/**
 * What a JPEG-LS scan is coded with (ITU-T T.87 A.2.1, C.2.4.1.1).
 *
 * @param largest sample value, MAXVAL
 * @param near largest difference from the original, NEAR; 0 for lossless
 * @param range number of prediction errors, RANGE
 * @param codedBits bits of a prediction error, qbpp
 * @param limit longest code word, LIMIT
 * @param reset count at which the statistics are halved, RESET
 */
record JpegLsParameters(int largest, int near, int t1, int t2, int t3, int range, int codedBits, int limit, int reset) {

    private static final int DEFAULT_RESET = 64;

    /** @param preset MAXVAL, T1, T2, T3 and RESET from the stream; 0 stands for the default */
    static JpegLsParameters of(int precision, int near, int[] preset) throws DicomFormatException {
        int full = (1 << precision) - 1;
        int largest = preset[0] == 0 ? full : preset[0];
        if (largest > full || near > largest / 2) {
            throw JpegSegments.damaged();
        }
        int t1;
        int t2;
        int t3;
        if (largest >= 128) {
            int factor = (Math.min(largest, 4095) + 128) / 256;
            t1 = clamped(factor + 2 + 3 * near, near + 1, largest);
            t2 = clamped(factor * 4 + 3 + 5 * near, t1, largest);
            t3 = clamped(factor * 17 + 4 + 7 * near, t2, largest);
        } else {
            int factor = 256 / (largest + 1);
            t1 = clamped(Math.max(2, 3 / factor + 3 * near), near + 1, largest);
            t2 = clamped(Math.max(3, 7 / factor + 5 * near), t1, largest);
            t3 = clamped(Math.max(4, 21 / factor + 7 * near), t2, largest);
        }
        int range = (largest + 2 * near) / (2 * near + 1) + 1;
        int bits = Math.max(2, bitsFor(largest + 1));
        return new JpegLsParameters(
                largest,
                near,
                preset[1] == 0 ? t1 : preset[1],
                preset[2] == 0 ? t2 : preset[2],
                preset[3] == 0 ? t3 : preset[3],
                range,
                bitsFor(range),
                2 * (bits + Math.max(8, bits)),
                preset[4] == 0 ? DEFAULT_RESET : Math.max(3, preset[4]));
    }

    private static int clamped(int value, int least, int most) {
        return value > most || value < least ? least : value;
    }

    /** ceil(log2(values)) */
    private static int bitsFor(int values) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(values - 1);
    }
}
