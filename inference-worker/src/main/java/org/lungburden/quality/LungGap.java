package org.lungburden.quality;

import java.util.Arrays;
import java.util.Optional;
import org.lungburden.geometry.Volume;

/**
 * Sees lungs that end and begin again farther up. The lungs of a person have one thickest part and become small at their
 * ends alone. Slices whose upper part was stacked below the lower one, and two scans in one volume, have a neck or a belly
 * in their middle.
 */
public final class LungGap {
    /** Of the largest section; in the measured chests each slice of the middle has at least 0.55. */
    private static final double SMALL_SHARE = 0.1;
    /** Of the lungs, below and above the slices that count. */
    private static final double OUTER_SHARE = 0.1;

    private LungGap() {}

    /**
     * {@code MOTION}, without a value.
     *
     * @param scan in the canonical orientation
     */
    public static Optional<Finding> of(Lungs lungs, Volume scan) {
        long[] area = lungs.area();
        long all = Arrays.stream(area).sum();
        long upTo = 0;
        int least = -1;
        for (int k = 0; k < area.length; k++) {
            upTo += area[k];
            boolean middle = upTo - area[k] >= OUTER_SHARE * all && all - upTo >= OUTER_SHARE * all;
            least = middle && (least < 0 || area[k] < area[least]) ? k : least;
        }
        if (least < 0 || area[least] >= SMALL_SHARE * lungs.largestArea()) {
            return Optional.empty();
        }
        double zMm = scan.affine().apply((scan.columns() - 1) / 2.0, (scan.rows() - 1) / 2.0, least)[2];
        return Optional.of(Finding.of(
                Finding.Code.MOTION,
                "The lungs end at z " + Finding.whole(zMm)
                        + " mm and begin again above: the slices seem to be in a wrong order, or two scans lie in one"
                        + " volume. Volumes and sides may be wrong. Export the scan again."));
    }
}
