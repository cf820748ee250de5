package org.lungburden.report;

/** Plain colors of the pictures. Ground glass is blue and high opacity yellow, as in the figures of the method's paper. */
enum Ink {
    PAPER(16, 18, 22),
    PANEL(28, 31, 37),
    TEXT(235, 238, 242),
    FAINT(150, 157, 168),
    LUNG_OUTLINE(70, 220, 130),
    GROUND_GLASS(30, 110, 255),
    HIGH_OPACITY(255, 214, 0);

    private final int red;
    private final int green;
    private final int blue;

    Ink(int red, int green, int blue) {
        this.red = red;
        this.green = green;
        this.blue = blue;
    }

    /** {@code 0xRRGGBB}. */
    int rgb() {
        return red << 16 | green << 8 | blue;
    }

    /**
     * This ink over another color.
     *
     * @param share of this ink, 0 to 1
     * @param under {@code 0xRRGGBB}
     */
    int over(int under, double share) {
        return mix(under >> 16 & 255, red, share) << 16
                | mix(under >> 8 & 255, green, share) << 8
                | mix(under & 255, blue, share);
    }

    private static int mix(int under, int over, double share) {
        return (int) Math.round(under + share * (over - under));
    }
}
