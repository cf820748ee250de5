package org.lungburden.phantom;

import java.util.List;

/**
 * The phantom's volumes in mL. Opacities are ellipsoids and exact; the lungs, which include them, are integrated with
 * an error below 0.01 % ({@link Lung#volumeMl}).
 */
public record PhantomTruth(
        double lungMl, double leftLungMl, double rightLungMl, double groundGlassMl, double highOpacityMl) {
    private static final double STEP_MM = 0.25;

    /** The volumes of the whole chest. */
    public static PhantomTruth whole() {
        return between(-1000, 1000);
    }

    /** The volumes between two heights in the phantom's frame, in mm. */
    static PhantomTruth between(double fromZ, double toZ) {
        double left = Anatomy.LEFT.volumeMl(fromZ, toZ, STEP_MM);
        double right = Anatomy.RIGHT.volumeMl(fromZ, toZ, STEP_MM);
        return new PhantomTruth(
                left + right,
                left,
                right,
                sum(Anatomy.GROUND_GLASS, fromZ, toZ),
                sum(Anatomy.HIGH_OPACITY, fromZ, toZ));
    }

    private static double sum(List<Ellipsoid> shapes, double fromZ, double toZ) {
        return shapes.stream().mapToDouble(shape -> shape.volumeMl(fromZ, toZ)).sum();
    }

    /** Ground-glass and high opacity together. */
    public double pneumoniaMl() {
        return groundGlassMl + highOpacityMl;
    }
}
