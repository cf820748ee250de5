package org.lungburden.dicom.pixel;

import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * Judges slices without RescaleSlope or RescaleIntercept, whose stored values were taken for Hounsfield units. That holds
 * only where the values plainly are Hounsfield units: in each chest CT, air lies near -1000 HU and soft tissue near 0 HU.
 * Values that lack an intercept of -1024 show neither.
 */
public final class AssumedRescale {
    private static final int AIR_FROM_HU = -1100;
    private static final int AIR_TO_HU = -800;
    private static final int TISSUE_FROM_HU = -150;
    private static final int TISSUE_TO_HU = 150;
    private static final int LEAST_PERCENT = 2;

    private long air;
    private long tissue;
    private long all;

    /** @param hu of a whole slice */
    public void add(short[] hu) {
        for (short value : hu) {
            air += value >= AIR_FROM_HU && value <= AIR_TO_HU ? 1 : 0;
            tissue += value >= TISSUE_FROM_HU && value <= TISSUE_TO_HU ? 1 : 0;
        }
        all += hu.length;
    }

    /** @throws CodedException {@code NOT_HOUNSFIELD} when slices were added that show no air or no soft tissue */
    public void check() {
        if (100 * Math.min(air, tissue) < LEAST_PERCENT * all) {
            throw new CodedException(
                    ErrorCode.NOT_HOUNSFIELD,
                    "The images have no RescaleIntercept or RescaleSlope, and their stored values are no Hounsfield units;"
                            + " export the series with both attributes.");
        }
    }
}
