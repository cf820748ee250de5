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
        if (Math.abs(pz - z) > c || Math.abs(px - x) > a || Math.abs(py - y) > b) {
            return false;
        }
        double u = (px - x) / a;
        double v = (py - y) / b;
        double w = (pz - z) / c;
        return u * u + v * v + w * w <= 1;
    }

    /**
     * The depth in mm below the surface, negative outside: to first order the distance from the surface, and so best near
     * it.
     */
    double depthMm(double px, double py, double pz) {
        double u = (px - x) / a;
        double v = (py - y) / b;
        double w = (pz - z) / c;
        double radius = Math.sqrt(u * u + v * v + w * w);
        double slope = Math.sqrt(u * u / (a * a) + v * v / (b * b) + w * w / (c * c));
        return slope == 0 ? Math.min(a, Math.min(b, c)) : (1 - radius) * radius / slope;
    }
}
