package org.lungburden.postprocess;

import java.util.Arrays;
import org.lungburden.geometry.Components;
import org.lungburden.geometry.Volume;

/**
 * Drops components that are not part of a lung. Lung and lesions form common components, so that a lesion at the pleura
 * stays with the lung, even when only a corner touches. The method drops these 26-connected components:
 *
 * <ul>
 *   <li>those without a voxel of lung: a lesion that touches no lung (muscle, liver, a false copy of an effusion);
 *   <li>specks: those below 5 mL and below a tenth of the largest. In seven scans with outlines by a human reader, no
 *       other part of a lung had more than 0.3 mL;
 *   <li>those with less than a fifth of the largest and two fifths or more of their voxels below -940 HU: gas in
 *       trachea, stomach or bowel. In five scans that share was 0.52 to 0.64 in pockets of bowel gas above 10 mL, and
 *       at most 0.11 in lungs. The mean densities do not differ enough, because a large part of a pocket is its edge.
 * </ul>
 */
final class LungsOnly {
    private static final double SPECK_ML = 5;
    private static final double SPECK_SHARE = 0.1;
    private static final int GAS_HU = -940;
    private static final double GAS_VOXELS_SHARE = 0.4;
    private static final double LARGEST_GAS_SHARE = 0.2;

    private LungsOnly() {}

    /** Changes {@code labels}, which lie on the scan's grid. */
    static void apply(byte[][] labels, Volume scan) {
        Components parts = Components.of(
                labels, scan.columns(), scan.rows(), Components.LUNG_OR_LESION, Components.Neighbors.SPACE_26);
        boolean[] dropped = dropped(parts, labels, scan);
        parts.forEachRun((part, k, j, i0, i1) -> {
            if (dropped[part]) {
                Arrays.fill(labels[k], j * scan.columns() + i0, j * scan.columns() + i1, (byte) 0);
            }
        });
    }

    private static boolean[] dropped(Components parts, byte[][] labels, Volume scan) {
        long[] voxels = parts.voxels();
        long[] lungVoxels = new long[parts.count()];
        long[] gasVoxels = new long[parts.count()];
        parts.forEachRun((part, k, j, i0, i1) -> {
            for (int n = j * scan.columns() + i0; n < j * scan.columns() + i1; n++) {
                lungVoxels[part] += labels[k][n] == 1 ? 1 : 0;
                gasVoxels[part] += scan.hu()[k][n] < GAS_HU ? 1 : 0;
            }
        });
        long largest = Arrays.stream(voxels).max().orElse(0);
        double speckVoxels = Math.min(SPECK_ML / scan.affine().voxelMl(), SPECK_SHARE * largest);
        boolean[] dropped = new boolean[parts.count()];
        for (int part = 0; part < dropped.length; part++) {
            boolean gas =
                    voxels[part] < LARGEST_GAS_SHARE * largest && gasVoxels[part] >= GAS_VOXELS_SHARE * voxels[part];
            dropped[part] = lungVoxels[part] == 0 || voxels[part] < speckVoxels || gas;
        }
        return dropped;
    }
}
