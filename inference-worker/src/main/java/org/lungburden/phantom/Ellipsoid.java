package org.lungburden.phantom;

/**
 * An ellipsoid along the axes of the phantom's frame.
 *
 * @param a half axis in mm along x
 * @param b half axis in mm along y
 * @param c half axis in mm along z
 */
record Ellipsoid(double x, double y, double z, double a, double b, double c) {

    boolean contains(double px, double py, double pz) {
        return square((px - x) / a) + square((py - y) / b) + square((pz - z) / c) <= 1;
    }

    /** Half the length in mm of the line along z at (px, py) inside; 0 when the line misses the ellipsoid. */
    double halfChordMm(double px, double py) {
        double rest = 1 - square((px - x) / a) - square((py - y) / b);
        return rest <= 0 ? 0 : c * Math.sqrt(rest);
    }

    /** Volume between two planes of constant z: pi a b times the integral of 1 - t² over t = (z' - z) / c. */
    double volumeMl(double fromZ, double toZ) {
        double low = Math.max(-1, Math.min(1, (fromZ - z) / c));
        double high = Math.max(-1, Math.min(1, (toZ - z) / c));
        double integral = high - low - (high * high * high - low * low * low) / 3;
        return Math.PI * a * b * c * Math.max(0, integral) / 1000;
    }

    private static double square(double value) {
        return value * value;
    }
}
