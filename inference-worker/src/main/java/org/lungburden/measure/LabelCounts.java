package org.lungburden.measure;

import org.lungburden.geometry.HuHistogram;
import org.lungburden.geometry.Interruption;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

/**
 * The counts that all measures but the list of lesions derive from, taken in one pass over the voxels.
 *
 * @param voxels {@code [side][k][label]}; side 1 right, 2 left
 * @param histograms {@code [label]}, over both lungs
 */
record LabelCounts(long[][][] voxels, HuHistogram[] histograms) {
    static final int LABELS = 4;
    private static final int SIDES = 3;

    /** @throws IllegalArgumentException when the grids differ or no voxel is lung */
    static LabelCounts of(LabelVolume labels, Volume scan, byte[][] sides) {
        if (labels.slices() != scan.slices() || labels.columns() != scan.columns() || labels.rows() != scan.rows()) {
            throw new IllegalArgumentException("the labels are not on the scan's grid");
        }
        long[][][] voxels = new long[SIDES][labels.slices()][LABELS];
        HuHistogram[] histograms = {new HuHistogram(), new HuHistogram(), new HuHistogram(), new HuHistogram()};
        Interruption interruption = Interruption.ofThisThread();
        for (int k = 0; k < labels.slices(); k++) {
            interruption.check();
            byte[] slice = labels.labels()[k];
            for (int n = 0; n < slice.length; n++) {
                if (slice[n] != 0) {
                    voxels[sides[k][n]][k][slice[n]]++;
                    histograms[slice[n]].add(scan.hu()[k][n]);
                }
            }
        }
        LabelCounts counts = new LabelCounts(voxels, histograms);
        if (counts.lung().voxels() == 0) {
            throw new IllegalArgumentException("there is no lung to measure");
        }
        return counts;
    }

    /** Labels 1, 2 and 3. */
    HuHistogram lung() {
        return histograms[1].plus(histograms[2]).plus(histograms[3]);
    }

    /** Labels 2 and 3. */
    HuHistogram opacity() {
        return histograms[2].plus(histograms[3]);
    }

    HuHistogram of(int label) {
        return histograms[label];
    }

    /** The voxels of a lung in the slices from {@code first} up to but without {@code end}. */
    Amount amount(int side, int first, int end, double voxelMl) {
        long[] sum = new long[LABELS];
        for (int k = first; k < end; k++) {
            for (int label = 1; label < LABELS; label++) {
                sum[label] += voxels[side][k][label];
            }
        }
        return new Amount(voxelMl, sum[1] + sum[2] + sum[3], sum[2], sum[3]);
    }

    boolean holdsLung(int side, int k) {
        return amount(side, k, k + 1, 1).lung() > 0;
    }

    int slices() {
        return voxels[0].length;
    }
}
