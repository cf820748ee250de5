package org.lungburden.quality;

import java.util.Optional;
import java.util.stream.IntStream;
import org.lungburden.geometry.Interruption;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.Volume;

/**
 * Sees a step between two slices: the chest lies elsewhere than the slices around it promise, because the patient
 * breathed or moved, the table jumped, or slices are missing. Anatomy changes gradually from slice to slice, so the
 * difference of neighboring slices does too. At a step it exceeds all differences close by. Motion that spreads over many
 * slices stays unseen.
 */
public final class MotionCheck {
    /** 28 of 29 chests have at most 1.19, the other a small step of 1.46; docs/quality.md tells what steps make of it. */
    private static final double LEAST_RATIO = 1.5;

    /** The differences that a step must exceed: two on either side. */
    private static final int NEAR = 2;
    /** Below this difference on either side, slices repeat each other, as in a scan that was resampled. */
    private static final double LEAST_HU = 1;

    /** At the ends of the lungs, anatomy changes quickly. */
    private static final double LEAST_AREA_SHARE = 0.15;
    /** The surroundings of the lungs that count: chest wall, diaphragm. */
    private static final double MARGIN_MM = 20;
    /** Means over blocks of about this size hide the noise. */
    private static final double BLOCK_MM = 4;

    private static final int LOW_HU = -1000;
    private static final int HIGH_HU = 100;

    private final Volume scan;
    private final Lungs lungs;
    private final int block;
    private final int firstColumn;
    private final int firstRow;
    private final int columns;
    private final int rows;

    private MotionCheck(Lungs lungs, Volume scan) {
        this.scan = scan;
        this.lungs = lungs;
        double[] mm = scan.affine().spacingMm();
        this.block = Math.max(1, (int) Math.round(BLOCK_MM / Math.min(mm[0], mm[1])));
        PixelBox box = lungs.box();
        this.firstColumn = Math.max(0, box.i0() - (int) Math.round(MARGIN_MM / mm[0]));
        this.firstRow = Math.max(0, box.j0() - (int) Math.round(MARGIN_MM / mm[1]));
        int endColumn = Math.min(scan.columns(), box.i1() + (int) Math.round(MARGIN_MM / mm[0]));
        int endRow = Math.min(scan.rows(), box.j1() + (int) Math.round(MARGIN_MM / mm[1]));
        this.columns = Math.max(0, endColumn - firstColumn) / block;
        this.rows = Math.max(0, endRow - firstRow) / block;
    }

    /**
     * {@code MOTION}. Its value is how many times the largest step exceeds the largest of the four differences around it.
     *
     * @param scan in the canonical orientation
     */
    public static Optional<Finding> of(Lungs lungs, Volume scan) {
        double[] ratios = new MotionCheck(lungs, scan).ratios();
        int largest = 0;
        int steps = 0;
        for (int k = 0; k < ratios.length; k++) {
            largest = ratios[k] > ratios[largest] ? k : largest;
            steps += ratios[k] >= LEAST_RATIO ? 1 : 0;
        }
        if (steps == 0) {
            return Optional.empty();
        }
        String more = steps == 1 ? "" : " and at " + (steps - 1) + (steps == 2 ? " more place" : " more places");
        return Optional.of(Finding.of(
                Finding.Code.MOTION,
                ratios[largest],
                "The chest jumps between two slices, at z " + Finding.whole(zMm(scan, largest)) + " to "
                        + Finding.whole(zMm(scan, largest + 1)) + " mm" + more
                        + ", as when the patient breathes or moves, or slices are missing. Lung there may be lost or"
                        + " doubled, so volumes and percentages may be wrong."));
    }

    /** z of the middle of a slice, in patient coordinates. */
    private static double zMm(Volume scan, int k) {
        return scan.affine().apply((scan.columns() - 1) / 2.0, (scan.rows() - 1) / 2.0, k)[2];
    }

    /** By the lower of two slices; 0 where nothing can be told. */
    private double[] ratios() {
        double[] differences = differences();
        double[] ratios = new double[Math.max(1, differences.length)];
        for (int k = NEAR; k < differences.length - NEAR; k++) {
            double near = 0;
            for (int n = k - NEAR; n <= k + NEAR; n++) {
                near = n == k ? near : Math.max(near, differences[n]);
            }
            if (holdsLung(k) && holdsLung(k + 1) && near >= LEAST_HU) {
                ratios[k] = differences[k] / near;
            }
        }
        return ratios;
    }

    private boolean holdsLung(int k) {
        return lungs.area()[k] >= LEAST_AREA_SHARE * lungs.largestArea();
    }

    /** Mean absolute difference of each slice and the next, in HU. */
    private double[] differences() {
        Interruption interruption = Interruption.ofThisThread();
        float[][] means = new float[scan.slices()][];
        IntStream.range(0, means.length).parallel().forEach(k -> {
            interruption.check();
            means[k] = means(scan.hu()[k]);
        });
        return IntStream.range(0, Math.max(0, means.length - 1))
                .mapToDouble(k -> difference(means[k], means[k + 1]))
                .toArray();
    }

    private float[] means(short[] hu) {
        float[] means = new float[rows * columns];
        for (int j = 0; j < rows * block; j++) {
            int at = (firstRow + j) * scan.columns() + firstColumn;
            int row = j / block * columns;
            for (int i = 0; i < columns; i++) {
                int sum = 0;
                for (int n = 0; n < block; n++) {
                    sum += Math.max(LOW_HU, Math.min(HIGH_HU, hu[at++]));
                }
                means[row + i] += sum;
            }
        }
        return means;
    }

    private double difference(float[] means, float[] next) {
        double sum = 0;
        for (int n = 0; n < means.length; n++) {
            sum += Math.abs(means[n] - next[n]);
        }
        return means.length == 0 ? 0 : sum / means.length / (block * block);
    }
}
