package org.lungburden.phantom;

import java.util.List;

/**
 * Positions and sizes of all organs in mm. The phantom is an adult of 350 x 240 mm with about 4.3 L of lung; a tenth of
 * the lung is diseased.
 */
final class Anatomy {
    static final double BODY_A = 175;
    static final double BODY_B = 120;

    static final Ellipsoid HEART = new Ellipsoid(24, -30, -62, 56, 48, 60);
    static final Ellipsoid RIGHT_DOME = new Ellipsoid(-75, 5, -145, 105, 120, 85);
    static final Ellipsoid LEFT_DOME = new Ellipsoid(78, 5, -160, 100, 120, 85);
    static final Lung.Pillar SPINE = new Lung.Pillar(0, 70, 25, 28);
    static final Lung.Pillar MEDIASTINUM = new Lung.Pillar(2, 0, 31, 42);
    static final Lung.Pillar AORTA = new Lung.Pillar(23, 50, 14, 14);

    static final Lung RIGHT =
            new Lung(-77, 2, -60, 65, 84, 172, -92, List.of(SPINE, MEDIASTINUM), List.of(HEART, RIGHT_DOME));
    static final Lung LEFT =
            new Lung(80, 2, -60, 61, 84, 170, -98, List.of(SPINE, MEDIASTINUM, AORTA), List.of(HEART, LEFT_DOME));

    /** The lesions are taller than wide, so that their volumes stay right in slices 5 mm apart. */
    static final List<Ellipsoid> GROUND_GLASS = List.of(
            new Ellipsoid(-84, 44, -22, 28, 28, 38),
            new Ellipsoid(-84, -6, 58, 24, 26, 36),
            new Ellipsoid(84, 42, -26, 25, 26, 38));

    static final List<Ellipsoid> HIGH_OPACITY =
            List.of(new Ellipsoid(-96, -22, -18, 22, 22, 34), new Ellipsoid(90, 14, 42, 20, 21, 33));

    private Anatomy() {}

    static boolean isLung(double x, double y, double z) {
        return x < 0 ? RIGHT.contains(x, y, z) : LEFT.contains(x, y, z);
    }

    static boolean isGroundGlass(double x, double y, double z) {
        return anyContains(GROUND_GLASS, x, y, z);
    }

    static boolean isHighOpacity(double x, double y, double z) {
        return anyContains(HIGH_OPACITY, x, y, z);
    }

    private static boolean anyContains(List<Ellipsoid> shapes, double x, double y, double z) {
        for (Ellipsoid shape : shapes) {
            if (shape.contains(x, y, z)) {
                return true;
            }
        }
        return false;
    }
}
