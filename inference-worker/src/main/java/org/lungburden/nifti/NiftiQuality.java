package org.lungburden.nifti;

import java.util.Locale;
import java.util.Optional;
import org.lungburden.geometry.Affine;
import org.lungburden.study.QualityFlag;

/** What a reader of the results should know about the grid and the voxels of a NIfTI file. */
final class NiftiQuality {
    /** As in DICOM: a smaller tilt is a rounding error. */
    private static final double TILT_DEGREES = 0.5;
    /** Share of the scan; a few voxels without a number change no volume. */
    private static final double LEAST_MISSING_SHARE = 1e-4;

    private NiftiQuality() {}

    /** {@code GANTRY_TILT}, in degrees: how far two axes of the grid are from a right angle. */
    static Optional<QualityFlag> tilt(Affine affine) {
        double[] mm = affine.spacingMm();
        double largest = 0;
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < a; b++) {
                double dot = 0;
                for (int row = 0; row < 3; row++) {
                    dot += affine.at(row, a) / mm[a] * affine.at(row, b) / mm[b];
                }
                largest = Math.max(largest, Math.abs(Math.toDegrees(Math.asin(Math.max(-1, Math.min(1, dot))))));
            }
        }
        double degrees = rounded(largest);
        return degrees < TILT_DEGREES
                ? Optional.empty()
                : Optional.of(new QualityFlag(
                        "GANTRY_TILT",
                        "The grid is sheared by " + degrees
                                + " degrees, as by a tilted gantry; the masks keep the sheared grid.",
                        degrees));
    }

    /** {@code MISSING_VALUES}, in percent of the scan. */
    static Optional<QualityFlag> missing(double share) {
        if (share < LEAST_MISSING_SHARE) {
            return Optional.empty();
        }
        return Optional.of(new QualityFlag(
                "MISSING_VALUES",
                String.format(Locale.ROOT, "%.2f", 100 * share)
                        + " % of the voxels hold no number (NaN) although they lie within the image. They were taken for air;"
                        + " lung and opacity there are not measured.",
                rounded(100 * share)));
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
