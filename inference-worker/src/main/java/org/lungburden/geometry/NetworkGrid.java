package org.lungburden.geometry;

/**
 * The network's input for a scan: equidistant slices of its body box, windowed, scaled and resized.
 *
 * @param values {@code [slice][y * columns + x]}, 0 to 1
 * @param columns pixels along x, from the patient's right to left
 * @param rows pixels along y, from front to back
 * @param scanSlice index k on the canonical scan of each slice, ascending at a constant stride
 * @param box the part of each scan slice that was resized to {@code rows x columns}
 * @param affine (x, y, slice) to RAS+ mm, through the pixels' centers
 */
public record NetworkGrid(float[][] values, int columns, int rows, int[] scanSlice, PixelBox box, Affine affine) {
    public NetworkGrid {
        Slices.check(values.length, columns, rows, k -> values[k].length);
        if (scanSlice.length != values.length) {
            throw new IllegalArgumentException("a scan slice for each slice is needed");
        }
    }

    public int slices() {
        return values.length;
    }
}
