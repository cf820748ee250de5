package org.lungburden.inference;

import java.nio.FloatBuffer;
import org.lungburden.geometry.NetworkGrid;

/**
 * A run of adjacent target slices that the network labels in one call. All slabs have the same shape, so that the
 * engine plans its memory once. Copies of the end slice fill up the last slab, and the outputs for these copies are
 * dropped.
 *
 * @param first index of the first target slice
 * @param targets how many of the slab's outputs are wanted, at most {@code size}
 * @param size number of target slices of the shape
 * @param neighbours extra slices at either end; beyond the scan's ends the end slice is replicated
 */
record Slab(int first, int targets, int size, int neighbours) {

    static Slab at(int first, int slices, int size, int neighbours) {
        return new Slab(first, Math.min(size, slices - first), size, neighbours);
    }

    /** Number of input slices. */
    int inputSlices() {
        return size + 2 * neighbours;
    }

    /** Index on the grid of the slab's input slice {@code n}. */
    int gridSlice(int n, int slices) {
        return Math.max(0, Math.min(slices - 1, first - neighbours + n));
    }

    /** Writes {@code [inputSlices, 1, rows, columns]} from position 0. */
    void fill(NetworkGrid grid, FloatBuffer target) {
        target.clear();
        for (int n = 0; n < inputSlices(); n++) {
            target.put(grid.values()[gridSlice(n, grid.slices())]);
        }
        target.flip();
    }
}
