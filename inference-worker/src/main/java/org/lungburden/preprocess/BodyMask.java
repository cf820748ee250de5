package org.lungburden.preprocess;

import java.util.Arrays;
import java.util.Optional;
import org.lungburden.geometry.PixelBox;

/**
 * A mask of one reduced slice.
 *
 * @param set {@code [j * columns + i]}
 */
record BodyMask(boolean[] set, int columns, int rows) {
    /** Half the width of the structuring element, a 5 x 5 square without its corners, in each of its rows. */
    private static final int[] HALF_WIDTH = {1, 2, 2, 2, 1};

    /**
     * Binary opening. Pixels outside the image count as set for the erosion, so that a body cut by the field of view
     * keeps its edge. For the dilation they count as not set.
     */
    BodyMask open() {
        return eroded().dilated();
    }

    private BodyMask eroded() {
        return spread(false);
    }

    private BodyMask dilated() {
        return spread(true);
    }

    /**
     * A mask with {@code value} around every pixel that holds {@code value}. Pixels at an edge suffice: with each
     * offset, the structuring element also contains all offsets that are shorter along both axes.
     */
    private BodyMask spread(boolean value) {
        BodyMask result = new BodyMask(set.clone(), columns, rows);
        for (int j = 0; j < rows; j++) {
            for (int i = 0; i < columns; i++) {
                if (set[j * columns + i] == value && atEdge(j, i, value)) {
                    result.stamp(j, i, value);
                }
            }
        }
        return result;
    }

    private boolean atEdge(int j, int i, boolean value) {
        int pixel = j * columns + i;
        return i > 0 && set[pixel - 1] != value
                || i < columns - 1 && set[pixel + 1] != value
                || j > 0 && set[pixel - columns] != value
                || j < rows - 1 && set[pixel + columns] != value;
    }

    private void stamp(int j, int i, boolean value) {
        for (int dj = -2; dj <= 2; dj++) {
            int row = j + dj;
            if (row >= 0 && row < rows) {
                int half = HALF_WIDTH[dj + 2];
                int from = Math.max(0, i - half);
                int to = Math.min(columns, i + half + 1);
                Arrays.fill(set, row * columns + from, row * columns + to, value);
            }
        }
    }

    /** Bounding box of the largest 4-connected component, on a tie the first in raster order. */
    Optional<PixelBox> boxOfLargest(int leastPixels) {
        boolean[] open = set.clone();
        int[] stack = new int[set.length];
        Extent largest = new Extent();
        for (int seed = 0; seed < open.length; seed++) {
            if (open[seed]) {
                Extent extent = flood(open, stack, seed);
                if (extent.pixels > largest.pixels) {
                    largest = extent;
                }
            }
        }
        return largest.pixels > 0 && largest.pixels >= leastPixels ? Optional.of(largest.box()) : Optional.empty();
    }

    private Extent flood(boolean[] open, int[] stack, int seed) {
        Extent extent = new Extent();
        int depth = 0;
        stack[depth++] = seed;
        open[seed] = false;
        while (depth > 0) {
            int pixel = stack[--depth];
            int i = pixel % columns;
            extent.add(i, pixel / columns);
            int[] neighbors = {
                i > 0 ? pixel - 1 : -1, i < columns - 1 ? pixel + 1 : -1, pixel - columns, pixel + columns
            };
            for (int neighbor : neighbors) {
                if (neighbor >= 0 && neighbor < open.length && open[neighbor]) {
                    open[neighbor] = false;
                    stack[depth++] = neighbor;
                }
            }
        }
        return extent;
    }

    /** Size and bounding box of a component. */
    private static final class Extent {
        private int pixels;
        private int i0 = Integer.MAX_VALUE;
        private int i1;
        private int j0 = Integer.MAX_VALUE;
        private int j1;

        void add(int i, int j) {
            pixels++;
            i0 = Math.min(i0, i);
            i1 = Math.max(i1, i + 1);
            j0 = Math.min(j0, j);
            j1 = Math.max(j1, j + 1);
        }

        PixelBox box() {
            return new PixelBox(i0, i1, j0, j1);
        }
    }
}
