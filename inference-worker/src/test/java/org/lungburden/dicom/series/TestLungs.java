package org.lungburden.dicom.series;

import org.lungburden.dicom.file.Tag;
import org.lungburden.testing.TestSlice;

/** Draws a section of a chest: air, tissue, and in it lung. */
final class TestLungs {
    private static final int FULL = 32;
    private static final int PIXEL_MM = 10;

    private TestLungs() {}

    /** The whole section, 32 x 32 pixels of 10 mm. */
    static void draw(TestSlice slice) {
        draw(slice, 0, 0, FULL, true);
    }

    /** The whole section with a lung of 32 cm². */
    static void drawTip(TestSlice slice) {
        draw(slice, 0, 0, FULL, 8, 12, 8, 16);
    }

    /** A square field of view of {@code size} pixels within the section. */
    static void draw(TestSlice slice, int left, int top, int size, boolean lungs) {
        int bottom = lungs ? 24 : 8;
        draw(slice, left, top, size, 8, bottom, 8, 24);
    }

    private static void draw(
            TestSlice slice, int left, int top, int size, int lungTop, int lungBottom, int lungLeft, int lungRight) {
        int[] pixels = new int[size * size];
        for (int n = 0; n < pixels.length; n++) {
            int row = top + n / size;
            int column = left + n % size;
            boolean body = row >= 4 && row < 28 && column >= 4 && column < 28;
            boolean lung = row >= lungTop && row < lungBottom && column >= lungLeft && column < lungRight;
            pixels[n] = lung ? 224 : body ? 1064 : 24;
        }
        slice.u16(Tag.ROWS, size)
                .u16(Tag.COLUMNS, size)
                .text(Tag.PIXEL_SPACING, "DS", PIXEL_MM + "\\" + PIXEL_MM)
                .pixels(pixels);
    }
}
