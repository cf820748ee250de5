package org.lungburden.quality;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lungburden.geometry.HuHistogram;
import org.lungburden.geometry.Interruption;
import org.lungburden.geometry.Volume;

/**
 * Sees contrast medium in the blood: among the soft tissue between the front halves of the two lungs, where heart and great
 * vessels lie, the share of voxels that are 90 HU denser than muscle. Blood alone is as dense as muscle. The share is 0.40 to 0.65 in six scans
 * with contrast medium, and at most 0.04 in scans without.
 */
public final class ContrastCheck {
    private static final int SOFT_TISSUE_HU = -50;
    private static final int ABOVE_MUSCLE_HU = 90;
    /** Where HU were estimated, muscle may lie elsewhere; never is less than this called bright. */
    private static final int LEAST_BRIGHT_HU = 130;

    /** Each voxel counts with its neighbors within the slice, so that noise makes no contrast. */
    private static final int HALF_BLOCK = 1;

    /** Where the scan cuts the front of the lungs off, the spine may lie where the heart is expected. */
    private static final double LARGEST_SHARE_WITHOUT_FRONT = 0.1;

    private static final double LEAST_SHARE = 0.15;
    private static final double LEAST_ML = 20;

    private static final byte RIGHT = 1;
    private static final byte LEFT = 2;

    private final Volume scan;
    private final double brightHu;
    private long soft;
    private long bright;
    private int slices;
    private int slicesWithoutFront;

    private ContrastCheck(Volume scan, HuHistogram histogram) {
        this.scan = scan;
        this.brightHu = Math.max(LEAST_BRIGHT_HU, HounsfieldCheck.musclePeakHu(histogram) + ABOVE_MUSCLE_HU);
    }

    /**
     * {@code CONTRAST}, in percent of bright voxels; without a value when only the scan's tags tell.
     *
     * @param sides {@code [k][j * columns + i]}, 1 right lung, 2 left lung
     * @param scan in the canonical orientation
     * @param histogram of the whole scan
     * @param told what the scan's tags tell, null when they tell nothing
     */
    public static Optional<Finding> of(byte[][] sides, Volume scan, HuHistogram histogram, @Nullable Boolean told) {
        ContrastCheck check = new ContrastCheck(scan, histogram);
        Interruption interruption = Interruption.ofThisThread();
        for (int k = 0; k < sides.length; k++) {
            interruption.check();
            check.count(sides[k], k);
        }
        String follows = "Contrast medium raises densities; mean densities and high opacity may be too high.";
        boolean enough = check.soft * scan.affine().voxelMl() >= LEAST_ML
                && check.slicesWithoutFront <= LARGEST_SHARE_WITHOUT_FRONT * check.slices
                && HounsfieldCheck.misplaced(histogram).isEmpty();
        double share = check.soft == 0 ? 0 : (double) check.bright / check.soft;
        if (enough && share >= LEAST_SHARE) {
            return Optional.of(Finding.of(Finding.Code.CONTRAST, 100 * share, follows));
        }
        return Boolean.TRUE.equals(told) ? Optional.of(Finding.of(Finding.Code.CONTRAST, follows)) : Optional.empty();
    }

    private void count(byte[] sides, int k) {
        int front = Integer.MAX_VALUE;
        int back = -1;
        for (int n = 0; n < sides.length; n++) {
            if (sides[n] != 0) {
                front = Math.min(front, n / scan.columns());
                back = n / scan.columns();
            }
        }
        slices += back >= 0 ? 1 : 0;
        slicesWithoutFront += front <= HALF_BLOCK ? 1 : 0;
        for (int j = front; j < (front + back) / 2; j++) {
            countRow(sides, k, j);
        }
    }

    private void countRow(byte[] sides, int k, int j) {
        int lastRight = -1;
        int firstLeft = -1;
        for (int n = j * scan.columns(); n < (j + 1) * scan.columns(); n++) {
            lastRight = sides[n] == RIGHT ? n : lastRight;
            firstLeft = sides[n] == LEFT && firstLeft < 0 ? n : firstLeft;
        }
        if (lastRight < 0) {
            return;
        }
        for (int n = lastRight + 1; n < firstLeft; n++) {
            double hu = blockMean(k, n);
            soft += hu > SOFT_TISSUE_HU ? 1 : 0;
            bright += hu >= brightHu ? 1 : 0;
        }
    }

    private double blockMean(int k, int n) {
        int i = n % scan.columns();
        int j = n / scan.columns();
        int sum = 0;
        int count = 0;
        for (int y = Math.max(0, j - HALF_BLOCK); y <= Math.min(scan.rows() - 1, j + HALF_BLOCK); y++) {
            for (int x = Math.max(0, i - HALF_BLOCK); x <= Math.min(scan.columns() - 1, i + HALF_BLOCK); x++) {
                sum += scan.hu()[k][y * scan.columns() + x];
                count++;
            }
        }
        return (double) sum / count;
    }
}
