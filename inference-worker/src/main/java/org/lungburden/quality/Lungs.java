package org.lungburden.quality;

import org.lungburden.geometry.Components;
import org.lungburden.geometry.HuHistogram;
import org.lungburden.geometry.Interruption;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.Volume;

/**
 * The lungs of a scan in numbers that do not depend on the size of the patient, and a few that do. Lung includes lesions.
 *
 * @param lungMl volume of both lungs
 * @param extentMm of the box around both lungs: width, depth, height
 * @param box around both lungs, as seen from the head; the whole slice without lung
 * @param largestTwoShare share of the lung in its two largest connected pieces
 * @param secondShare share of the lung in its second largest piece
 * @param bodyShare share of lung in the cross-section of the body, in the slice where that share is largest
 * @param area voxels of lung in each slice
 * @param shown the slices between blank ones at the ends
 * @param hu of all lung voxels
 * @param huOfLabel the same of each label
 * @param voxelMl volume of one voxel
 */
public record Lungs(
        double lungMl,
        double[] extentMm,
        PixelBox box,
        double largestTwoShare,
        double secondShare,
        double bodyShare,
        long[] area,
        BlankEnds shown,
        HuHistogram hu,
        HuHistogram[] huOfLabel,
        double voxelMl) {
    private static final int TISSUE_HU = -500;
    private static final int LABELS = 4;

    /**
     * @param labels on the grid of {@code scan}
     * @param scan in the canonical orientation
     */
    public static Lungs of(LabelVolume labels, Volume scan) {
        HuHistogram hu = new HuHistogram();
        HuHistogram[] huOfLabel = new HuHistogram[LABELS];
        for (int label = 0; label < LABELS; label++) {
            huOfLabel[label] = new HuHistogram();
        }
        long[] area = new long[scan.slices()];
        double bodyShare = 0;
        int[] low = {scan.columns(), scan.rows(), scan.slices()};
        int[] high = {-1, -1, -1};
        Interruption interruption = Interruption.ofThisThread();
        for (int k = 0; k < scan.slices(); k++) {
            interruption.check();
            byte[] slice = labels.labels()[k];
            long body = 0;
            for (int n = 0; n < slice.length; n++) {
                int value = scan.hu()[k][n];
                body += slice[n] != 0 || value > TISSUE_HU ? 1 : 0;
                if (slice[n] != 0) {
                    hu.add(value);
                    huOfLabel[slice[n]].add(value);
                    area[k]++;
                    extend(low, high, 0, n % scan.columns());
                    extend(low, high, 1, n / scan.columns());
                    extend(low, high, 2, k);
                }
            }
            bodyShare = Math.max(bodyShare, body == 0 ? 0 : (double) area[k] / body);
        }
        double voxelMl = scan.affine().voxelMl();
        double[] extentMm = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            extentMm[axis] =
                    Math.max(0, high[axis] - low[axis] + 1) * scan.affine().spacingMm()[axis];
        }
        double[] pieces = largestShares(labels);
        return new Lungs(
                hu.voxels() * voxelMl,
                extentMm,
                hu.voxels() == 0
                        ? new PixelBox(0, scan.columns(), 0, scan.rows())
                        : new PixelBox(low[0], high[0] + 1, low[1], high[1] + 1),
                pieces[0] + pieces[1],
                pieces[1],
                bodyShare,
                area,
                BlankEnds.of(scan),
                hu,
                huOfLabel,
                voxelMl);
    }

    private static void extend(int[] low, int[] high, int axis, int index) {
        low[axis] = Math.min(low[axis], index);
        high[axis] = Math.max(high[axis], index);
    }

    /** Shares of the largest and the second largest connected piece. */
    private static double[] largestShares(LabelVolume labels) {
        long largest = 0;
        long second = 0;
        long all = 0;
        for (long voxels : Components.of(
                        labels.labels(),
                        labels.columns(),
                        labels.rows(),
                        Components.LUNG_OR_LESION,
                        Components.Neighbors.SPACE_26)
                .voxels()) {
            all += voxels;
            second = Math.max(second, Math.min(largest, voxels));
            largest = Math.max(largest, voxels);
        }
        return new double[] {(double) largest / Math.max(1, all), (double) second / Math.max(1, all)};
    }

    /** Area of lung in the first or the last slice that shows something, whichever is larger, as a share of the largest area. */
    double cutShare() {
        return Math.max(cutShareBelow(), cutShareAbove());
    }

    double cutShareBelow() {
        return (double) area[Math.max(0, Math.min(shown.first(), area.length - 1))] / largestArea();
    }

    double cutShareAbove() {
        return (double) area[Math.max(0, shown.last())] / largestArea();
    }

    long largestArea() {
        long largest = 1;
        for (long voxels : area) {
            largest = Math.max(largest, voxels);
        }
        return largest;
    }

    int slicesWithLung() {
        int slices = 0;
        for (long voxels : area) {
            slices += voxels > 0 ? 1 : 0;
        }
        return slices;
    }
}
