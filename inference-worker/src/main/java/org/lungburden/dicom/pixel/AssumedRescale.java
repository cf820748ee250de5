package org.lungburden.dicom.pixel;

import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * Judges slices whose header leaves open whether their values are Hounsfield units: without RescaleSlope or
 * RescaleIntercept, or derived images of an unspecified unit. They are taken for Hounsfield units only where the values plainly are Hounsfield units: in each chest CT, air lies near -1000 HU and soft tissue near 0 HU.
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
    private String assumption = "";

    /**
     * @param hu of a whole slice
     * @param open what the header leaves open, see {@link HounsfieldScale#assumption}
     */
    public void add(short[] hu, String open) {
        assumption = open;
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
                    assumption
                            + ", and the values are no Hounsfield units; export the original series with RescaleSlope,"
                            + " RescaleIntercept and RescaleType HU.");
        }
    }
}
