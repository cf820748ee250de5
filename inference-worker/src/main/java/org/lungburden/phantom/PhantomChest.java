package org.lungburden.phantom;

import org.lungburden.geometry.SoftLabels;

/**
 * The phantom as functions of a point in the patient, in RAS+ mm. The density imitates a chest CT without contrast
 * medium. The labels are the ground truth: 0 background, 1 lung with its vessels and bronchi, 2 ground-glass opacity, 3 high
 * opacity.
 */
public final class PhantomChest {
    /** The middle of the chest. As in real scans, the middle differs from the origin on every axis. */
    private static final double MIDDLE_X = -3.5;

    private static final double MIDDLE_Y = 142;
    private static final double MIDDLE_Z = -186.25;

    static final double AIR_HU = -1000;
    private static final double DEEP_OUTLINE = 0.5;
    private static final Tubes AIRWAYS = Tubes.airways();

    /** RAS+ coordinates of the middle of the chest in mm. */
    static double[] middle() {
        return new double[] {MIDDLE_X, MIDDLE_Y, MIDDLE_Z};
    }

    /** Converts a height in the patient to z in the phantom's frame. */
    static double frameZ(double zRas) {
        return zRas - MIDDLE_Z;
    }

    /** Label at a point in RAS+ mm, below {@link SoftLabels#LABELS}. */
    public int labelAt(double xRas, double yRas, double zRas) {
        return frameLabel(MIDDLE_X - xRas, MIDDLE_Y - yRas, zRas - MIDDLE_Z);
    }

    static int frameLabel(double x, double y, double z) {
        if (!Anatomy.isLung(x, y, z)) {
            return 0;
        }
        if (Anatomy.isHighOpacity(x, y, z)) {
            return 3;
        }
        return Anatomy.isGroundGlass(x, y, z) ? 2 : 1;
    }

    /** Density in HU at a point in RAS+ mm, without noise. */
    public double huAt(double xRas, double yRas, double zRas) {
        return frameHu(MIDDLE_X - xRas, MIDDLE_Y - yRas, zRas - MIDDLE_Z);
    }

    private static double frameHu(double x, double y, double z) {
        double depth = depthMm(x, y, z);
        if (depth < 0) {
            return table(x, y);
        }
        double airway = AIRWAYS.depthMm(x, y, z);
        if (airway > 0) {
            return AIR_HU + 5;
        }
        if (airway > -1.5) {
            return 20;
        }
        if (Anatomy.isLung(x, y, z)) {
            return LungTissue.huAt(x, y, z);
        }
        double bone = Bones.huAt(x, y, z);
        return bone != Bones.NONE ? bone : SoftTissue.huAt(depth, x, y, z);
    }

    /** The approximate depth of the point under the skin; the body narrows towards the shoulders. */
    private static double depthMm(double x, double y, double z) {
        double narrow = z > 95 ? 1 - 0.18 * Math.pow((z - 95) / 60, 2) : 1;
        double a = Anatomy.BODY_A * narrow;
        double b = Anatomy.BODY_B * narrow;
        double outline = Powers.twoAndAHalf(x / a) + Powers.twoAndAHalf((y - Anatomy.BODY_Y) / b);
        if (outline > 1) {
            return -1;
        }
        // The root takes longer than all the rest, and only the outer 20 mm need the exact value.
        double radius = outline < DEEP_OUTLINE ? DEEP_OUTLINE : Math.pow(outline, 1 / 2.5);
        return (1 - radius) * Math.min(a, b);
    }

    /** A couch: a thin hard shell filled with foam, bent up at the sides. */
    private static double table(double x, double y) {
        double below = y - (Anatomy.BODY_Y + Anatomy.BODY_B + 4) + 0.0006 * x * x;
        if (Math.abs(x) > 185 || below < 0 || below > 26) {
            return AIR_HU;
        }
        return below < 2 || below > 24 ? -250 : -940;
    }
}
