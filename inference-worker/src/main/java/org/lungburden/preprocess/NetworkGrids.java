package org.lungburden.preprocess;

import java.util.stream.IntStream;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Interruption;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.Volume;

/**
 * Builds the network's input for a scan.
 *
 * <p>With n slices {@code spacing} apart, the stride is s = max(1, floor(neighbourDistance / spacing + 0.5)). The first
 * slice is ((n - 1) mod s) / 2, so that both ends share the remainder. Each slice is windowed to [low, high] HU, scaled
 * to [0, 1], cropped to the box and resized by {@link TriangleFilter}, rows before columns.
 */
public final class NetworkGrids {
    private NetworkGrids() {}

    /**
     * @param box the body, within the scan's slices
     * @param rows of the grid
     * @param columns of the grid
     * @param lowHu becomes 0
     * @param highHu becomes 1
     * @param neighbourDistanceMm wanted distance of adjacent slices
     * @throws IllegalArgumentException for an empty window, a distance that is not positive, a box outside the slices
     */
    public static NetworkGrid build(
            Volume volume,
            PixelBox box,
            int rows,
            int columns,
            double lowHu,
            double highHu,
            double neighbourDistanceMm) {
        check(volume, box, lowHu, highHu, neighbourDistanceMm);
        int stride = stride(volume.affine().spacingMm()[2], neighbourDistanceMm);
        int[] scanSlice = slices(volume.slices(), stride);
        TriangleFilter alongRows = TriangleFilter.of(box.columns(), columns);
        TriangleFilter alongColumns = TriangleFilter.of(box.rows(), rows);
        float[] window = window(lowHu, highHu);
        Interruption interruption = Interruption.ofThisThread();
        float[][] values = IntStream.of(scanSlice)
                .parallel()
                .peek(k -> interruption.check())
                .mapToObj(k -> resized(volume, k, box, window, alongRows, alongColumns))
                .toArray(float[][]::new);
        Affine toScan = toScan(box, rows, columns, scanSlice[0], stride);
        return new NetworkGrid(
                values, columns, rows, scanSlice, box, volume.affine().compose(toScan));
    }

    private static void check(Volume volume, PixelBox box, double lowHu, double highHu, double neighbourDistanceMm) {
        if (!(lowHu < highHu) || !(neighbourDistanceMm > 0)) {
            throw new IllegalArgumentException(
                    "window " + lowHu + " to " + highHu + " HU, slices " + neighbourDistanceMm + " mm apart");
        }
        if (box.i1() > volume.columns() || box.j1() > volume.rows()) {
            throw new IllegalArgumentException(box + " leaves " + volume.columns() + " x " + volume.rows());
        }
    }

    /**
     * The number of slices of a grid.
     *
     * @param scanSlices from feet to head
     * @param spacingMm distance of these
     */
    public static int sliceCount(int scanSlices, double spacingMm, double neighbourDistanceMm) {
        return slices(scanSlices, stride(spacingMm, neighbourDistanceMm)).length;
    }

    private static int stride(double spacingMm, double neighbourDistanceMm) {
        return (int) Math.max(1, Math.floor(neighbourDistanceMm / spacingMm + 0.5));
    }

    private static int[] slices(int count, int stride) {
        int offset = (count - 1) % stride / 2;
        return IntStream.iterate(offset, k -> k < count, k -> k + stride).toArray();
    }

    /** The network's value of each HU, at {@code hu - Short.MIN_VALUE}. */
    private static float[] window(double lowHu, double highHu) {
        float[] table = new float[1 << Short.SIZE];
        for (int n = 0; n < table.length; n++) {
            double hu = Math.min(highHu, Math.max(lowHu, n + Short.MIN_VALUE));
            table[n] = (float) ((hu - lowHu) / (highHu - lowHu));
        }
        return table;
    }

    private static float[] resized(
            Volume volume, int k, PixelBox box, float[] window, TriangleFilter alongRows, TriangleFilter alongColumns) {
        short[] hu = volume.hu()[k];
        int columns = alongRows.outputs();
        float[] narrow = new float[box.rows() * columns];
        float[] row = new float[box.columns()];
        for (int j = 0; j < box.rows(); j++) {
            int start = (box.j0() + j) * volume.columns() + box.i0();
            for (int i = 0; i < row.length; i++) {
                row[i] = window[hu[start + i] - Short.MIN_VALUE];
            }
            alongRows.row(row, narrow, j * columns);
        }
        float[] output = new float[alongColumns.outputs() * columns];
        alongColumns.columns(narrow, columns, output);
        return output;
    }

    /** Pixel x is centered on i = i0 + (x + 0.5) * width / columns - 0.5, and y likewise. */
    private static Affine toScan(PixelBox box, int rows, int columns, int firstSlice, int stride) {
        double stepI = (double) box.columns() / columns;
        double stepJ = (double) box.rows() / rows;
        return Affine.ofRows(
                stepI,
                0,
                0,
                box.i0() + 0.5 * stepI - 0.5,
                0,
                stepJ,
                0,
                box.j0() + 0.5 * stepJ - 0.5,
                0,
                0,
                stride,
                firstSlice);
    }
}
