package org.lungburden.geometry;

/**
 * One label code for each voxel, on the grid of a {@link Volume}.
 *
 * @param labels {@code [k][j * columns + i]}; 0 background, 1 lung, 2 ground-glass opacity, 3 high opacity
 * @param columns number of voxels along i
 * @param rows number of voxels along j
 * @param affine (i, j, k) to RAS+ mm
 */
public record LabelVolume(byte[][] labels, int columns, int rows, Affine affine) {
    public LabelVolume {
        Slices.check(labels.length, columns, rows, k -> labels[k].length);
    }

    /** Number of voxels along k. */
    public int slices() {
        return labels.length;
    }
}
