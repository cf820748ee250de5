package org.lungburden.dicom.series;

import java.util.Arrays;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * Judges the distances between the slices of a series. Nothing is resampled: a volume is made only of slices that are
 * evenly spaced, and whoever sent others is told what is wrong with them.
 */
final class SliceSpacing {
    /** Nearer than this, two slices are at the same place. */
    static final double SAME_PLACE_MM = 0.01;
    /** A gap may differ from the median by this share of it... */
    static final double TOLERANCE = 0.05;
    /** ...or by this: positions are often rounded to a tenth of a millimeter. */
    static final double TOLERANCE_MM = 0.1;

    /** Never more than this share, so that a half step is no step. */
    static final double MAX_TOLERANCE = 0.25;

    private SliceSpacing() {}

    /**
     * @param positionsMm along the normal, ascending, in mm; one or none is even
     * @throws CodedException {@code DUPLICATE_SLICES} for two at one place; {@code UNEVEN_SPACING}; or
     *     {@code MISSING_SLICES} when every wrong gap is about a multiple of the median
     */
    static void check(double[] positionsMm) {
        double[] gaps = gaps(positionsMm);
        if (Arrays.stream(gaps).anyMatch(gap -> gap < SAME_PLACE_MM)) {
            throw new CodedException(ErrorCode.DUPLICATE_SLICES);
        }
        double median = median(gaps);
        long missing = 0;
        for (double gap : gaps) {
            long steps = Math.max(1, Math.round(gap / median));
            if (Math.abs(gap - steps * median) > toleranceMm(median, steps)) {
                throw new CodedException(ErrorCode.UNEVEN_SPACING);
            }
            missing += steps - 1;
        }
        if (missing > 0) {
            throw new CodedException(ErrorCode.MISSING_SLICES, missing + " slices seem to be missing from the series.");
        }
        checkLine(positionsMm, median);
    }

    /** Small differences must not add up: no slice may lie half a step from where the even grid has it. */
    private static void checkLine(double[] positionsMm, double median) {
        int last = positionsMm.length - 1;
        for (int k = 1; k < last; k++) {
            double even = positionsMm[0] + (positionsMm[last] - positionsMm[0]) * k / last;
            if (Math.abs(positionsMm[k] - even) > median / 2) {
                throw new CodedException(ErrorCode.UNEVEN_SPACING);
            }
        }
    }

    private static double toleranceMm(double median, long steps) {
        double largest = MAX_TOLERANCE * median;
        return Math.min(largest, steps * Math.max(TOLERANCE * median, Math.min(TOLERANCE_MM, largest)));
    }

    private static double[] gaps(double[] positionsMm) {
        double[] gaps = new double[Math.max(0, positionsMm.length - 1)];
        for (int k = 0; k < gaps.length; k++) {
            gaps[k] = positionsMm[k + 1] - positionsMm[k];
        }
        return gaps;
    }

    /** The lower of the two middle values when their number is even, so that one gap of two is not called half. */
    private static double median(double[] gaps) {
        double[] sorted = gaps.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[(sorted.length - 1) / 2];
    }
}
