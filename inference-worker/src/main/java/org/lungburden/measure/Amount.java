package org.lungburden.measure;

/**
 * Voxels of both lungs, of one lung, or of a zone. Lung includes the opacity. Burden is a class's volume divided by the
 * lung volume, in percent (Grodecki, Killekar et al. 2021, arXiv 2104.00138). All numbers are unrounded.
 *
 * @param voxelMl volume of one voxel in mL
 * @param lung voxels of labels 1, 2 and 3
 * @param groundGlass voxels of label 2
 * @param highOpacity voxels of label 3
 */
public record Amount(double voxelMl, long lung, long groundGlass, long highOpacity) {
    public double lungMl() {
        return lung * voxelMl;
    }

    public double groundGlassMl() {
        return groundGlass * voxelMl;
    }

    public double highOpacityMl() {
        return highOpacity * voxelMl;
    }

    public double pneumoniaMl() {
        return (groundGlass + highOpacity) * voxelMl;
    }

    /** NaN without a voxel of lung; so are the other percents. */
    public double groundGlassPercent() {
        return 100.0 * groundGlass / lung;
    }

    public double highOpacityPercent() {
        return 100.0 * highOpacity / lung;
    }

    public double pneumoniaPercent() {
        return 100.0 * (groundGlass + highOpacity) / lung;
    }
}
