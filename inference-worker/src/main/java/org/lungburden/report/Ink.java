package org.lungburden.report;

import java.awt.Color;

/** Colors of the pictures. Ground glass is blue and high opacity yellow, as in the figures of the method's paper. */
final class Ink {
    static final Color PAPER = new Color(16, 18, 22);
    static final Color PANEL = new Color(28, 31, 37);
    static final Color TEXT = new Color(235, 238, 242);
    static final Color FAINT = new Color(150, 157, 168);
    static final Color LUNG_OUTLINE = new Color(70, 220, 130);
    static final Color GROUND_GLASS = new Color(30, 110, 255);
    static final Color HIGH_OPACITY = new Color(255, 214, 0);

    private static final double OPAQUE_SHARE = 0.45;
    private static final double WINDOW_LOW_HU = -600 - 1500 / 2.0;
    private static final double WINDOW_HU = 1500;

    private Ink() {}

    /** Grey of the lung window (center -600, width 1500), 0 to 255. */
    static double gray(double hu) {
        return 255 * Math.min(1, Math.max(0, (hu - WINDOW_LOW_HU) / WINDOW_HU));
    }

    /** RGB of a voxel, its lesion laid over so that the anatomy shows through. */
    static int rgb(double gray, int label) {
        if (label < 2) {
            return 0x010101 * (int) gray;
        }
        Color lesion = label == 2 ? GROUND_GLASS : HIGH_OPACITY;
        double rest = (1 - OPAQUE_SHARE) * gray;
        return packed(
                rest + OPAQUE_SHARE * lesion.getRed(),
                rest + OPAQUE_SHARE * lesion.getGreen(),
                rest + OPAQUE_SHARE * lesion.getBlue());
    }

    private static int packed(double red, double green, double blue) {
        return (int) red << 16 | (int) green << 8 | (int) blue;
    }
}
