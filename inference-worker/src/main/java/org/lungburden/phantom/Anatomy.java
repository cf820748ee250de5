package org.lungburden.phantom;

import java.util.List;

/**
 * Positions and sizes of all organs in mm. The phantom is an adult of 350 x 250 mm with about 4.7 L of lung; a sixth
 * of the lung is diseased, most of it low, at the back and at the pleura.
 */
final class Anatomy {
    static final double BODY_A = 175;
    static final double BODY_B = 124;
    static final double BODY_Y = 5;

    static final double CAGE_B = 90;
    private static final double CAGE_A = 138;

    /** The first ribs slope down to the front, so that the tops of the lungs lie far back. */
    private static final double APEX_BEHIND_MM = 26;

    private static final double CAGE_WIDEST_Z = -50;
    private static final double CAGE_HEIGHT = 172;
    private static final double FLOOR_Z = -134;

    /** No lung lies farther from the middle than this. */
    static final double REACH_X = 140;

    static final double REACH_Y = 96;
    private static final double MEDIASTINUM_REACH = 84;

    static final Ellipsoid HEART = new Ellipsoid(26, -30, -58, 57, 50, 60);
    static final Ellipsoid RIGHT_HEART = new Ellipsoid(-14, -22, -50, 34, 40, 52);
    private static final Ellipsoid SPINE = new Ellipsoid(0, 71, 0, 26, 29, 1e6);
    private static final Ellipsoid AORTA = new Ellipsoid(22, 50, -60, 14, 14, 128);
    private static final Ellipsoid ARCH = new Ellipsoid(13, 16, 54, 24, 40, 15);

    private static final Ellipsoid[] MEDIASTINUM = {
        SPINE,
        HEART,
        RIGHT_HEART,
        AORTA,
        ARCH,
        new Ellipsoid(2, 26, 0, 24, 34, 1e6),
        new Ellipsoid(0, -8, 130, 33, 40, 110),
        new Ellipsoid(4, -20, 20, 36, 38, 62),
        new Ellipsoid(4, -12, -90, 30, 46, 70),
        new Ellipsoid(6, -58, -120, 62, 60, 52),
        new Ellipsoid(-32, 8, -4, 15, 17, 24),
        new Ellipsoid(34, 10, -6, 14, 16, 22)
    };

    /** Their heights are those at y = 0: the diaphragm falls towards the back. */
    private static final Ellipsoid RIGHT_DOME = new Ellipsoid(-76, 0, -142, 100, 116, 82);

    private static final Ellipsoid LEFT_DOME = new Ellipsoid(78, 0, -156, 96, 116, 84);
    private static final double FALL_OF_DIAPHRAGM = 0.22;

    static final List<Lesion> GROUND_GLASS = List.of(
            new Lesion(new Ellipsoid(-80, 74, -46, 50, 37, 52), 11, 1),
            new Lesion(new Ellipsoid(92, 60, -42, 46, 38, 50), 11, 2),
            new Lesion(new Ellipsoid(-122, 2, 34, 32, 40, 42), 9, 3),
            new Lesion(new Ellipsoid(92, -58, -8, 30, 25, 36), 7, 4));

    static final List<Lesion> HIGH_OPACITY = List.of(
            new Lesion(new Ellipsoid(-84, 75, -44, 34, 26, 36), 8, 5),
            new Lesion(new Ellipsoid(94, 72, -42, 30, 26, 38), 8, 6),
            new Lesion(new Ellipsoid(-104, 4, 34, 15, 20, 22), 6, 7));

    private Anatomy() {}

    static boolean isLung(double x, double y, double z) {
        if (z < FLOOR_Z || Math.abs(x) > REACH_X || Math.abs(y) > REACH_Y || cage(x, y, z) > 1) {
            return false;
        }
        return !isBelowDiaphragm(x, y, z) && !(Math.abs(x) < MEDIASTINUM_REACH && isMediastinum(x, y, z));
    }

    private static boolean isMediastinum(double x, double y, double z) {
        if (isSeptum(x, y, z)) {
            return true;
        }
        for (Ellipsoid part : MEDIASTINUM) {
            if (part.contains(x, y, z)) {
                return true;
            }
        }
        return false;
    }

    /** The thin layer behind the breastbone in which the lungs nearly meet. */
    private static boolean isSeptum(double x, double y, double z) {
        return Math.abs(x - 2 * Math.sin(z / 30)) < 2.5 + 0.002 * Math.min(400, (y + 45) * (y + 45));
    }

    /**
     * Below 1 within the rib cage, above 1 outside; the square of a relative radius. Sections are rounded ellipses, wider
     * behind than in front, and hollowed on either side of the spine; they narrow towards the top.
     */
    static double cage(double x, double y, double z) {
        double narrow = narrowing(z);
        if (narrow == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double rise = Math.max(0, z - CAGE_WIDEST_Z) / CAGE_HEIGHT;
        double v = (y - APEX_BEHIND_MM * rise * rise) / (CAGE_B * narrow);
        double u = x / (CAGE_A * narrow * (1 + 0.09 * Math.max(-1, Math.min(1, v))));
        double across = u * u;
        if (v > 0) {
            double inward = Math.max(0, 1 - across);
            v /= 1 + 1.1 * across * inward * inward;
        }
        double along = v * v;
        return across + along - 0.25 * Math.min(1, across) * Math.min(1, along);
    }

    /** The cage's width at a height as a share of its largest width. */
    static double narrowing(double z) {
        double rise = Math.max(0, z - CAGE_WIDEST_Z) / CAGE_HEIGHT;
        return rise >= 1 ? 0 : Math.sqrt(1 - Powers.twoAndAHalf(rise));
    }

    static boolean isBelowDiaphragm(double x, double y, double z) {
        double level = z + FALL_OF_DIAPHRAGM * y;
        return (x < 0 ? RIGHT_DOME : LEFT_DOME).contains(x, y, level);
    }

    static boolean isGroundGlass(double x, double y, double z) {
        return anyContains(GROUND_GLASS, x, y, z);
    }

    static boolean isHighOpacity(double x, double y, double z) {
        return anyContains(HIGH_OPACITY, x, y, z);
    }

    /** The distance in mm behind the oblique fissure, negative in front of it. */
    static double behindFissureMm(double x, double y, double z) {
        return 0.72 * (y - 66) - 0.69 * (z - 50) + 7 * Math.sin(x / 28);
    }

    private static boolean anyContains(List<Lesion> lesions, double x, double y, double z) {
        for (Lesion lesion : lesions) {
            if (lesion.contains(x, y, z)) {
                return true;
            }
        }
        return false;
    }
}
