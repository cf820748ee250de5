package org.lungburden.postprocess;

import org.lungburden.geometry.Interruption;

/**
 * Exact Euclidean distance to the nearest voxel of the same sagittal plane that is not set. Squared distances come from
 * lower envelopes of parabolas, one axis after the other (Felzenszwalb and Huttenlocher 2012, doi
 * 10.4086/toc.2012.v008a019). The edge of the grid does not count as a border.
 */
final class DistanceMap {
    private static final double FAR = 1e12;

    private DistanceMap() {}

    /**
     * @param set {@code [k][j * columns + i]}, 0 where distances are measured to
     * @param mmJ spacing along j
     * @param mmK spacing along k
     * @return squared mm; at least 1e12 where nothing of the plane is unset
     */
    static double[][] squaredMm2(byte[][] set, int columns, int rows, double mmJ, double mmK) {
        Interruption interruption = Interruption.ofThisThread();
        double[][] distance = new double[set.length][columns * rows];
        for (int k = 0; k < set.length; k++) {
            interruption.check();
            for (int n = 0; n < columns * rows; n++) {
                distance[k][n] = set[k][n] == 0 ? 0 : FAR;
            }
            for (int i = 0; i < columns; i++) {
                alongLine(distance, k, i, 0, columns, rows, mmJ);
            }
        }
        for (int n = 0; n < columns * rows; n++) {
            interruption.check();
            alongLine(distance, 0, n, 1, 0, set.length, mmK);
        }
        return distance;
    }

    /** Lower envelope along one line of {@code length} voxels that starts at (k, n). */
    private static void alongLine(double[][] distance, int k, int n, int stepK, int stepN, int length, double mm) {
        double[] height = new double[length];
        for (int q = 0; q < length; q++) {
            height[q] = distance[k + q * stepK][n + q * stepN];
        }
        int[] vertex = new int[length];
        double[] boundary = new double[length + 1];
        int last = envelope(height, mm * mm, vertex, boundary);
        for (int q = length - 1; q >= 0; q--) {
            while (boundary[last] > q) {
                last--;
            }
            double offsetMm = (q - vertex[last]) * mm;
            distance[k + q * stepK][n + q * stepN] = offsetMm * offsetMm + height[vertex[last]];
        }
    }

    /** Fills the parabolas of the envelope and where each begins; returns the number of the last. */
    private static int envelope(double[] height, double mm2, int[] vertex, double[] boundary) {
        int last = 0;
        boundary[0] = Double.NEGATIVE_INFINITY;
        for (int q = 1; q < height.length; q++) {
            double crossing = crossing(height, mm2, vertex[last], q);
            while (crossing <= boundary[last]) {
                last--;
                crossing = crossing(height, mm2, vertex[last], q);
            }
            last++;
            vertex[last] = q;
            boundary[last] = crossing;
        }
        return last;
    }

    private static double crossing(double[] height, double mm2, int p, int q) {
        return ((height[q] - height[p]) / mm2 + (double) q * q - (double) p * p) / (2.0 * (q - p));
    }
}
