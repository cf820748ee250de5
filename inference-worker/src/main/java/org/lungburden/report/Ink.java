package org.lungburden.report;

/** Plain colors of the pictures. Ground glass is blue and high opacity yellow, as in the figures of the method's paper. */
enum Ink {
    LUNG_OUTLINE(70, 220, 130),
    GROUND_GLASS(30, 110, 255),
    HIGH_OPACITY(255, 214, 0),
    PAPER(18),
    PANEL(32),
    TEXT(239),
    FAINT(169);

    private final int red;
    private final int green;
    private final int blue;

    Ink(int red, int green, int blue) {
        this.red = red;
        this.green = green;
        this.blue = blue;
    }

    Ink(int gray) {
        this(gray, gray, gray);
    }

    boolean isGray() {
        return red == green && green == blue;
    }

    /** {@code 0xRRGGBB}. */
    int rgb() {
        return red << 16 | green << 8 | blue;
    }

    /**
     * This ink over a gray, as {@code 0xRRGGBB}.
     *
     * @param share of this ink, 0 to 1
     * @param gray 0 to 255
     */
    int over(int gray, double share) {
        return mix(gray, red, share) << 16 | mix(gray, green, share) << 8 | mix(gray, blue, share);
    }

    private static int mix(int under, int over, double share) {
        return (int) Math.round(under + share * (over - under));
    }
}
