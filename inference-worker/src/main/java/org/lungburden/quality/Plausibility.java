package org.lungburden.quality;

import java.util.Locale;
import java.util.Optional;
import org.lungburden.geometry.HuHistogram;

/**
 * Whether what the network calls lungs can be the lungs of a person. Each limit lies well beyond all chests that were
 * measured, children, emphysema and effusions included; docs/quality.md has the figures.
 */
public final class Plausibility {
    /** A newborn's lungs hold about 80 mL. */
    private static final double LEAST_ML = 60;
    /** Emphysema reaches 9 to 10 L. */
    private static final double LARGEST_ML = 12_000;
    /** Width, depth and height. Adults reach 360, 280 and 350 mm. */
    private static final double[] LARGEST_EXTENT_MM = {450, 380, 450};
    /** Whole lungs are at least 0.58 times as high as wide. */
    private static final double LEAST_HEIGHT_TO_WIDTH = 0.35;
    /** Below this share of the largest section, a cut is too small to explain a low height. */
    private static final double CUT_SHARE = 0.05;
    /** Lungs are two pieces or one; pockets of bowel gas are many. Chests have 0.997 and more, bowels up to 0.75. */
    private static final double LEAST_TWO_SHARE = 0.85;
    /** Gas is below, tissue above. Chests have 0.65 and more of their voxels between, a distended colon 0.01. */
    private static final int AERATED_FROM_HU = -960;

    private static final int AERATED_TO_HU = -500;
    private static final double LEAST_AERATED_SHARE = 0.1;
    /** Gas, and tissue beside it, in a bowel. Chests have at most 6 % of gas, or, in emphysema, little tissue. */
    private static final double GAS_SHARE = 0.1;

    private static final double TISSUE_SHARE = 0.1;
    private static final int TISSUE_FROM_HU = -200;
    private static final double LEAST_AERATED_SHARE_BESIDE_GAS = 0.3;
    /**
     * Interquartile range of lung without opacity: vessels, airways and gravity make 80 HU and more in chests. Foam has
     * its noise only.
     */
    private static final int LEAST_RANGE_HU = 25;
    /** Chests have 0.24 and more, the apices alone 0.17, sinuses of a head 0.06. */
    private static final double LEAST_BODY_SHARE = 0.08;

    private Plausibility() {}

    /**
     * {@code NO_LUNG_FOUND}, {@code NOT_A_CHEST_CT} or nothing. Lungs are not found where intensities are no Hounsfield
     * units; then the sentence tells that cause, not what the failed search looks like.
     *
     * @param scan histogram of the whole scan
     */
    public static Optional<Finding> of(Lungs lungs, HuHistogram scan) {
        return of(lungs)
                .map(refusal -> HounsfieldCheck.misplaced(scan)
                        .map(found -> Finding.of(
                                refusal.code(),
                                "The intensities may not be Hounsfield units, so no lungs are found: " + found
                                        + ". Send the CT in Hounsfield units."))
                        .orElse(refusal));
    }

    /** As {@link #of(Lungs, HuHistogram)}, of a scan in Hounsfield units. */
    static Optional<Finding> of(Lungs lungs) {
        if (lungs.lungMl() < LEAST_ML) {
            return Optional.of(
                    Finding.of(
                            Finding.Code.NO_LUNG_FOUND,
                            "Only " + String.format(Locale.ROOT, "%.1f", lungs.lungMl())
                                    + " mL look like lung, less than in a newborn. Send a CT of the chest, and check its voxel sizes."));
        }
        return reason(lungs)
                .map(reason -> Finding.of(
                        Finding.Code.NOT_A_CHEST_CT, "The images do not show the lungs of a person: " + reason));
    }

    private static Optional<String> reason(Lungs lungs) {
        double[] mm = lungs.extentMm();
        String size = Finding.whole(mm[0]) + " x " + Finding.whole(mm[1]) + " x " + Finding.whole(mm[2]) + " mm";
        if (lungs.lungMl() > LARGEST_ML) {
            return Optional.of("what looks like lung has " + Finding.whole(lungs.lungMl() / 1000) + " L (" + size
                    + "). Check the voxel sizes.");
        }
        if (mm[0] > LARGEST_EXTENT_MM[0] || mm[1] > LARGEST_EXTENT_MM[1] || mm[2] > LARGEST_EXTENT_MM[2]) {
            return Optional.of("what looks like lung measures " + size + ". Check the voxel sizes.");
        }
        if (lungs.cutShare() < CUT_SHARE && mm[2] < LEAST_HEIGHT_TO_WIDTH * mm[0]) {
            return Optional.of("what looks like lung is flat (" + size + "). Check the slice distance.");
        }
        if (lungs.largestTwoShare() < LEAST_TWO_SHARE) {
            return Optional.of(
                    "what looks like lung is many separate pockets, as gas in the bowel. Send a CT of the chest.");
        }
        if (isGasAndTissue(lungs.hu())) {
            return Optional.of("what looks like lung is gas and tissue, and too little has the density of lung (-960 to"
                    + " -500 HU). Send a CT of the chest.");
        }
        HuHistogram clear = lungs.huOfLabel()[1];
        if (clear.voxels() == 0 || clear.quantileThatOccurs(0.75) - clear.quantileThatOccurs(0.25) < LEAST_RANGE_HU) {
            return Optional.of("what looks like lung is as even as the foam of a test object. Send a CT of a patient.");
        }
        if (lungs.bodyShare() < LEAST_BODY_SHARE) {
            return Optional.of("what looks like lung fills at most " + Finding.whole(100 * lungs.bodyShare())
                    + " % of the body's cross-section. Send a CT of the chest.");
        }
        return Optional.empty();
    }

    private static boolean isGasAndTissue(HuHistogram hu) {
        double aerated = hu.share(AERATED_FROM_HU, AERATED_TO_HU);
        return aerated < LEAST_AERATED_SHARE
                || aerated < LEAST_AERATED_SHARE_BESIDE_GAS
                        && hu.share(Short.MIN_VALUE, AERATED_FROM_HU - 1) > GAS_SHARE
                        && hu.share(TISSUE_FROM_HU, Short.MAX_VALUE) > TISSUE_SHARE;
    }
}
