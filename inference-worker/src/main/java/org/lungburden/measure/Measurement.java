package org.lungburden.measure;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.geometry.HuHistogram;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

/**
 * Measures a scan from its labels by counting voxels on the scan's own grid. Lung is label 1, 2 or 3 everywhere: its
 * volume and its density include the opacity. All numbers are unrounded; {@code docs/measures.md} has the formulas with
 * their sources.
 *
 * @param both the two lungs together
 * @param zones the zones that hold lung
 * @param aboveLimitPercent voxels of label 2 or 3 above -200 HU, in percent of the lung: the percentage of high opacity
 *     of clinical tools, which is not label 3
 * @param lungHu density of labels 1, 2 and 3
 * @param outsideOpacityHu density of label 1, null without such a voxel
 * @param groundGlassHu null without such a voxel
 * @param highOpacityHu null without such a voxel
 * @param lungHistogram voxels per bin of {@link #BIN_HU}, the first from {@link #FROM_HU} on. Lower values count in the
 *     first bin, higher values in the last
 */
public record Measurement(
        Amount both,
        Amount right,
        Amount left,
        List<ZoneAmount> zones,
        double aboveLimitPercent,
        Aeration aeration,
        Density lungHu,
        @Nullable Density outsideOpacityHu,
        @Nullable Density groundGlassHu,
        @Nullable Density highOpacityHu,
        long[] lungHistogram,
        Lesions lesions) {

    /** Least value of the first bin of the histogram. */
    public static final int FROM_HU = -1024;

    public static final int BIN_HU = 16;
    private static final int BINS = 128;

    /** The limit of the percentage of high opacity, as clinical tools have it. */
    private static final int HIGH_OPACITY_LIMIT_HU = -200;

    /**
     * @param labels on the grid of {@code scan}, both in the canonical orientation: k from feet to head
     * @param sides {@code [k][j * columns + i]}, 1 right, 2 left
     * @throws IllegalArgumentException when the grids differ or no voxel is lung
     */
    public static Measurement of(LabelVolume labels, Volume scan, byte[][] sides) {
        LabelCounts counts = LabelCounts.of(labels, scan, sides);
        double voxelMl = labels.affine().voxelMl();
        HuHistogram lung = counts.lung();
        Zones zones = new Zones(counts);
        return new Measurement(
                new Amount(
                        voxelMl,
                        lung.voxels(),
                        counts.of(2).voxels(),
                        counts.of(3).voxels()),
                counts.amount(Side.RIGHT.code(), 0, counts.slices(), voxelMl),
                counts.amount(Side.LEFT.code(), 0, counts.slices(), voxelMl),
                zones.amounts(voxelMl),
                100.0 * counts.opacity().count(HIGH_OPACITY_LIMIT_HU + 1, Short.MAX_VALUE) / lung.voxels(),
                Aeration.of(lung, voxelMl),
                notNull(Density.of(lung)),
                Density.of(counts.of(1)),
                Density.of(counts.of(2)),
                Density.of(counts.of(3)),
                lung.rebinned(FROM_HU, BIN_HU, BINS),
                Lesions.of(labels, scan, sides, zones));
    }

    private static Density notNull(@Nullable Density density) {
        if (density == null) {
            throw new IllegalArgumentException("there is no lung to measure");
        }
        return density;
    }

    public Amount of(Side side) {
        return side == Side.RIGHT ? right : left;
    }

    /** The sum of the zones' scores. */
    public int zonalScore() {
        return zones.stream().mapToInt(ZoneAmount::score).sum();
    }

    /** The highest possible sum: 24 when all six zones hold lung. */
    public int highestZonalScore() {
        return zones.size() * ZoneAmount.HIGHEST_SCORE;
    }
}
