package org.lungburden.quality;

import java.util.Optional;
import java.util.stream.IntStream;
import org.lungburden.geometry.HuHistogram;
import org.lungburden.geometry.Interruption;
import org.lungburden.geometry.Volume;

/**
 * Whether anything in a scan has the density of aerated lung. Legs, heads and bellies have none, so they are refused before
 * the network runs. A block counts where all blocks around it in the slice are neither gas nor tissue, for skin and the
 * walls of bowels have such densities along their edges only.
 */
public final class AeratedTissue {
    /**
     * Chests have 3934 mL and more, an eighth of a newborn's lungs 10 mL, knees 0 mL. {@link Plausibility} refuses lungs
     * of which less than 6 mL are aerated.
     */
    private static final double LEAST_ML = 1;

    private static final double BLOCK_MM = 4;
    private static final int FROM_HU = -960;
    private static final int TO_HU = -500;
    private static final int AROUND_TO_HU = -300;

    private AeratedTissue() {}

    /**
     * {@code NO_LUNG_FOUND} or nothing. Intensities beside their place tell nothing about air.
     *
     * @param scan in the canonical orientation
     */
    public static Optional<Finding> of(Volume scan, HuHistogram histogram) {
        if (HounsfieldCheck.misplaced(histogram).isPresent()) {
            return Optional.empty();
        }
        double[] mm = scan.affine().spacingMm();
        int block = (int) Math.max(1, Math.round(BLOCK_MM / Math.max(mm[0], mm[1])));
        Interruption interruption = Interruption.ofThisThread();
        long blocks = IntStream.range(0, scan.slices())
                .parallel()
                .peek(k -> interruption.check())
                .mapToLong(k -> aerated(scan, k, block))
                .sum();
        double ml = blocks * block * block * scan.affine().voxelMl();
        return ml >= LEAST_ML
                ? Optional.empty()
                : Optional.of(Finding.of(
                        Finding.Code.NO_LUNG_FOUND,
                        "Less than " + Finding.whole(LEAST_ML) + " mL of the scan have the density of lung ("
                                + FROM_HU + " to " + TO_HU
                                + " HU). Send a CT of the whole chest, and check its voxel sizes."));
    }

    private static long aerated(Volume scan, int k, int block) {
        int columns = scan.columns() / block;
        int rows = scan.rows() / block;
        int[] means = means(scan, k, block, columns, rows);
        long count = 0;
        for (int j = 1; j < rows - 1; j++) {
            for (int i = 1; i < columns - 1; i++) {
                int mean = means[j * columns + i];
                count += mean >= FROM_HU && mean <= TO_HU && isWithin(means, columns, j * columns + i) ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean isWithin(int[] means, int columns, int at) {
        for (int row = -1; row <= 1; row++) {
            for (int column = -1; column <= 1; column++) {
                int mean = means[at + row * columns + column];
                if (mean < FROM_HU || mean > AROUND_TO_HU) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int[] means(Volume scan, int k, int block, int columns, int rows) {
        int[] means = new int[columns * rows];
        short[] hu = scan.hu()[k];
        for (int j = 0; j < rows * block; j++) {
            for (int i = 0; i < columns * block; i++) {
                means[j / block * columns + i / block] += hu[j * scan.columns() + i];
            }
        }
        for (int n = 0; n < means.length; n++) {
            means[n] = Math.round((float) means[n] / (block * block));
        }
        return means;
    }
}
