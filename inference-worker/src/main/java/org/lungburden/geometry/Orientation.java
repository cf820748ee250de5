package org.lungburden.geometry;

import java.util.Arrays;

/**
 * Converts between the axes of a scan and the canonical orientation used in memory. There, i runs from the patient's
 * right to left, j from front to back, k from feet to head. The conversion permutes and reverses axes but resamples
 * nothing; every voxel keeps its place in the patient.
 *
 * <p>Of the six ways to assign the scan axes to the patient axes, the one with the largest sum of absolute direction
 * cosines wins. No patient axis is thus assigned twice, even in an oblique scan. On a tie the scan's own order wins.
 * Patient axes as in DICOM PS3.3 C.7.6.2.1.1.
 */
public final class Orientation {
    /** Direction of canonical i, j and k along the RAS+ axes. */
    private static final int[] CANONICAL_SIGN = {-1, -1, 1};

    private static final int[][] PERMUTATIONS = {{0, 1, 2}, {1, 0, 2}, {0, 2, 1}, {2, 1, 0}, {1, 2, 0}, {2, 0, 1}};

    private final Affine scanAffine;
    private final int[] scanAxis;
    private final boolean[] reversed;

    private Orientation(Affine scanAffine, int[] scanAxis, boolean[] reversed) {
        this.scanAffine = scanAffine;
        this.scanAxis = scanAxis;
        this.reversed = reversed;
    }

    /** @throws IllegalArgumentException when the affine is singular */
    public static Orientation of(Affine scanAffine) {
        if (scanAffine.determinant() == 0) {
            throw new IllegalArgumentException("the affine is singular");
        }
        int[] scanAxis = bestAssignment(scanAffine);
        boolean[] reversed = new boolean[3];
        for (int axis = 0; axis < 3; axis++) {
            reversed[axis] = scanAffine.at(axis, scanAxis[axis]) * CANONICAL_SIGN[axis] < 0;
        }
        return new Orientation(scanAffine, scanAxis, reversed);
    }

    private static int[] bestAssignment(Affine affine) {
        double[] spacingMm = affine.spacingMm();
        int[] best = PERMUTATIONS[0];
        double bestSum = Double.NEGATIVE_INFINITY;
        for (int[] candidate : PERMUTATIONS) {
            double sum = 0;
            for (int axis = 0; axis < 3; axis++) {
                sum += Math.abs(affine.at(axis, candidate[axis])) / spacingMm[candidate[axis]];
            }
            if (sum > bestSum + 1e-9) {
                best = candidate;
                bestSum = sum;
            }
        }
        return best;
    }

    /** The scan's axis (0 i, 1 j, 2 k) that becomes this canonical axis. */
    public int scanAxis(int canonicalAxis) {
        return scanAxis[canonicalAxis];
    }

    /** Whether the scan's axis points against this canonical axis. */
    public boolean isReversed(int canonicalAxis) {
        return reversed[canonicalAxis];
    }

    /** Whether the scan lies in the canonical orientation already. */
    public boolean isCanonical() {
        return Arrays.equals(scanAxis, PERMUTATIONS[0]) && !reversed[0] && !reversed[1] && !reversed[2];
    }

    /** Whether slices stay as they are, so that only their order may change. */
    public boolean keepsSlices() {
        return scanAxis[0] == 0 && !reversed[0] && scanAxis[1] == 1 && !reversed[1];
    }

    /**
     * The scan itself when it is canonical; slices are shared with it where only their order changes.
     *
     * @throws IllegalArgumentException when the scan has another affine than this orientation
     */
    public Volume toCanonical(Volume scan) {
        if (!scan.affine().equals(scanAffine)) {
            throw new IllegalArgumentException("the scan has another affine");
        }
        if (isCanonical()) {
            return scan;
        }
        AxisMap map = new AxisMap(scanAxis, reversed, scan.columns(), scan.rows(), scan.slices());
        Affine affine = scanAffine.compose(map.indexAffine());
        return new Volume(map.apply(scan.hu()), map.columns(), map.rows(), affine);
    }

    /**
     * Labels on the scan's own grid, in the canonical orientation; shares slices as the other method of this name does.
     *
     * @throws IllegalArgumentException when the labels have another affine than this orientation
     */
    public LabelVolume toCanonical(LabelVolume scan) {
        if (!scan.affine().equals(scanAffine)) {
            throw new IllegalArgumentException("the labels have another affine");
        }
        AxisMap map = new AxisMap(scanAxis, reversed, scan.columns(), scan.rows(), scan.slices());
        Affine affine = scanAffine.compose(map.indexAffine());
        return new LabelVolume(map.apply(scan.labels()), map.columns(), map.rows(), affine);
    }

    /** The labels on the scan's own grid, with the scan's own affine; shares slices as {@link #toCanonical} does. */
    public LabelVolume toScan(LabelVolume canonical) {
        AxisMap map = scanMap(canonical.columns(), canonical.rows(), canonical.slices());
        return new LabelVolume(map.apply(canonical.labels()), map.columns(), map.rows(), scanAffine);
    }

    /** The volume on the scan's own grid, with the scan's own affine; shares slices as {@link #toCanonical} does. */
    public Volume toScan(Volume canonical) {
        AxisMap map = scanMap(canonical.columns(), canonical.rows(), canonical.slices());
        return new Volume(map.apply(canonical.hu()), map.columns(), map.rows(), scanAffine);
    }

    private AxisMap scanMap(int columns, int rows, int slices) {
        int[] canonicalAxis = new int[3];
        boolean[] scanReversed = new boolean[3];
        for (int axis = 0; axis < 3; axis++) {
            canonicalAxis[scanAxis[axis]] = axis;
            scanReversed[scanAxis[axis]] = reversed[axis];
        }
        return new AxisMap(canonicalAxis, scanReversed, columns, rows, slices);
    }
}
