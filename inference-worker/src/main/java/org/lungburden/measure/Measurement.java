package org.lungburden.measure;

import org.jspecify.annotations.Nullable;
import org.lungburden.geometry.Interruption;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

/**
 * Measures a scan from its labels by counting voxels on the scan's own grid.
 *
 * <p>Lung is label 1, 2 or 3 everywhere: its volume and its mean density include the lesions. Pneumonia is ground-glass
 * plus high opacity. Burden is a class's volume divided by the lung volume, in percent (Grodecki, Killekar et al. 2021,
 * arXiv 2104.00138). All numbers are unrounded.
 *
 * @param voxelMl volume of one voxel in mL
 * @param groundGlass voxels of label 2
 * @param highOpacity voxels of label 3
 * @param lung voxels of labels 1, 2 and 3, at least 1
 * @param rightLung lung voxels on side 1
 * @param leftLung lung voxels on side 2
 * @param lungHu mean HU of lung
 * @param groundGlassHu mean HU; null without such a voxel
 * @param highOpacityHu mean HU; null without such a voxel
 */
public record Measurement(
        double voxelMl,
        long groundGlass,
        long highOpacity,
        long lung,
        long rightLung,
        long leftLung,
        double lungHu,
        @Nullable Double groundGlassHu,
        @Nullable Double highOpacityHu) {

    /**
     * @param labels on the grid of {@code scan}
     * @param sides {@code [k][j * columns + i]}, 1 right, 2 left
     * @throws IllegalArgumentException when the grids differ or no voxel is lung
     */
    public static Measurement of(LabelVolume labels, Volume scan, byte[][] sides) {
        if (labels.slices() != scan.slices() || labels.columns() != scan.columns() || labels.rows() != scan.rows()) {
            throw new IllegalArgumentException("the labels are not on the scan's grid");
        }
        long[] voxels = new long[4];
        long[] sumHu = new long[4];
        long[] sideVoxels = new long[3];
        Interruption interruption = Interruption.ofThisThread();
        for (int k = 0; k < labels.slices(); k++) {
            interruption.check();
            byte[] slice = labels.labels()[k];
            for (int n = 0; n < slice.length; n++) {
                if (slice[n] != 0) {
                    voxels[slice[n]]++;
                    sumHu[slice[n]] += scan.hu()[k][n];
                    sideVoxels[sides[k][n]]++;
                }
            }
        }
        return of(labels.affine().voxelMl(), voxels, sumHu, sideVoxels);
    }

    private static Measurement of(double voxelMl, long[] voxels, long[] sumHu, long[] sideVoxels) {
        long lung = voxels[1] + voxels[2] + voxels[3];
        if (lung == 0) {
            throw new IllegalArgumentException("there is no lung to measure");
        }
        return new Measurement(
                voxelMl,
                voxels[2],
                voxels[3],
                lung,
                sideVoxels[1],
                sideVoxels[2],
                (double) (sumHu[1] + sumHu[2] + sumHu[3]) / lung,
                mean(sumHu[2], voxels[2]),
                mean(sumHu[3], voxels[3]));
    }

    private static @Nullable Double mean(long sum, long voxels) {
        return voxels == 0 ? null : (double) sum / voxels;
    }

    public double lungMl() {
        return lung * voxelMl;
    }

    public double rightLungMl() {
        return rightLung * voxelMl;
    }

    public double leftLungMl() {
        return leftLung * voxelMl;
    }

    public double groundGlassMl() {
        return groundGlass * voxelMl;
    }

    public double highOpacityMl() {
        return highOpacity * voxelMl;
    }

    public double pneumoniaMl() {
        return (groundGlass + highOpacity) * voxelMl;
    }

    public double groundGlassPercent() {
        return 100.0 * groundGlass / lung;
    }

    public double highOpacityPercent() {
        return 100.0 * highOpacity / lung;
    }

    public double pneumoniaPercent() {
        return 100.0 * (groundGlass + highOpacity) / lung;
    }
}
