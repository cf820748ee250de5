package org.lungburden.phantom;

import java.util.stream.IntStream;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Orientation;
import org.lungburden.geometry.Volume;

/**
 * How the phantom is scanned. The grid's middle is the middle of the chest; every orientation holds the same voxels.
 *
 * @param columns voxels from right to left
 * @param rows voxels from front to back
 * @param slices voxels from feet to head
 * @param pixelMm distance of columns and of rows
 * @param sliceMm distance of slices
 * @param axes directions of the scan's i, j and k: one letter each of L/R, P/A and S/I in any order. {@code LPS} is the
 *     orientation in memory. Other values imitate a prone patient, a patient feet first or a file that a tool flipped
 * @param seed of the noise; 0 for none
 */
public record PhantomScan(int columns, int rows, int slices, double pixelMm, double sliceMm, String axes, long seed) {
    private static final String CANONICAL = "LPS";
    private static final String OPPOSITE = "RAI";
    private static final int LEAST_HU = -1024;

    public PhantomScan {
        if (columns < 1 || rows < 1 || slices < 1 || !(pixelMm > 0) || !(sliceMm > 0)) {
            throw new IllegalArgumentException("a scan has voxels of positive size");
        }
        int seen = 0;
        for (int axis = 0; axis < axes.length(); axis++) {
            seen |= 1 << canonicalAxis(axes.charAt(axis));
        }
        if (axes.length() != 3 || seen != 7) {
            throw new IllegalArgumentException("axes are one each of L/R, P/A and S/I");
        }
    }

    /** 256 x 256 pixels of 1.5 mm, 120 slices of 2.5 mm: the whole chest. */
    public static PhantomScan standard() {
        return new PhantomScan(256, 256, 120, 1.5, 2.5, CANONICAL, 1);
    }

    /** The same scan in another orientation. */
    public PhantomScan withAxes(String otherAxes) {
        return new PhantomScan(columns, rows, slices, pixelMm, sliceMm, otherAxes, seed);
    }

    /** The same pixels with another number of slices, about the middle of the chest. */
    public PhantomScan withSlices(int otherSlices, double otherSliceMm) {
        return new PhantomScan(columns, rows, otherSlices, pixelMm, otherSliceMm, axes, seed);
    }

    private static int canonicalAxis(char letter) {
        int axis = Math.max(CANONICAL.indexOf(letter), OPPOSITE.indexOf(letter));
        if (axis < 0) {
            throw new IllegalArgumentException("axes are one each of L/R, P/A and S/I");
        }
        return axis;
    }

    /**
     * The true volumes of the covered part, from the lower face of the lowest slice to the upper face of the highest
     * slice.
     */
    public PhantomTruth truth() {
        double half = slices * sliceMm / 2;
        return PhantomTruth.between(-half, half);
    }

    /** Computes the scan on all cores. */
    public Volume volume() {
        PhantomChest chest = new PhantomChest();
        Affine affine = canonicalAffine();
        short[][] hu = new short[slices][];
        IntStream.range(0, slices).parallel().forEach(k -> hu[k] = slice(chest, affine, k));
        Volume canonical = new Volume(hu, columns, rows, affine);
        return Orientation.of(scanAffine(affine)).toScan(canonical);
    }

    private Affine canonicalAffine() {
        double[] middle = PhantomChest.middle();
        return Affine.ofRows(
                -pixelMm,
                0,
                0,
                middle[0] + pixelMm * (columns - 1) / 2,
                0,
                -pixelMm,
                0,
                middle[1] + pixelMm * (rows - 1) / 2,
                0,
                0,
                sliceMm,
                middle[2] - sliceMm * (slices - 1) / 2);
    }

    private Affine scanAffine(Affine canonical) {
        int[] shape = {columns, rows, slices};
        double[] index = new double[12];
        for (int axis = 0; axis < 3; axis++) {
            int along = canonicalAxis(axes.charAt(axis));
            boolean reversed = axes.charAt(axis) == OPPOSITE.charAt(along);
            index[4 * along + axis] = reversed ? -1 : 1;
            index[4 * along + 3] = reversed ? shape[along] - 1 : 0;
        }
        return canonical.compose(Affine.ofRows(index));
    }

    /**
     * A slice with noise, then blurred with 1 2 1 along both axes. A scanner's resolution blurs anatomy and noise
     * alike.
     */
    private short[] slice(PhantomChest chest, Affine affine, int k) {
        double[] sharp = new double[columns * rows];
        for (int j = 0; j < rows; j++) {
            for (int i = 0; i < columns; i++) {
                double[] point = affine.apply(i, j, k);
                long voxel = ((long) k * rows + j) * columns + i;
                sharp[j * columns + i] = chest.huAt(point[0], point[1], point[2]) + noiseHu(voxel);
            }
        }
        double[] blurred = Blur.of(sharp, columns, rows);
        short[] hu = new short[blurred.length];
        for (int n = 0; n < hu.length; n++) {
            hu[n] = (short) Math.max(LEAST_HU, Math.rint(blurred[n]));
        }
        return hu;
    }

    private double noiseHu(long voxel) {
        return seed == 0 ? 0 : Noise.hu(seed, voxel);
    }
}
