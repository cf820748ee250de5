package org.lungburden.labels;

import java.util.Arrays;

/**
 * Where labels lie: voxels along i, j and k, and the affine from voxel index to RAS+ mm, row by row.
 *
 * @param affineMm 12 numbers
 */
public record LabelsGrid(int columns, int rows, int slices, double[] affineMm) {
    /** Rounding of a header's floats moves a corner by less. */
    private static final double TOLERANCE_MM = 0.01;

    private static final double CUBIC_MM_PER_ML = 1000;

    public LabelsGrid {
        affineMm = affineMm.clone();
    }

    @Override
    public double[] affineMm() {
        return affineMm.clone();
    }

    long voxels() {
        return (long) columns * rows * slices;
    }

    /** The volume of a voxel, in milliliters. */
    public double voxelMl() {
        double[] a = affineMm;
        double cubicMm = a[0] * (a[5] * a[10] - a[6] * a[9])
                - a[1] * (a[4] * a[10] - a[6] * a[8])
                + a[2] * (a[4] * a[9] - a[5] * a[8]);
        return Math.abs(cubicMm) / CUBIC_MM_PER_ML;
    }

    boolean hasShapeOf(LabelsGrid other) {
        return columns == other.columns && rows == other.rows && slices == other.slices;
    }

    /** Largest distance along an axis between the places of a corner voxel in both grids of one shape. */
    double furthestMm(LabelsGrid other) {
        double furthest = 0;
        for (int corner = 0; corner < 8; corner++) {
            int[] index = {(corner & 1) * (columns - 1), (corner >> 1 & 1) * (rows - 1), (corner >> 2) * (slices - 1), 1
            };
            for (int row = 0; row < 3; row++) {
                double difference = 0;
                for (int axis = 0; axis < 4; axis++) {
                    difference += (affineMm[4 * row + axis] - other.affineMm[4 * row + axis]) * index[axis];
                }
                // A number that is none must count as far away.
                furthest = Double.isNaN(difference) ? Double.MAX_VALUE : Math.max(furthest, Math.abs(difference));
            }
        }
        return furthest;
    }

    /** Whether labels on one grid belong to the voxels of the other. */
    boolean matches(LabelsGrid other) {
        return hasShapeOf(other) && furthestMm(other) <= TOLERANCE_MM;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelsGrid grid && hasShapeOf(grid) && Arrays.equals(affineMm, grid.affineMm);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(affineMm) + columns + 31 * rows + 961 * slices;
    }

    @Override
    public String toString() {
        return columns + " x " + rows + " x " + slices;
    }
}
