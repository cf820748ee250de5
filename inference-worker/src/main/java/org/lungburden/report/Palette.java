package org.lungburden.report;

import java.awt.image.IndexColorModel;
import java.util.Arrays;

/**
 * The colors of a sheet by index, one byte for each pixel. They are the lung window in 128 grays, the window under each
 * kind of lesion in 40 steps, the inks, and the shades of letters. An index needs a third of the bytes of a true color,
 * so packing takes a third of the work.
 */
final class Palette {
    /** Steps of the lung window. */
    static final int GRAYS = 128;

    private static final int STEPS_UNDER_LESION = 40;
    private static final int FIRST_GROUND_GLASS = GRAYS;
    private static final int FIRST_HIGH_OPACITY = FIRST_GROUND_GLASS + STEPS_UNDER_LESION;
    private static final int FIRST_INK = FIRST_HIGH_OPACITY + STEPS_UNDER_LESION;
    private static final int FIRST_SHADE = FIRST_INK + Ink.values().length;
    /** The last shade is the full ink. */
    private static final int SHADES = 9;

    private static final Ink[] GROUNDS = {Ink.PAPER, Ink.PANEL};
    private static final Ink[] LETTERS = {Ink.TEXT, Ink.FAINT};
    private static final int COLORS = FIRST_SHADE + GROUNDS.length * LETTERS.length * SHADES;
    private static final double LESION_SHARE = 0.45;

    private static final int[] RGB = colors();

    private Palette() {}

    private static int[] colors() {
        int[] rgb = new int[COLORS];
        Arrays.setAll(rgb, n -> n < GRAYS ? 0x010101 * Math.round(255f * n / (GRAYS - 1)) : 0);
        for (int step = 0; step < STEPS_UNDER_LESION; step++) {
            int under = 0x010101 * Math.round(255f * step / (STEPS_UNDER_LESION - 1));
            rgb[FIRST_GROUND_GLASS + step] = Ink.GROUND_GLASS.over(under, LESION_SHARE);
            rgb[FIRST_HIGH_OPACITY + step] = Ink.HIGH_OPACITY.over(under, LESION_SHARE);
        }
        for (Ink ink : Ink.values()) {
            rgb[FIRST_INK + ink.ordinal()] = ink.rgb();
        }
        for (int ground = 0; ground < GROUNDS.length; ground++) {
            for (int letter = 0; letter < LETTERS.length; letter++) {
                for (int shade = 0; shade < SHADES; shade++) {
                    rgb[firstShade(ground, letter) + shade] =
                            LETTERS[letter].over(GROUNDS[ground].rgb(), (shade + 1.0) / SHADES);
                }
            }
        }
        return rgb;
    }

    private static int firstShade(int ground, int letter) {
        return FIRST_SHADE + (ground * LETTERS.length + letter) * SHADES;
    }

    static IndexColorModel colorModel() {
        return new IndexColorModel(8, COLORS, RGB, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
    }

    static byte index(Ink ink) {
        return (byte) (FIRST_INK + ink.ordinal());
    }

    /**
     * The color indices for voxels of a label. The color of a lesion is transparent, so that the anatomy stays visible.
     *
     * @return index by gray, 0 to {@link #GRAYS} - 1
     */
    static byte[] indicesOfLabel(int label) {
        byte[] indices = new byte[GRAYS];
        for (int gray = 0; gray < GRAYS; gray++) {
            int step = Math.round((float) gray * (STEPS_UNDER_LESION - 1) / (GRAYS - 1));
            indices[gray] =
                    (byte) (label < 2 ? gray : label == 2 ? FIRST_GROUND_GLASS + step : FIRST_HIGH_OPACITY + step);
        }
        return indices;
    }

    /**
     * The color index of a pixel after a letter is drawn over its present color.
     *
     * @param under the present color: paper, panel, or a shade of a neighboring letter. Any other color is replaced or
     *     kept, never blended
     * @param ink {@link Ink#TEXT} or {@link Ink#FAINT}
     * @param coverage of the pixel by the letter, 0 to 255
     */
    static byte letter(byte under, Ink ink, int coverage) {
        int shade = Math.round(coverage * SHADES / 255f);
        int there = under & 255;
        int letter = ink == Ink.TEXT ? 0 : 1;
        for (int ground = 0; ground < GROUNDS.length; ground++) {
            int first = firstShade(ground, letter);
            int shadeThere = under == index(GROUNDS[ground]) ? 0 : there - first + 1;
            if (shadeThere >= 0 && shadeThere <= SHADES) {
                int both = Math.max(shade, shadeThere);
                return both == 0 ? under : (byte) (first + both - 1);
            }
        }
        return 2 * coverage > 255 ? index(ink) : under;
    }
}
