package org.lungburden.phantom;

import java.util.List;

/**
 * The density of a lung: aerated tissue that is denser at the back, where the patient lies, with vessels, bronchi and
 * fissures. Vessels show within ground glass, and only air-filled bronchi within consolidation.
 */
final class LungTissue {
    static final double BLOOD_HU = 42;
    private static final double AERATED_HU = -868;
    private static final double DEPENDENT_HU_PER_MM = 0.3;
    private static final double GROUND_GLASS_HU = -572;
    private static final double CONSOLIDATION_HU = 40;
    private static final double BRONCHIAL_AIR_HU = -960;
    private static final double WALL_HU = -420;
    private static final double FISSURE_HU = 170;

    /** Half the widths in mm of the borders: ground glass fades, consolidation is better defined. */
    private static final double FADE_MM = 4;

    private static final double BORDER_MM = 3;
    private static final double SURFACE_MM = 0.6;

    private static final Tubes VESSELS = Branching.vessels();
    private static final Tubes BRONCHI = Branching.bronchi();

    private LungTissue() {}

    static double huAt(double x, double y, double z) {
        double hu = AERATED_HU
                + DEPENDENT_HU_PER_MM * y
                + 70 * SmoothNoise.at(x, y, z, 5, 11)
                + 45 * SmoothNoise.at(x, y, z, 17, 12);
        double fissure = Math.abs(Anatomy.behindFissureMm(x, y, z));
        if (fissure < 1.2) {
            hu += FISSURE_HU * (1 - fissure / 1.2);
        }
        double glass = share(Anatomy.GROUND_GLASS, x, y, z, FADE_MM);
        if (glass > 0) {
            double dense =
                    GROUND_GLASS_HU + 150 * SmoothNoise.at(x, y, z, 13, 13) + 130 * SmoothNoise.at(x, y, z, 4.5, 14);
            hu += glass * (dense - hu);
        }
        double solid = share(Anatomy.HIGH_OPACITY, x, y, z, BORDER_MM);
        if (solid > 0) {
            double dense =
                    CONSOLIDATION_HU + 90 * SmoothNoise.at(x, y, z, 5, 15) + 110 * SmoothNoise.at(x, y, z, 14, 16);
            hu += solid * (dense - hu);
        }
        return withBranches(hu, solid, x, y, z);
    }

    private static double withBranches(double tissue, double solid, double x, double y, double z) {
        double hu = tissue;
        double vessel = within(VESSELS.depthMm(x, y, z));
        if (vessel > 0) {
            hu = Math.max(hu, hu + vessel * (BLOOD_HU - hu));
        }
        double bronchus = BRONCHI.depthMm(x, y, z);
        double wall = within(bronchus + 0.6 + 0.4 * solid);
        if (wall > 0) {
            hu = Math.max(hu, hu + wall * (WALL_HU - hu));
            hu += within(bronchus + 0.8 * solid) * (BRONCHIAL_AIR_HU - hu);
        }
        return hu;
    }

    /** How much of a small ball at this depth below a surface lies inside, 0 to 1. */
    private static double within(double depthMm) {
        return Math.max(0, Math.min(1, 0.5 + depthMm / (2 * SURFACE_MM)));
    }

    /** 1 well inside one of the lesions, 0 outside, a half on the surface. */
    private static double share(List<Lesion> lesions, double x, double y, double z, double halfMm) {
        double share = 0;
        for (Lesion lesion : lesions) {
            double t = Math.max(0, Math.min(1, 0.5 + lesion.depthMm(x, y, z, halfMm) / (2 * halfMm)));
            share = Math.max(share, t * t * (3 - 2 * t));
        }
        return share;
    }
}
