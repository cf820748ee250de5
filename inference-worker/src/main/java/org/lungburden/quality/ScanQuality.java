package org.lungburden.quality;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lungburden.geometry.HuHistogram;
import org.lungburden.geometry.Interruption;
import org.lungburden.geometry.Volume;

/** What a scan tells about itself before the network sees it. */
public final class ScanQuality {
    /**
     * In thicker slices small lesions blur into their surroundings. Guidelines ask for 1 to 3 mm in the lung; the
     * paper's scans have 0.6 to 1.25 mm.
     */
    private static final double THICK_MM = 3.0;

    /** The noisiest scan that the network was measured on has 56 HU. */
    private static final int NOISY_HU = 75;

    private static final int BLOCK = 4;
    private static final int BLOCK_PIXELS = BLOCK * BLOCK;
    private static final int SOFT_TISSUE_FROM_HU = 0;
    private static final int SOFT_TISSUE_TO_HU = 100;
    /** Blocks on the edge of an organ vary for another reason, so that the quieter ones tell the noise. */
    private static final double QUIET_SHARE = 0.2;

    private static final int LEAST_BLOCKS = 100;
    private static final int LARGEST_DEVIATION = 1000;

    private ScanQuality() {}

    /**
     * {@code THICK_SLICES}, in mm.
     *
     * @param scan in the canonical orientation
     * @param thicknessMm of a slice as the scanner tells
     */
    public static Optional<Finding> thickSlices(Volume scan, @Nullable Double thicknessMm) {
        double spacingMm = scan.affine().spacingMm()[2];
        double mm = thicknessMm == null ? spacingMm : Math.max(spacingMm, thicknessMm);
        return mm > THICK_MM + 1e-3
                ? Optional.of(Finding.of(
                        Finding.Code.THICK_SLICES,
                        mm,
                        "The slices are thicker than " + Finding.whole(THICK_MM) + " mm; small lesions may be missed."))
                : Optional.empty();
    }

    /**
     * {@code NOISE}, in HU: the standard deviation within blocks of 4 x 4 pixels of soft tissue, exceeded by four of
     * five blocks.
     */
    public static Optional<Finding> noise(Volume scan) {
        AtomicLongArray blocksOfHu = new AtomicLongArray(LARGEST_DEVIATION + 1);
        Interruption interruption = Interruption.ofThisThread();
        IntStream.range(0, scan.slices()).parallel().forEach(k -> {
            interruption.check();
            addDeviations(scan, k, blocksOfHu);
        });
        HuHistogram deviations = new HuHistogram();
        for (int hu = 0; hu <= LARGEST_DEVIATION; hu++) {
            deviations.add(hu, blocksOfHu.get(hu));
        }
        if (deviations.voxels() < LEAST_BLOCKS) {
            return Optional.empty();
        }
        int noiseHu = deviations.quantileThatOccurs(QUIET_SHARE);
        return noiseHu > NOISY_HU
                ? Optional.of(Finding.of(
                        Finding.Code.NOISE,
                        noiseHu,
                        "The noise is about " + noiseHu
                                + " HU; faint ground-glass opacity may be missed, and noise may be taken for opacity."))
                : Optional.empty();
    }

    private static void addDeviations(Volume scan, int k, AtomicLongArray blocksOfHu) {
        short[] hu = scan.hu()[k];
        for (int j = 0; j + BLOCK <= scan.rows(); j += BLOCK) {
            for (int i = 0; i + BLOCK <= scan.columns(); i += BLOCK) {
                long sum = 0;
                long squares = 0;
                for (int n = 0; n < BLOCK_PIXELS; n++) {
                    long value = hu[(j + n / BLOCK) * scan.columns() + i + n % BLOCK];
                    sum += value;
                    squares += value * value;
                }
                double mean = (double) sum / BLOCK_PIXELS;
                if (mean > SOFT_TISSUE_FROM_HU && mean < SOFT_TISSUE_TO_HU) {
                    double variance = (double) squares / BLOCK_PIXELS - mean * mean;
                    long deviation = Math.round(Math.sqrt(Math.max(0, variance)));
                    blocksOfHu.incrementAndGet((int) Math.min(LARGEST_DEVIATION, deviation));
                }
            }
        }
    }
}
