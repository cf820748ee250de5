package org.lungburden.geometry;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A permutation and reversal of the axes of a volume stored slice by slice. Target axis {@code a} runs along source
 * axis {@code sourceAxis[a]}, backwards where {@code reversed[a]} is true.
 */
final class AxisMap {
    /** Edge of the blocks copied at once: a run of 32 shorts is one cache line, and a block stays in the L2 cache. */
    private static final int BLOCK = 32;

    private final int[] sourceAxis;
    private final boolean[] reversed;
    private final int[] sourceShape;
    private final int[] shape = new int[3];
    private final int[] sliceStep = new int[3];
    private final int[] pixelStep = new int[3];
    private int firstSlice;
    private int firstPixel;

    AxisMap(int[] sourceAxis, boolean[] reversed, int columns, int rows, int slices) {
        this.sourceAxis = sourceAxis.clone();
        this.reversed = reversed.clone();
        this.sourceShape = new int[] {columns, rows, slices};
        int[] sourceSliceStep = {0, 0, 1};
        int[] sourcePixelStep = {1, columns, 0};
        for (int axis = 0; axis < 3; axis++) {
            int source = sourceAxis[axis];
            int sign = reversed[axis] ? -1 : 1;
            shape[axis] = sourceShape[source];
            sliceStep[axis] = sign * sourceSliceStep[source];
            pixelStep[axis] = sign * sourcePixelStep[source];
            if (reversed[axis]) {
                firstSlice += (shape[axis] - 1) * sourceSliceStep[source];
                firstPixel += (shape[axis] - 1) * sourcePixelStep[source];
            }
        }
    }

    int columns() {
        return shape[0];
    }

    int rows() {
        return shape[1];
    }

    /** Target index to source index. */
    Affine indexAffine() {
        double[] matrix = new double[12];
        for (int axis = 0; axis < 3; axis++) {
            matrix[4 * sourceAxis[axis] + axis] = reversed[axis] ? -1 : 1;
            matrix[4 * sourceAxis[axis] + 3] = reversed[axis] ? shape[axis] - 1 : 0;
        }
        return Affine.ofRows(matrix);
    }

    short[][] apply(short[][] source) {
        short[][] target = new short[shape[2]][];
        if (keepsSlices()) {
            forEachSlice(k -> target[k] = source[firstSlice + k * sliceStep[2]]);
            return target;
        }
        forEachSlice(k -> target[k] = new short[shape[0] * shape[1]]);
        forEachRun((slice, pixel, k, offset, length) -> copy(source, slice, pixel, target[k], offset, length));
        return target;
    }

    byte[][] apply(byte[][] source) {
        byte[][] target = new byte[shape[2]][];
        if (keepsSlices()) {
            forEachSlice(k -> target[k] = source[firstSlice + k * sliceStep[2]]);
            return target;
        }
        forEachSlice(k -> target[k] = new byte[shape[0] * shape[1]]);
        forEachRun((slice, pixel, k, offset, length) -> copy(source, slice, pixel, target[k], offset, length));
        return target;
    }

    private boolean keepsSlices() {
        return sourceAxis[0] == 0 && !reversed[0] && sourceAxis[1] == 1 && !reversed[1];
    }

    private void forEachSlice(IntConsumer action) {
        for (int k = 0; k < shape[2]; k++) {
            action.accept(k);
        }
    }

    /** A run of voxels along target i: its start in the source and in the target, and its number of voxels. */
    private interface Run {
        void copy(int sourceSlice, int sourcePixel, int targetSlice, int targetPixel, int length);
    }

    /**
     * Copies blocks of target slices in parallel. Within them, the copy takes one small block of pixels after the
     * other.
     */
    private void forEachRun(Run run) {
        boolean withinSlices = sliceStep[2] != 0;
        int depth = withinSlices ? 1 : BLOCK;
        int length = sourceAxis[0] == 0 ? shape[0] : BLOCK;
        Interruption interruption = Interruption.ofThisThread();
        IntStream.range(0, (shape[2] + depth - 1) / depth).parallel().forEach(block -> {
            interruption.check();
            for (int j0 = 0; j0 < shape[1]; j0 += BLOCK) {
                for (int i0 = 0; i0 < shape[0]; i0 += length) {
                    runsOfBlock(run, i0, length, j0, block * depth, depth);
                }
            }
        });
    }

    private void runsOfBlock(Run run, int i0, int length, int j0, int k0, int depth) {
        int cut = Math.min(length, shape[0] - i0);
        for (int k = k0; k < Math.min(k0 + depth, shape[2]); k++) {
            for (int j = j0; j < Math.min(j0 + BLOCK, shape[1]); j++) {
                int slice = firstSlice + i0 * sliceStep[0] + j * sliceStep[1] + k * sliceStep[2];
                int pixel = firstPixel + i0 * pixelStep[0] + j * pixelStep[1] + k * pixelStep[2];
                run.copy(slice, pixel, k, j * shape[0] + i0, cut);
            }
        }
    }

    private void copy(short[][] source, int slice, int pixel, short[] target, int offset, int length) {
        int step = pixelStep[0];
        if (step == 1) {
            System.arraycopy(source[slice], pixel, target, offset, length);
        } else if (step != 0) {
            short[] from = source[slice];
            for (int n = 0; n < length; n++) {
                target[offset + n] = from[pixel + n * step];
            }
        } else {
            for (int n = 0; n < length; n++) {
                target[offset + n] = source[slice + n * sliceStep[0]][pixel];
            }
        }
    }

    private void copy(byte[][] source, int slice, int pixel, byte[] target, int offset, int length) {
        int step = pixelStep[0];
        if (step == 1) {
            System.arraycopy(source[slice], pixel, target, offset, length);
        } else if (step != 0) {
            byte[] from = source[slice];
            for (int n = 0; n < length; n++) {
                target[offset + n] = from[pixel + n * step];
            }
        } else {
            for (int n = 0; n < length; n++) {
                target[offset + n] = source[slice + n * sliceStep[0]][pixel];
            }
        }
    }
}
