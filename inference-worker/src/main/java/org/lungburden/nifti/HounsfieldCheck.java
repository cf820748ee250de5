package org.lungburden.nifti;

import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * Detects intensities that cannot be HU: 8-bit pictures, scaled or shifted numbers, MR. By definition air is -1000 HU
 * and water 0 HU, and every chest CT shows plenty of both. At least 1 voxel in 200 must therefore be -500 HU or less,
 * and at least as many between -200 and 300 HU. Chest CT have more than 20 in 100 of each, so that no real chest CT is
 * refused.
 */
final class HounsfieldCheck {
    private static final int AIR_BELOW_HU = -500;
    private static final int TISSUE_FROM_HU = -200;
    private static final int TISSUE_TO_HU = 300;
    private static final int ONE_IN = 200;

    private HounsfieldCheck() {}

    /** @throws CodedException {@code NOT_HOUNSFIELD} */
    static void check(short[][] hu) {
        long air = 0;
        long tissue = 0;
        long all = 0;
        for (short[] slice : hu) {
            for (short value : slice) {
                air += value <= AIR_BELOW_HU ? 1 : 0;
                tissue += value >= TISSUE_FROM_HU && value <= TISSUE_TO_HU ? 1 : 0;
            }
            all += slice.length;
        }
        if (air * ONE_IN < all || tissue * ONE_IN < all) {
            throw new CodedException(
                    ErrorCode.NOT_HOUNSFIELD, "The intensities are not Hounsfield units: air or tissue is missing.");
        }
    }
}
