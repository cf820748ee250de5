package org.lungburden.quality;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;
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

    /** Share of the distance that no slice covers; less is a matter of how the scanner tells thickness. */
    private static final double LEAST_GAP_SHARE = 0.2;

    private static final int AIR_HU = -1000;

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
        double coveredMm = thicknessMm == null ? spacingMm : thicknessMm;
        double mm = Math.max(spacingMm, coveredMm);
        if (mm <= THICK_MM + 1e-3) {
            return Optional.empty();
        }
        double gapShare = 1 - coveredMm / spacingMm;
        String found = gapShare >= LEAST_GAP_SHARE
                ? "The slices are " + Finding.decimal(coveredMm) + " mm thick and lie " + Finding.decimal(spacingMm)
                        + " mm apart, so " + Finding.whole(100 * gapShare)
                        + " % of the lung lies in gaps that no slice shows. Volumes are interpolated, and small lesions"
                        + " may be missed."
                : "The slices are thicker than " + Finding.whole(THICK_MM) + " mm; small lesions may be missed.";
        return Optional.of(Finding.of(Finding.Code.THICK_SLICES, mm, found));
    }

    /**
     * {@code PADDING_ASSUMED}, in percent of the scan: large regions of one value at the border of the slices were taken
     * for air. Values below air are a usual sign of padding and need no note.
     *
     * @param voxelsOfHu how many voxels had each value
     */
    public static Optional<Finding> padding(Map<Integer, Long> voxelsOfHu, Volume scan) {
        Map<Integer, Long> told = new TreeMap<>(voxelsOfHu);
        told.keySet().removeIf(hu -> hu < AIR_HU);
        if (told.isEmpty()) {
            return Optional.empty();
        }
        long voxels = told.values().stream().mapToLong(Long::longValue).sum();
        double percent = 100.0 * voxels / ((double) scan.slices() * scan.columns() * scan.rows());
        String values = told.keySet().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return Optional.of(Finding.of(
                Finding.Code.PADDING_ASSUMED,
                percent,
                Finding.whole(percent) + " % of the scan, in regions at the border of the slices, has exactly " + values
                        + " HU and no noise. These voxels were taken for air outside the scan; fill them with -1024 HU"
                        + " where they are."));
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
