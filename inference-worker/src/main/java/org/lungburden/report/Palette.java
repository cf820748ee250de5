package org.lungburden.report;

import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;

/**
 * The colors of a sheet by index, one byte for each pixel. They are the lung window in 128 grays, the window under each
 * kind of lesion and under the hatching in 40 steps, and the inks. Gray inks are grays of the window where the window has
 * them. An index needs a third of the bytes of a true color, so packing takes a third of the work.
 */
final class Palette {
    /** Steps of the lung window, from black with index 0 to white. */
    static final int GRAYS = 128;

    private static final int STEPS_UNDER_LESION = 40;
    private static final int FIRST_GROUND_GLASS = GRAYS;
    private static final int FIRST_HIGH_OPACITY = FIRST_GROUND_GLASS + STEPS_UNDER_LESION;
    private static final int FIRST_HATCHING = FIRST_HIGH_OPACITY + STEPS_UNDER_LESION;
    private static final int FIRST_INK = FIRST_HATCHING + STEPS_UNDER_LESION;
    private static final int COLORS = FIRST_INK + Ink.values().length;

    private static final double LESION_SHARE = 0.25;
    private static final double HATCHING_SHARE = 0.7;

    private Palette() {}

    static IndexColorModel colorModel() {
        int[] rgb = new int[COLORS];
        for (int n = 0; n < GRAYS; n++) {
            rgb[n] = 0x010101 * brightness(n, GRAYS);
        }
        for (int n = 0; n < STEPS_UNDER_LESION; n++) {
            int under = brightness(n, STEPS_UNDER_LESION);
            rgb[FIRST_GROUND_GLASS + n] = Ink.GROUND_GLASS.over(under, LESION_SHARE);
            rgb[FIRST_HIGH_OPACITY + n] = Ink.HIGH_OPACITY.over(under, LESION_SHARE);
            rgb[FIRST_HATCHING + n] = Ink.HIGH_OPACITY.over(under, HATCHING_SHARE);
        }
        for (Ink ink : Ink.values()) {
            rgb[FIRST_INK + ink.ordinal()] = ink.rgb();
        }
        return new IndexColorModel(8, COLORS, rgb, 0, false, -1, DataBuffer.TYPE_BYTE);
    }

    private static int brightness(int step, int steps) {
        return Math.round(255f * step / (steps - 1));
    }

    static int index(Ink ink) {
        int brightness = ink.rgb() & 255;
        int step = Math.round(brightness * (GRAYS - 1) / 255f);
        return ink.isGray() && brightness(step, GRAYS) == brightness ? step : FIRST_INK + ink.ordinal();
    }

    /**
     * The color indices for voxels of a label. The color of a lesion is transparent, so that the anatomy stays visible.
     *
     * @return index by gray, 0 to {@link #GRAYS} - 1
     */
    static byte[] indicesOfLabel(int label) {
        return switch (label) {
            case 2 -> indicesFrom(FIRST_GROUND_GLASS);
            case 3 -> indicesFrom(FIRST_HIGH_OPACITY);
            default -> grays();
        };
    }

    /** The color indices for the lines of the hatching, which the anatomy shines through. */
    static byte[] indicesOfHatching() {
        return indicesFrom(FIRST_HATCHING);
    }

    private static byte[] grays() {
        byte[] indices = new byte[GRAYS];
        for (int gray = 0; gray < GRAYS; gray++) {
            indices[gray] = (byte) gray;
        }
        return indices;
    }

    private static byte[] indicesFrom(int first) {
        byte[] indices = new byte[GRAYS];
        for (int gray = 0; gray < GRAYS; gray++) {
            indices[gray] = (byte) (first + Math.round((float) gray * (STEPS_UNDER_LESION - 1) / (GRAYS - 1)));
        }
        return indices;
    }
}
