package org.lungburden.quality;

import java.util.Optional;
import org.lungburden.geometry.HuHistogram;

/**
 * Detects intensities that are not HU: stored values without their intercept, 8-bit pictures, scaled numbers, MR. By
 * definition air is -1000 HU and water 0 HU, and every chest CT shows plenty of both. A window of the viewer may have cut
 * off what is denser than soft tissue; such a scan is read and noted.
 */
public final class HounsfieldCheck {
    private static final int AIR_HU = -500;
    private static final int TISSUE_FROM_HU = -200;
    private static final int TISSUE_TO_HU = 300;
    /** Chest CT have 38 % and more of air and 19 % and more of tissue. */
    private static final double LEAST_SHARE = 0.005;
    /** Bone above this has 0.3 % and less. */
    private static final int DENSE_HU = 601;

    private static final double LARGEST_DENSE_SHARE = 0.2;
    /** No gas has less; smaller numbers fill the corners of the image. */
    private static final int PADDING_HU = -1100;
    /** Bone: 0.5 % and more of the voxels in scans that no window has cut. */
    private static final double LEAST_BONE_SHARE = 0.0005;

    private static final int LEAST_AIR_PEAK_HU = -1060;
    /** In a crop that shows no air outside the body, lung makes the peak. */
    private static final int LARGEST_AIR_PEAK_HU = -700;
    /** 24 to 64 HU in scans in Hounsfield units; an intercept that is 50 HU off goes beyond. */
    private static final int LEAST_MUSCLE_PEAK_HU = 10;

    private static final int LARGEST_MUSCLE_PEAK_HU = 85;
    private static final int BIN_HU = 20;
    /** The network takes more and more vessels for high opacity as a window cuts deeper into soft tissue. */
    private static final int LEAST_CUT_HU = 0;

    private static final int MUSCLE_FROM_HU = -40;
    private static final int MUSCLE_TO_HU = 200;
    private static final int MUSCLE_BIN_HU = 10;

    private HounsfieldCheck() {}

    /**
     * {@code NOT_HOUNSFIELD}, {@code HU_SUSPECT} or nothing.
     *
     * @param histogram of the whole scan
     */
    public static Optional<Finding> of(HuHistogram histogram) {
        return of(histogram, 0);
    }

    /**
     * As {@link #of(HuHistogram)}.
     *
     * @param histogram of what was measured
     * @param padding voxels of the scan beside these
     */
    public static Optional<Finding> of(HuHistogram histogram, long padding) {
        if (histogram.voxels() == 0) {
            return Optional.of(Finding.of(
                    Finding.Code.NOT_HOUNSFIELD,
                    "Each slice has one value only, so the scan shows nothing. Send the CT itself."));
        }
        Optional<String> impossible = ImpossibleValues.of(histogram);
        if (impossible.isPresent()) {
            return impossible.map(message -> Finding.of(Finding.Code.NOT_HOUNSFIELD, message));
        }
        boolean air = airShare(histogram) >= LEAST_SHARE;
        double measuredShare = (double) histogram.voxels() / (histogram.voxels() + padding);
        boolean tissue = measuredShare * histogram.share(TISSUE_FROM_HU, TISSUE_TO_HU) >= LEAST_SHARE;
        if (air && !tissue && padding > 0) {
            return Optional.of(Finding.of(
                    Finding.Code.NOT_HOUNSFIELD,
                    "Soft tissue is missing: what is not lung seems to have been removed or overwritten. Send the CT with"
                            + " the whole body."));
        }
        if (!air || !tissue) {
            return Optional.of(Finding.of(Finding.Code.NOT_HOUNSFIELD, refusal(histogram, air)));
        }
        int largest = histogram.quantileThatOccurs(1);
        if (largest < LEAST_CUT_HU) {
            return Optional.of(Finding.of(
                    Finding.Code.NOT_HOUNSFIELD,
                    "The values end at " + largest
                            + " HU: what is as dense as water (0 HU) and denser has been cut off."
                            + " Send the CT as the scanner made it, not a window of it."));
        }
        if (histogram.share(DENSE_HU, Short.MAX_VALUE) > LARGEST_DENSE_SHARE) {
            return Optional.of(Finding.of(
                    Finding.Code.NOT_HOUNSFIELD,
                    "The intensities are not Hounsfield units: "
                            + Finding.whole(100 * histogram.share(DENSE_HU, Short.MAX_VALUE)) + " % of them are above "
                            + (DENSE_HU - 1)
                            + " HU, denser than most bone. They may be inverted (RescaleSlope -1). Send"
                            + " the CT in Hounsfield units."));
        }
        return suspicion(histogram, largest).map(message -> Finding.of(Finding.Code.HU_SUSPECT, message));
    }

