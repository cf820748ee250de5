package org.lungburden.geometry;

/**
 * A CT volume in Hounsfield units.
 *
 * @param hu {@code [k][j * columns + i]}
 * @param columns number of voxels along i
 * @param rows number of voxels along j
 * @param affine (i, j, k) to RAS+ mm
 */
public record Volume(short[][] hu, int columns, int rows, Affine affine) {
    public Volume {
        Slices.check(hu.length, columns, rows, k -> hu[k].length);
    }

    /** Number of voxels along k. */
    public int slices() {
        return hu.length;
    }
}
