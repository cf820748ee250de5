package org.lungburden.dicom.pixel;

import java.util.Arrays;
import org.lungburden.dicom.file.DicomFormatException;

/**
 * Decodes the samples of a JPEG-LS scan (ITU-T T.87 annex A): each sample is predicted from its neighbors a (left), b
 * (above), c (above left) and d (above right), and the error is coded with statistics of similar neighborhoods. Where all
 * neighbors are alike, a run of samples is coded at once.
 */
final class JpegLsScan {
    private static final int CONTEXTS = 365;
    private static final int MOST_ERROR_BITS = 16;
    private static final int LEAST_CORRECTION = -128;
    private static final int MOST_CORRECTION = 127;
    /** Table J of A.2.1: a run of 2^J samples takes one bit. */
    private static final int[] RUN_BITS = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15
    };

    private final JpegLsParameters with;
    private final JpegBits bits;
    private final int step;

    /** Sums of the errors' sizes (A), of the errors (B), counts (N) and corrections of the prediction (C). */
    private final int[] sizes = new int[CONTEXTS + 2];

    private final int[] sums = new int[CONTEXTS];
    private final int[] counts = new int[CONTEXTS + 2];
    private final int[] corrections = new int[CONTEXTS];
    /** Negative errors at the end of runs (Nn), where a and b differ (0) or not (1). */
    private final int[] negatives = new int[2];

    private int runIndex;

    JpegLsScan(JpegLsParameters parameters, JpegBits bits) {
        this.with = parameters;
        this.bits = bits;
        this.step = 2 * parameters.near() + 1;
        Arrays.fill(sizes, Math.max(2, (parameters.range() + 32) / 64));
        Arrays.fill(counts, 1);
    }

    /** @param samples receives whole rows */
    void decode(int columns, short[] samples) throws DicomFormatException {
        // one more sample at either side, for the neighbors outside the image (A.2.1)
        int[] above = new int[columns + 2];
        int[] row = new int[columns + 2];
        for (int from = 0; from < samples.length; from += columns) {
            row[0] = above[1];
            above[columns + 1] = above[columns];
            decodeRow(row, above, columns);
            for (int x = 0; x < columns; x++) {
                samples[from + x] = (short) row[x + 1];
            }
            int[] done = above;
            above = row;
            row = done;
        }
    }

    private void decodeRow(int[] row, int[] above, int columns) throws DicomFormatException {
        int x = 1;
        while (x <= columns) {
            int a = row[x - 1];
            int b = above[x];
            int c = above[x - 1];
            int d = above[x + 1];
            int context = 81 * gradient(d - b) + 9 * gradient(b - c) + gradient(c - a);
            if (context == 0) {
                x = run(row, above, x, columns);
            } else {
                row[x] = regular(context, predicted(a, b, c));
                x++;
            }
        }
    }

    private int gradient(int difference) {
        int size = Math.abs(difference);
        int region = size >= with.t3() ? 4 : size >= with.t2() ? 3 : size >= with.t1() ? 2 : size > with.near() ? 1 : 0;
        return difference < 0 ? -region : region;
    }

    private static int predicted(int a, int b, int c) {
        int low = Math.min(a, b);
        int high = Math.max(a, b);
        return c >= high ? low : c <= low ? high : a + b - c;
    }

    /** A sample in regular mode (A.4 to A.6). */
    private int regular(int signedContext, int prediction) throws DicomFormatException {
        int sign = signedContext < 0 ? -1 : 1;
        int context = Math.abs(signedContext);
        int center = clamped(prediction + sign * corrections[context]);
        int k = codeBits(counts[context], sizes[context]);
        int mapped = mappedError(k, with.limit());
        int error = mapped >> 1 ^ -(mapped & 1);
        if (with.near() == 0 && k == 0 && 2 * sums[context] <= -counts[context]) {
            error = ~error;
        }
        learn(context, error);
        return restored(center, sign * error);
    }

    private void learn(int context, int error) {
        sums[context] += error * step;
        sizes[context] += Math.abs(error);
        if (counts[context] == with.reset()) {
            sizes[context] >>= 1;
            sums[context] >>= 1;
            counts[context] >>= 1;
        }
        counts[context]++;
        int count = counts[context];
        if (sums[context] <= -count) {
            sums[context] = Math.max(sums[context] + count, 1 - count);
            corrections[context] = Math.max(corrections[context] - 1, LEAST_CORRECTION);
        } else if (sums[context] > 0) {
            sums[context] = Math.min(sums[context] - count, 0);
            corrections[context] = Math.min(corrections[context] + 1, MOST_CORRECTION);
        }
    }

    /** A run and the sample that ends it (A.7); returns the place behind. */
    private int run(int[] row, int[] above, int from, int columns) throws DicomFormatException {
        int a = row[from - 1];
        int x = from;
        while (bits.bits(1) == 1) {
            int length = 1 << RUN_BITS[runIndex];
            int fits = Math.min(length, columns + 1 - x);
            Arrays.fill(row, x, x + fits, a);
            x += fits;
            if (fits == length) {
                runIndex = Math.min(runIndex + 1, RUN_BITS.length - 1);
            }
            if (x > columns) {
                return x;
            }
        }
        int rest = bits.bits(RUN_BITS[runIndex]);
        if (rest > columns - x) {
            throw JpegSegments.damaged();
        }
        Arrays.fill(row, x, x + rest, a);
        x += rest;
        row[x] = interruption(a, above[x]);
        runIndex = Math.max(runIndex - 1, 0);
        return x + 1;
    }

    private int interruption(int a, int b) throws DicomFormatException {
        int type = Math.abs(a - b) <= with.near() ? 1 : 0;
        int context = CONTEXTS + type;
        int size = sizes[context] + (type == 1 ? counts[context] >> 1 : 0);
        int k = codeBits(counts[context], size);
        int mapped = mappedError(k, with.limit() - RUN_BITS[runIndex] - 1);
        int doubled = mapped + type;
        boolean odd = (doubled & 1) == 1;
        boolean negative = (k != 0 || 2 * negatives[type] >= counts[context]) == odd;
        int error = (doubled + 1) >> 1;
        error = negative ? -error : error;
        negatives[type] += error < 0 ? 1 : 0;
        sizes[context] += mapped + 1 - type >> 1;
        if (counts[context] == with.reset()) {
            sizes[context] >>= 1;
            counts[context] >>= 1;
            negatives[type] >>= 1;
        }
        counts[context]++;
        return type == 1 ? restored(a, error) : restored(b, a > b ? -error : error);
    }

    /** The Golomb parameter k (A.5.1). */
    private static int codeBits(int count, int size) throws DicomFormatException {
        int k = 0;
        while (count << k < size) {
            k++;
            if (k > MOST_ERROR_BITS) {
                throw JpegSegments.damaged();
            }
        }
        return k;
    }

    /** A mapped error, MErrval or EMErrval (A.5.3). */
    private int mappedError(int k, int limit) throws DicomFormatException {
        int escape = limit - with.codedBits() - 1;
        int high = bits.zeros(escape);
        return high < escape ? high << k | bits.bits(k) : bits.bits(with.codedBits()) + 1;
    }

    /** The sample (A.4.4 and A.4.5): errors are coded modulo RANGE. */
    private int restored(int prediction, int error) {
        int value = prediction + error * step;
        int turn = with.range() * step;
        if (value < -with.near()) {
            value += turn;
        } else if (value > with.largest() + with.near()) {
            value -= turn;
        }
        return clamped(value);
    }

    private int clamped(int value) {
        return Math.max(0, Math.min(with.largest(), value));
    }
}
