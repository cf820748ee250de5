package org.lungburden.dicom.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a scan goes over from one slice distance to another, as scanners do below the lungs.
 *
 * @param slice index of the slice with the one distance below and the other above
 * @param belowMm mean distance up to the slice
 * @param aboveMm mean distance from the slice to the next change or the end
 */
record SpacingChange(int slice, double belowMm, double aboveMm) {
    /** Fewer equal distances in a row do not tell a change from slices that are missing. */
    private static final int LEAST_RUN = 3;

    /**
     * @param positionsMm along the normal, ascending, in mm
     * @param roundingMm how far rounding may have moved a position
     * @return the first change; empty unless distances change seldom and stay equal in between
     */
    static Optional<SpacingChange> of(double[] positionsMm, double roundingMm) {
        List<Integer> ends = new ArrayList<>();
        int start = 0;
        for (int k = 1; k < positionsMm.length; k++) {
            double firstMm = positionsMm[start + 1] - positionsMm[start];
            double gapMm = positionsMm[k] - positionsMm[k - 1];
            if (Math.abs(gapMm - firstMm) > 2 * roundingMm + SliceSpacing.TOLERANCE * firstMm) {
                if (k - 1 - start < LEAST_RUN) {
                    return Optional.empty();
                }
                start = k - 1;
                ends.add(start);
            }
        }
        if (ends.isEmpty() || positionsMm.length - 1 - start < LEAST_RUN) {
            return Optional.empty();
        }
        int change = ends.get(0);
        int end = ends.size() > 1 ? ends.get(1) : positionsMm.length - 1;
        return Optional.of(new SpacingChange(
                change,
                (positionsMm[change] - positionsMm[0]) / change,
                (positionsMm[end] - positionsMm[change]) / (end - change)));
    }
}
