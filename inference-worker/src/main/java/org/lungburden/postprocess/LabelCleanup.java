package org.lungburden.postprocess;

import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

/** Cleans the network's labels on the scan's grid before measurement. */
public final class LabelCleanup {
    private LabelCleanup() {}

    /**
     * Keeps the lungs only ({@link LungsOnly}), then fills their holes ({@link HoleFilling}); in this order, because a
     * speck in the mediastinum could otherwise close a hole.
     *
     * @param labels on the grid of {@code scan}; not changed
     * @return all background when no lung was found
     */
    public static LabelVolume of(LabelVolume labels, Volume scan) {
        byte[][] clean = new byte[labels.slices()][];
        for (int k = 0; k < clean.length; k++) {
            clean[k] = labels.labels()[k].clone();
        }
        LungsOnly.apply(clean, scan);
        HoleFilling.apply(clean, labels);
        return new LabelVolume(clean, labels.columns(), labels.rows(), labels.affine());
    }
}
