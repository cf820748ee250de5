package org.lungburden.report;

/** The scale below a picture: a bar of a few centimeters of the patient. */
public final class ScaleBar {
    private static final int[] CENTIMETERS = {5, 2, 1};
    private static final int MM_PER_CM = 10;

    private ScaleBar() {}

    /**
     * The longest bar that fits; 1 cm where none does.
     *
     * @param perMm length on the page or screen of a millimeter of the patient
     * @param longest room for the bar, in the same unit
     */
    public static int centimeters(double perMm, double longest) {
        for (int cm : CENTIMETERS) {
            if (length(cm, perMm) <= longest) {
                return cm;
            }
        }
        return 1;
    }

    public static double length(int centimeters, double perMm) {
        return MM_PER_CM * centimeters * perMm;
    }
}