    /** Without the padding, which is a single value far below air. */
    private static double airShare(HuHistogram histogram) {
        int least = histogram.quantileThatOccurs(0);
        return histogram.share(least < PADDING_HU ? least + 1 : least, AIR_HU);
    }

    private static String refusal(HuHistogram histogram, boolean air) {
        int least = histogram.quantileThatOccurs(0);
        int largest = histogram.quantileThatOccurs(1);
        String found = "The intensities are not Hounsfield units: the values go from " + least + " to " + largest
                + ", and " + (air ? "soft tissue (about 0 HU)" : "air (-1000 HU)") + " is missing. ";
        return found + advice(histogram, largest);
    }

    private static String advice(HuHistogram histogram, int largest) {
        int first = histogram.quantileThatOccurs(0.01);
        if (first >= -10 && largest <= 10) {
            return "They look like a mask or like normalized numbers; send the CT itself.";
        }
        if (first >= 0 && largest <= 255) {
            return "They look like an 8-bit picture; send the original CT.";
        }
        if (first >= -100 && largest > 700) {
            return "Most voxels are at about " + Finding.whole(histogram.mode(first, largest, BIN_HU))
                    + "; add the RescaleIntercept, which is often -1024.";
        }
        if (histogram.quantileThatOccurs(0.5) < PADDING_HU) {
            return "The RescaleIntercept seems to have been added twice; add it once.";
        }
        return "Send the CT in Hounsfield units.";
    }

    private static Optional<String> suspicion(HuHistogram histogram, int largest) {
        if (largest <= LARGEST_MUSCLE_PEAK_HU) {
            return Optional.of("Neither bone nor muscle is visible: intensities above " + largest
                    + " HU seem to be cut off. High opacity may be too large, and its density too low.");
        }
        Optional<String> place = misplaced(histogram);
        if (place.isPresent()) {
            return place.map(
                    found -> found + "; the intensities may not be Hounsfield units, and densities may be wrong.");
        }
        if (histogram.share(TISSUE_TO_HU + 1, Short.MAX_VALUE) < LEAST_BONE_SHARE) {
            return Optional.of("No bone is visible: intensities above " + largest
                    + " HU seem to be cut off or rescaled. Densities of high opacity may be too low.");
        }
        return Optional.empty();
    }

    /** Which substance lies beside its place on the scale; empty when none does. */
    static Optional<String> misplaced(HuHistogram histogram) {
        int least = histogram.quantileThatOccurs(0);
        double airPeakHu = histogram.mode(least < PADDING_HU ? least + 1 : least, AIR_HU, BIN_HU);
        if (airPeakHu < LEAST_AIR_PEAK_HU || airPeakHu > LARGEST_AIR_PEAK_HU) {
            return Optional.of("Air seems to be at " + Finding.whole(airPeakHu) + " HU instead of -1000 HU");
        }
        double musclePeakHu = musclePeakHu(histogram);
        if (musclePeakHu < LEAST_MUSCLE_PEAK_HU || musclePeakHu > LARGEST_MUSCLE_PEAK_HU) {
            return Optional.of("Muscle seems to be at " + Finding.whole(musclePeakHu) + " HU instead of 40 to 70 HU");
        }
        return Optional.empty();
    }

    /** The most frequent value of soft tissue other than fat. Muscle, which has 40 to 70 HU, makes this peak. */
    static double musclePeakHu(HuHistogram histogram) {
        return histogram.mode(MUSCLE_FROM_HU, MUSCLE_TO_HU, MUSCLE_BIN_HU);
    }
}
