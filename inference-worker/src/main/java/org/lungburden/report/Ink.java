package org.lungburden.report;

/**
 * Plain colors of the pictures. Ground glass is blue and high opacity yellow, as in the figures of the method's paper. Red
 * and green carry no meaning, and where colors are lost, hatching tells high opacity from ground glass.
 */
public enum Ink {
    LUNG_OUTLINE(230),
    GROUND_GLASS(0x4f, 0xa3, 0xff),
    HIGH_OPACITY(0xff, 0xd4, 0x00),
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
    public int rgb() {
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
