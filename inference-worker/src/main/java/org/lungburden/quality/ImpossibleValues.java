package org.lungburden.quality;

import java.util.Optional;
import org.lungburden.geometry.HuHistogram;

/**
 * Values that no scanner writes: far below air, or beyond its 12 bits. A patient with metal has few of them. Numbers read
 * with the wrong sign, multiplied or shifted have many.
 */
final class ImpossibleValues {
    /** Air with noise and the estimated HU of one set end at -1352. */
    private static final int LEAST_HU = -1500;

    private static final int LARGEST_HU = 4095;
    private static final double LARGEST_SHARE = 0.01;
    /** Values below this come from a factor, not from a shift. */
    private static final int SHIFTED_HU = -4000;

    private static final int AIR_HU = -500;
    private static final int BIN_HU = 20;

    private ImpossibleValues() {}

    /** A sentence that names the cause. */
    static Optional<String> of(HuHistogram histogram) {
        int least = histogram.quantileThatOccurs(0);
        int largest = histogram.quantileThatOccurs(1);
        // Corners may hold a single value, such as -2000 or -3024; the least short is what lost its sign.
        int from = least == Short.MIN_VALUE || least >= LEAST_HU ? least : least + 1;
        double low = histogram.share(from, LEAST_HU - 1);
        double high = histogram.share(LARGEST_HU + 1, Short.MAX_VALUE);
        if (Math.max(low, high) < LARGEST_SHARE) {
            return Optional.empty();
        }
        String found = "The intensities are not Hounsfield units: the values go from " + least + " to " + largest
                + ", and " + Finding.whole(100 * (low + high)) + " % of them are none that a scanner writes. ";
        if (least == Short.MIN_VALUE || largest == Short.MAX_VALUE) {
            return Optional.of(found
                    + "Signed numbers seem to have been read as unsigned ones, or the reverse. Check PixelRepresentation in"
                    + " DICOM, the datatype in NIfTI.");
        }
        if (least < SHIFTED_HU) {
            return Optional.of(found + "Air seems to be at "
                    + Finding.whole(histogram.mode(least, AIR_HU, BIN_HU))
                    + " HU instead of -1000 HU. Check RescaleSlope in DICOM, scl_slope in NIfTI.");
        }
        if (high >= LARGEST_SHARE) {
            return Optional.of(found + "Send the CT in Hounsfield units.");
        }
        return Optional.of(found + "The RescaleIntercept seems to have been added twice; add it once.");
    }
}
