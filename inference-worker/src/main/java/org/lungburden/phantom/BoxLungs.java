package org.lungburden.phantom;

import java.util.Arrays;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.SoftLabels;

/** Two upright boxes of lung in the middle of any grid: the simplest lungs that the stages after a segmenter accept. */
final class BoxLungs {
    private BoxLungs() {}

    static SoftLabels of(NetworkGrid grid) {
        int pixels = grid.rows() * grid.columns();
        float[] slice = new float[SoftLabels.LABELS * pixels];
        Arrays.fill(slice, 0, pixels, 1);
        for (int y = grid.rows() / 4; y < grid.rows() * 3 / 4; y++) {
            for (int x = 0; x < grid.columns(); x++) {
                int eighth = 8 * x / grid.columns();
                if (eighth == 1 || eighth == 2 || eighth == 5 || eighth == 6) {
                    slice[y * grid.columns() + x] = 0;
                    slice[pixels + y * grid.columns() + x] = 1;
                }
            }
        }
        float[][] probability = new float[grid.slices()][];
        Arrays.fill(probability, slice);
        return new SoftLabels(probability, grid.columns(), grid.rows());
    }
}
