package org.lungburden.dicom.series;

import java.util.Arrays;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * Judges the distances between the slices of a series. The reader resamples nothing: only evenly spaced slices make a
 * volume. For other slices the error names what is wrong.
 */
final class SliceSpacing {
    /** Two slices that are nearer to each other count as duplicates. */
    static final double SAME_PLACE_MM = 0.01;
    /** A gap may differ from the median gap by this share of the median. */
    static final double TOLERANCE = 0.05;
    /** A gap may also differ by this distance, because scanners often round positions to a tenth of a millimeter. */
    static final double TOLERANCE_MM = 0.1;

    /** The tolerance never exceeds this share of the median, so that a gap of half a step is always an error. */
    static final double MAX_TOLERANCE = 0.25;

    private SliceSpacing() {}

    /**
     * @param positionsMm along the normal, ascending, in mm; fewer than two positions count as even
     * @throws CodedException {@code DUPLICATE_SLICES} for two slices at one place; {@code MISSING_SLICES} when every
     *     wrong gap is about a multiple of the median; otherwise {@code UNEVEN_SPACING}
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

    /** Small differences must not add up: every slice must lie within half a step of its place on the even grid. */
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

    /**
     * The lower of the two middle values when the number of gaps is even. A double gap thus counts as a missing slice
     * and the other gap does not count as a half step.
     */
    private static double median(double[] gaps) {
        double[] sorted = gaps.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[(sorted.length - 1) / 2];
    }
}
