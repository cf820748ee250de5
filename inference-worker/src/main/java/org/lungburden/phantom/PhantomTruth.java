package org.lungburden.phantom;

/**
 * The phantom's volumes in mL, from the areas of its labels in layers of 1 mm ({@link LabelLayers}).
 */
public record PhantomTruth(
        double lungMl, double leftLungMl, double rightLungMl, double groundGlassMl, double highOpacityMl) {

    /** The volumes of the whole chest. */
    public static PhantomTruth whole() {
        return between(-1000, 1000);
    }

    /** The volumes between two heights in the phantom's frame, in mm. */
    static PhantomTruth between(double fromZ, double toZ) {
        LabelLayers layers = LabelLayers.ofThePhantom();
        double left = layers.ml(LabelLayers.LEFT_LUNG, fromZ, toZ);
        double right = layers.ml(LabelLayers.RIGHT_LUNG, fromZ, toZ);
        return new PhantomTruth(
                left + right,
                left,
                right,
                layers.ml(LabelLayers.GROUND_GLASS, fromZ, toZ),
                layers.ml(LabelLayers.HIGH_OPACITY, fromZ, toZ));
    }

    /** Ground-glass and high opacity together. */
    public double pneumoniaMl() {
        return groundGlassMl + highOpacityMl;
    }
}
