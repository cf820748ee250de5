package org.lungburden.phantom;

/**
 * An opacity: the part of an ellipsoid that lies in the lung, with an uneven surface. Its center lies near the pleura, so
 * that the opacity is broad there and bulges into the lung.
 *
 * @param roughMm how far at most the surface departs from the ellipsoid
 * @param field which noise makes it uneven
 */
record Lesion(Ellipsoid core, double roughMm, int field) {
    private static final double HUMPS_MM = 21;
    private static final double DENTS_MM = 9;
    private static final double SHARE_OF_HUMPS = 0.75;

    /**
     * The depth in mm below the surface, negative outside; where it is more than {@code margin} mm in either direction,
     * only its sign is right and that it is more.
     */
    double depthMm(double x, double y, double z, double margin) {
        double reach = roughMm + margin;
        if (Math.abs(x - core.x()) > core.a() + reach
                || Math.abs(y - core.y()) > core.b() + reach
                || Math.abs(z - core.z()) > core.c() + reach) {
            return -reach;
        }
        double depth = core.depthMm(x, y, z);
        if (Math.abs(depth) > reach) {
            return depth;
        }
        return depth
                + roughMm
                        * (SHARE_OF_HUMPS * SmoothNoise.at(x, y, z, HUMPS_MM, field)
                                + (1 - SHARE_OF_HUMPS) * SmoothNoise.at(x, y, z, DENTS_MM, field));
    }

    boolean contains(double x, double y, double z) {
        return depthMm(x, y, z, 0) > 0;
    }
}
