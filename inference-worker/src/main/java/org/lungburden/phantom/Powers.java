package org.lungburden.phantom;

/** The power of the phantom's rounded outlines, between an ellipse and a box; much faster than {@link Math#pow}. */
final class Powers {
    private Powers() {}

    /** |value| to the power of 2.5. */
    static double twoAndAHalf(double value) {
        double absolute = Math.abs(value);
        return absolute * absolute * Math.sqrt(absolute);
    }
}
