package org.lungburden.postprocess;

import java.util.Arrays;
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
        byte[] labels = new byte[scan.columns() * scan.rows()];
        Row row = new Row(soft, alongK.lower(k), alongK.upper(k), alongK.weight(k));
        if (row.isBackground()) {
            return labels;
        }
        for (int j = 0; j < box.rows(); j++) {
            if (row.blend(alongJ.lower(j), alongJ.upper(j), alongJ.weight(j))) {
                row.mostProbable(alongI, labels, (box.j0() + j) * scan.columns() + box.i0());
            }
        }
        return labels;
    }

    /** One row of a slice of the scan, between four rows of the grid. */
    private static final class Row {
        private final SoftLabels soft;
        private final int below;
        private final int above;
        private final float weightK;
        /** {@code [label][x]} of the grid; beyond the part certain background. */
        private final float[][] probability;

        Row(SoftLabels soft, int below, int above, float weightK) {
            this.soft = soft;
            this.below = below;
            this.above = above;
            this.weightK = weightK;
            this.probability = new float[SoftLabels.LABELS][soft.columns()];
            Arrays.fill(probability[0], 1);
        }

        boolean isBackground() {
            return !soft.holds(below) && !soft.holds(above);
        }

        /** Returns false when the row lies beyond the part. */
        boolean blend(int y0, int y1, float weightJ) {
            PixelBox part = soft.part();
            if (y1 < part.j0() || y0 >= part.j1()) {
                return false;
            }
            for (float[] ofLabel : probability) {
                Arrays.fill(ofLabel, part.i0(), part.i1(), 0);
            }
            add(below, y0, (1 - weightK) * (1 - weightJ));
            add(below, y1, (1 - weightK) * weightJ);
            add(above, y0, weightK * (1 - weightJ));
            add(above, y1, weightK * weightJ);
            return true;
        }

        private void add(int slice, int y, float weight) {
            PixelBox part = soft.part();
            if (!soft.holds(slice) || y < part.j0() || y >= part.j1()) {
                for (int x = part.i0(); x < part.i1(); x++) {
                    probability[0][x] += weight;
                }
                return;
            }
            float[] values = soft.probability()[slice - soft.first()];
            int plane = part.rows() * part.columns();
            for (int label = 0; label < SoftLabels.LABELS; label++) {
                int from = label * plane + (y - part.j0()) * part.columns() - part.i0();
                float[] ofLabel = probability[label];
                for (int x = part.i0(); x < part.i1(); x++) {
                    ofLabel[x] += weight * values[from + x];
                }
            }
        }

        /** Labels are background where nothing is written. */
        void mostProbable(LinearWeights alongI, byte[] labels, int start) {
            PixelBox part = soft.part();
            for (int i = 0; i < alongI.length(); i++) {
                int x0 = alongI.lower(i);
                int x1 = alongI.upper(i);
                if (x1 >= part.i0() && x0 < part.i1()) {
                    labels[start + i] = mostProbable(x0, x1, alongI.weight(i));
                }
            }
        }

        private byte mostProbable(int x0, int x1, float weight) {
            byte best = 0;
            float most = -1;
            for (byte label = 0; label < SoftLabels.LABELS; label++) {
                float lower = probability[label][x0];
                float between = lower + weight * (probability[label][x1] - lower);
                if (between > most) {
                    most = between;
                    best = label;
                }
            }
            return best;
        }
    }
}
