package org.lungburden.preprocess;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lungburden.geometry.Components;
import org.lungburden.geometry.Components.Neighbors;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.PixelBox;

/**
 * Where the air lies that the body encloses: pixels of a network grid below a value, less the 4-connected parts of a
 * slice that touch its border. Of what is left, the 6-connected parts count that have at least a twentieth of the
 * largest one.
 *
 * @param first slice
 * @param end slice after the last
 */
record EnclosedAir(int first, int end, PixelBox box) {
    private static final int AIR = 1 << 1;
    private static final int LEAST_SHARE = 20;

    /** @return null when there is none */
    static @Nullable EnclosedAir of(NetworkGrid grid, float aerated) {
        byte[][] air = IntStream.range(0, grid.slices())
                .parallel()
                .mapToObj(k -> below(grid.values()[k], aerated))
                .toArray(byte[][]::new);
        dropOutside(air, grid.columns(), grid.rows());
        Components parts = Components.of(air, grid.columns(), grid.rows(), AIR, Neighbors.SPACE_6);
        long[] pixels = parts.voxels();
        long largest = Arrays.stream(pixels).max().orElse(0);
        Extent extent = new Extent();
        parts.forEachRun((part, k, j, i0, i1) -> {
            if (pixels[part] * LEAST_SHARE >= largest) {
                extent.add(k, j, i0, i1);
            }
        });
        return largest == 0 ? null : extent.air();
    }

    private static byte[] below(float[] values, float aerated) {
        byte[] air = new byte[values.length];
        for (int n = 0; n < values.length; n++) {
            air[n] = (byte) (values[n] < aerated ? 1 : 0);
        }
        return air;
    }

    private static void dropOutside(byte[][] air, int columns, int rows) {
        Components parts = Components.of(air, columns, rows, AIR, Neighbors.PLANE_4);
        boolean[] outside = new boolean[parts.count()];
        parts.forEachRun((part, k, j, i0, i1) -> outside[part] |= i0 == 0 || i1 == columns || j == 0 || j == rows - 1);
        parts.forEachRun((part, k, j, i0, i1) -> {
            if (outside[part]) {
                Arrays.fill(air[k], j * columns + i0, j * columns + i1, (byte) 0);
            }
        });
    }

    private static final class Extent {
        private int k0 = Integer.MAX_VALUE;
        private int k1;
        private int i0 = Integer.MAX_VALUE;
        private int i1;
        private int j0 = Integer.MAX_VALUE;
        private int j1;

        void add(int k, int j, int from, int to) {
            k0 = Math.min(k0, k);
            k1 = Math.max(k1, k + 1);
            j0 = Math.min(j0, j);
            j1 = Math.max(j1, j + 1);
            i0 = Math.min(i0, from);
            i1 = Math.max(i1, to);
        }

        EnclosedAir air() {
            return new EnclosedAir(k0, k1, new PixelBox(i0, i1, j0, j1));
        }
    }
}
