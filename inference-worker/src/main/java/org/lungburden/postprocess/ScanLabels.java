package org.lungburden.postprocess;

import java.util.stream.IntStream;
import org.lungburden.geometry.Interruption;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.geometry.Volume;

/**
 * Brings probabilities from the network's grid back to every voxel of the scan. Interpolation is trilinear between
 * pixel centers and constant beyond the outermost centers. A voxel gets its most probable label; on a tie the lowest
 * label wins. The code interpolates probabilities, not labels, so that outlines change smoothly between two slices of
 * the network.
 */
public final class ScanLabels {
    private ScanLabels() {}

    /**
     * @param soft probabilities on {@code grid}
     * @param grid made from {@code scan}
     * @return labels on the scan's voxels; background outside the grid's box
     */
    public static LabelVolume of(SoftLabels soft, NetworkGrid grid, Volume scan) {
        if (soft.slices() != grid.slices() || soft.columns() != grid.columns() || soft.rows() != grid.rows()) {
            throw new IllegalArgumentException("the soft labels are not on the grid");
        }
        PixelBox box = grid.box();
        LinearWeights alongI = LinearWeights.of(box.columns(), grid.columns());
        LinearWeights alongJ = LinearWeights.of(box.rows(), grid.rows());
        LinearWeights alongK = LinearWeights.ofSlices(scan.slices(), grid.scanSlice());
        Interruption interruption = Interruption.ofThisThread();
        byte[][] labels = IntStream.range(0, scan.slices())
                .parallel()
                .peek(k -> interruption.check())
                .mapToObj(k -> slice(soft, scan, box, alongK, k, alongJ, alongI))
                .toArray(byte[][]::new);
        return new LabelVolume(labels, scan.columns(), scan.rows(), scan.affine());
    }

    private static byte[] slice(
            SoftLabels soft,
            Volume scan,
            PixelBox box,
            LinearWeights alongK,
            int k,
            LinearWeights alongJ,
            LinearWeights alongI) {
        float[] below = soft.probability()[alongK.lower(k)];
        float[] above = soft.probability()[alongK.upper(k)];
        float[][] row = new float[SoftLabels.LABELS][soft.columns()];
        byte[] labels = new byte[scan.columns() * scan.rows()];
        for (int j = 0; j < box.rows(); j++) {
            int y0 = alongJ.lower(j);
            int y1 = alongJ.upper(j);
            for (int label = 0; label < SoftLabels.LABELS; label++) {
                int plane = label * soft.rows();
                int from0 = (plane + y0) * soft.columns();
                int from1 = (plane + y1) * soft.columns();
                blend(below, above, from0, from1, alongK.weight(k), alongJ.weight(j), row[label]);
            }
            mostProbable(row, alongI, labels, (box.j0() + j) * scan.columns() + box.i0());
        }
        return labels;
    }

    private static void blend(
            float[] below, float[] above, int from0, int from1, float weightK, float weightJ, float[] row) {
        float w00 = (1 - weightK) * (1 - weightJ);
        float w01 = (1 - weightK) * weightJ;
        float w10 = weightK * (1 - weightJ);
        float w11 = weightK * weightJ;
        for (int x = 0; x < row.length; x++) {
            row[x] = w00 * below[from0 + x] + w01 * below[from1 + x] + w10 * above[from0 + x] + w11 * above[from1 + x];
        }
    }

    private static void mostProbable(float[][] row, LinearWeights alongI, byte[] labels, int start) {
        for (int i = 0; i < alongI.length(); i++) {
            int x0 = alongI.lower(i);
            int x1 = alongI.upper(i);
            float weight = alongI.weight(i);
            byte best = 0;
            float most = -1;
            for (byte label = 0; label < SoftLabels.LABELS; label++) {
                float probability = row[label][x0] + weight * (row[label][x1] - row[label][x0]);
                if (probability > most) {
                    most = probability;
                    best = label;
                }
            }
            labels[start + i] = best;
        }
    }
}
