package org.lungburden.report;

/**
 * Lays labels over the grays of a picture: a transparent color over lesions, hatched over high opacity; around each lesion
 * a line with a dark halo on both sides; along the inside of the lung a thin line, with a halo outside. Where ground glass
 * meets high opacity, the line is that of high opacity. Each bright line has a dark one beside it, so that it is seen on
 * air and on soft tissue, in color and in gray.
 */
final class LabelPaint {
    /** Brightness that a halo leaves. */
    private static final double HALO = 0.35;

    /** The stronger line has the higher number. */
    private static final byte HALO_OF_LUNG = 1;

    private static final byte LUNG = 2;
    private static final byte HALO_OF_LESION = 3;
    private static final byte GROUND_GLASS = 4;
    private static final byte HIGH_OPACITY = 5;

    private static final byte[][] INDICES = {
        Palette.indicesOfLabel(0), Palette.indicesOfLabel(1), Palette.indicesOfLabel(2), Palette.indicesOfLabel(3)
    };
    private static final byte[] HATCHING = Palette.indicesOfHatching();

    private final byte[] labels;
    private final int width;
    private final int height;
    private final Pen pen;
    /** What is drawn at each pixel, 0 for no line. */
    private final byte[] lines;

    /**
     * The widths of the lines in pixels.
     *
     * @param lung of the outline of the lung
     * @param lesion half of the outline of a lesion, which lies on both sides of its edge
     * @param halo on each side of the outline of a lesion
     * @param hatching of a line of the hatching, and of its halo
     * @param hatchingStep from one line of the hatching to the next, along a row
     */
    record Pen(int lung, int lesion, int halo, int hatching, int hatchingStep) {
        /** For a screen: lesions 2 px, lungs 1 px. */
        static final Pen FINE = new Pen(1, 1, 1, 1, 8);
        /** For print with more than 200 pixels an inch: lesions 4 px, lungs 2 px. */
        static final Pen BROAD = new Pen(2, 2, 1, 2, 16);
    }

    /** @param labels 0 to 3 of each pixel, line by line */
    LabelPaint(byte[] labels, int width, int height, Pen pen) {
        this.labels = labels;
        this.width = width;
        this.height = height;
        this.pen = pen;
        this.lines = new byte[labels.length];
    }

    /** @param pixels grays of the palette, which become the indices of the painted colors */
    void paint(byte[] pixels) {
        edges();
        for (int n = 1; n < pen.lung(); n++) {
            grow(LUNG, LUNG, true);
        }
        for (int n = 1; n < pen.lesion(); n++) {
            grow(GROUND_GLASS, GROUND_GLASS, false);
            grow(HIGH_OPACITY, HIGH_OPACITY, false);
        }
        grow(GROUND_GLASS, HALO_OF_LESION, false);
        grow(HIGH_OPACITY, HALO_OF_LESION, false);
        for (int n = 1; n < pen.halo(); n++) {
            grow(HALO_OF_LESION, HALO_OF_LESION, false);
        }
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            if (labels[pixel] != 0 || lines[pixel] != 0) {
                pixels[pixel] = color(pixel, pixels[pixel]);
            }
        }
    }

    private void edges() {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int here = y * width + x;
                if (x + 1 < width) {
                    edge(here, here + 1);
                }
                if (y + 1 < height) {
                    edge(here, here + width);
                }
            }
        }
    }

    private void edge(int one, int other) {
        int labelOfOne = labels[one];
        int labelOfOther = labels[other];
        if (labelOfOne == labelOfOther) {
            return;
        }
        int higher = Math.max(labelOfOne, labelOfOther);
        if (higher == 1) {
            mark(labelOfOne == 1 ? one : other, LUNG);
            mark(labelOfOne == 1 ? other : one, HALO_OF_LUNG);
        } else {
            mark(one, higher == 3 ? HIGH_OPACITY : GROUND_GLASS);
            mark(other, higher == 3 ? HIGH_OPACITY : GROUND_GLASS);
        }
    }

    private void mark(int pixel, byte line) {
        lines[pixel] = (byte) Math.max(lines[pixel], line);
    }

    /**
     * Widens lines by a pixel.
     *
     * @param what becomes of the neighbors that weaker lines or none hold
     * @param inside only over the lung's own pixels
     */
    private void grow(byte line, byte what, boolean inside) {
        byte[] before = lines.clone();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int pixel = y * width + x;
                if (before[pixel] == line) {
                    grow(x > 0, pixel - 1, what, inside);
                    grow(x + 1 < width, pixel + 1, what, inside);
                    grow(y > 0, pixel - width, what, inside);
                    grow(y + 1 < height, pixel + width, what, inside);
                }
            }
        }
    }

    private void grow(boolean within, int pixel, byte what, boolean inside) {
        if (within && (!inside || labels[pixel] == 1)) {
            mark(pixel, what);
        }
    }

    private byte color(int pixel, byte gray) {
        return switch (lines[pixel]) {
            case LUNG -> (byte) Palette.index(Ink.LUNG_OUTLINE);
            case GROUND_GLASS -> (byte) Palette.index(Ink.GROUND_GLASS);
            case HIGH_OPACITY -> (byte) Palette.index(Ink.HIGH_OPACITY);
            case HALO_OF_LESION, HALO_OF_LUNG -> INDICES[labels[pixel]][(int) (HALO * gray)];
            default -> labels[pixel] == 3 ? hatched(pixel, gray) : INDICES[labels[pixel]][gray];
        };
    }

    private byte hatched(int pixel, byte gray) {
        int place = (pixel % width + pixel / width) % pen.hatchingStep() / pen.hatching();
        return place == 0 ? HATCHING[gray] : INDICES[3][place == 1 ? (int) (HALO * gray) : gray];
    }
}
