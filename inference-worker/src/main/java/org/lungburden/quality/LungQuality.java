package org.lungburden.quality;

import java.util.ArrayList;
import java.util.List;
import org.lungburden.geometry.HuHistogram;

/** What the lungs that were found tell about the worth of the numbers. */
public final class LungQuality {
    /** The network reads windows of 11 slices; two windows are needed to see a lung from both ends. */
    private static final int FEW_SLICES = 22;
    /** Median of lung without opacity: -700 HU and less in all measured chests, free breathing included. */
    private static final int SHALLOW_HU = -700;
    /** Less of a class has no mean worth judging. */
    private static final double LEAST_ML = 2;
    /** Measured means run from -606 to -410 HU. */
    private static final double GROUND_GLASS_FROM_HU = -750;

    private static final double GROUND_GLASS_TO_HU = -300;
    /** Measured means run from -265 to -22 HU. */
    private static final double HIGH_OPACITY_FROM_HU = -350;

    private LungQuality() {}

    /** {@code FEW_SLICES} in slices; {@code LOW_LUNG_VOLUME} and {@code CLASS_DENSITY} in HU. */
    public static List<Finding> of(Lungs lungs) {
        List<Finding> findings = new ArrayList<>();
        int slices = lungs.slicesWithLung();
        if (slices < FEW_SLICES) {
            findings.add(Finding.of(
                    Finding.Code.FEW_SLICES,
                    slices,
                    "Only " + slices + " slices show lung; volumes are coarse, and small lesions may be missed."));
        }
        HuHistogram clear = lungs.huOfLabel()[1];
        if (clear.voxels() > 0 && clear.quantileThatOccurs(0.5) > SHALLOW_HU) {
            int median = clear.quantileThatOccurs(0.5);
            findings.add(Finding.of(
                    Finding.Code.LOW_LUNG_VOLUME,
                    median,
                    "Shallow breath: density and percentages may be too high. Lung without opacity has a median of "
                            + median + " HU."));
        }
        addDensity(findings, lungs, 2, "Ground-glass opacity", GROUND_GLASS_FROM_HU, GROUND_GLASS_TO_HU);
        addDensity(findings, lungs, 3, "High opacity", HIGH_OPACITY_FROM_HU, Short.MAX_VALUE);
        return findings;
    }

    /** {@code SIDE_UNCERTAIN}, for a scan that shows one lung and no midline. */
    public static Finding sideUncertain() {
        return Finding.of(
                Finding.Code.SIDE_UNCERTAIN,
                "The scan shows one lung and not the whole body; whether it is the right or the left lung could not be"
                        + " told. Zones and volumes of each side may be on the wrong side.");
    }

    private static void addDensity(
            List<Finding> findings, Lungs lungs, int label, String name, double fromHu, double toHu) {
        HuHistogram hu = lungs.huOfLabel()[label];
        if (hu.voxels() * lungs.voxelMl() < LEAST_ML || hu.mean() >= fromHu && hu.mean() <= toHu) {
            return;
        }
        findings.add(Finding.of(
                Finding.Code.CLASS_DENSITY,
                hu.mean(),
                name + " has an unusual mean of " + Finding.whole(hu.mean())
                        + " HU; the division into ground-glass and high opacity is doubtful, the sum less so."));
    }
}
