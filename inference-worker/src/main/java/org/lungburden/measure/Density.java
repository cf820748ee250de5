package org.lungburden.measure;

import org.jspecify.annotations.Nullable;
import org.lungburden.geometry.HuHistogram;

/**
 * Density of a class, in Hounsfield units.
 *
 * @param sdHu standard deviation over all voxels
 * @param p5Hu 5th percentile, with linear interpolation
 */
public record Density(double meanHu, double sdHu, double p5Hu, double p50Hu, double p95Hu) {
    /** @return null without a voxel */
    static @Nullable Density of(HuHistogram voxels) {
        return voxels.voxels() == 0
                ? null
                : new Density(
                        voxels.mean(),
                        voxels.standardDeviation(),
                        voxels.quantile(0.05),
                        voxels.quantile(0.5),
                        voxels.quantile(0.95));
    }
}
