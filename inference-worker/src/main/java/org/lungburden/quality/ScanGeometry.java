package org.lungburden.quality;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Volume;

/** Whether the voxels of a scan can have the sizes and directions that its header tells. */
public final class ScanGeometry {
    /** The widest scanners reconstruct 820 mm. */
    private static final double LARGEST_FIELD_MM = 1000;
    /** Slices overlap by up to three quarters; thicker ones are averages that nobody makes for measuring. */
    private static final double LARGEST_THICKNESS_PER_DISTANCE = 4.5;
    /** Centimeters taken for millimeters make it 10. */
    private static final double IMPOSSIBLE_THICKNESS_PER_DISTANCE = 8;
    /** A stack of thick slices that overlap so much is still as high as a chest. */
    private static final double FLAT_SCAN_MM = 100;
    /** Whole lungs are at least 0.58 times as high as wide; the upper 30 % of a chest 0.29 times. */
    private static final double FLAT = 0.2;

    private static final double CUT_SHARE = 0.05;

    /**
     * The network knows axial slices. In chests sampled anew on slices turned by 10 degrees, ground glass changed by up to
     * 48 %; by 20 degrees, high opacity up to 3 times. docs/quality.md has all figures.
     */
    private static final double TOLD_DEGREES = 10;
    /** At 30 degrees a healthy chest got 161 mL of high opacity, and another chest 12 times what it has. */
    private static final double LARGEST_DEGREES = 20;

    private ScanGeometry() {}

    /** {@code NOT_A_CHEST_CT} where the slices are larger than any scanner's. */
    public static Optional<Finding> fieldOfView(Volume scan) {
        double[] mm = scan.affine().spacingMm();
        double width = mm[0] * scan.columns();
        double depth = mm[1] * scan.rows();
        if (Math.max(width, depth) <= LARGEST_FIELD_MM) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                Finding.Code.NOT_A_CHEST_CT,
                "The slices measure " + Finding.whole(width) + " x " + Finding.whole(depth)
                        + " mm, which no scanner's field of view reaches. Check the voxel sizes."));
    }

    /**
     * {@code NOT_A_CHEST_CT} or {@code SLICE_DISTANCE_SUSPECT} (mm) where slices are many times thicker than their
     * distance.
     *
     * @param thicknessMm of a slice as the scanner tells
     */
    public static Optional<Finding> sliceDistance(Volume scan, @Nullable Double thicknessMm) {
        double mm = scan.affine().spacingMm()[2];
        if (thicknessMm == null || thicknessMm < LARGEST_THICKNESS_PER_DISTANCE * mm) {
            return Optional.empty();
        }
        String found = "The positions of the slices are " + Finding.decimal(mm) + " mm apart, but SliceThickness is "
                + Finding.decimal(thicknessMm) + " mm";
        if (thicknessMm >= IMPOSSIBLE_THICKNESS_PER_DISTANCE * mm && mm * scan.slices() < FLAT_SCAN_MM) {
            return Optional.of(Finding.of(
                    Finding.Code.NOT_A_CHEST_CT,
                    found
                            + ". One of the two is wrong, perhaps ImagePositionPatient in cm. Export the series again with"
                            + " the scanner's ImagePositionPatient."));
        }
        return Optional.of(Finding.of(
                Finding.Code.SLICE_DISTANCE_SUSPECT,
                mm,
                found + ". The positions were believed; if they are wrong, all volumes are wrong."));
    }

    /** {@code SLICE_DISTANCE_SUSPECT} (mm): lung that the scan cuts at one end only is much wider than high. */
    public static Optional<Finding> flatLung(Lungs lungs, Volume scan) {
        double[] mm = lungs.extentMm();
        boolean cutAtBothEnds = Math.min(lungs.cutShareBelow(), lungs.cutShareAbove()) >= CUT_SHARE;
        if (cutAtBothEnds || mm[2] >= FLAT * mm[0]) {
            return Optional.empty();
        }
        double distanceMm = scan.affine().spacingMm()[2];
        return Optional.of(Finding.of(
                Finding.Code.SLICE_DISTANCE_SUSPECT,
                distanceMm,
                "The lung is " + Finding.whole(mm[0]) + " mm wide but " + Finding.whole(mm[2])
                        + " mm high. Check the slice distance of " + Finding.decimal(distanceMm)
                        + " mm; if it is wrong, all volumes are wrong."));
    }

    /**
     * {@code NOT_A_CHEST_CT} where the grid is turned too far, or {@code OBLIQUE}, in degrees: the largest
     * angle between the rows and columns of a slice and the patient's axes. A line through the slices that leans alone, as
     * when a table drifts, leaves them axial.
     */
    public static Optional<Finding> oblique(Volume scan) {
        Affine affine = scan.affine();
        double[] mm = affine.spacingMm();
        double least = 1;
        for (int axis = 0; axis < 2; axis++) {
            least = Math.min(least, Math.abs(affine.at(axis, axis)) / mm[axis]);
        }
        double degrees = Math.toDegrees(Math.acos(Math.min(1, least)));
        if (Math.round(degrees) > LARGEST_DEGREES) {
            return Optional.of(Finding.of(
                    Finding.Code.NOT_A_CHEST_CT,
                    "Not measured: the slices are turned by " + Finding.whole(degrees)
                            + " degrees against the patient's axes. Beyond " + Finding.whole(LARGEST_DEGREES)
                            + " degrees opacity comes out many times too large. Send axial slices, or the scan"
                            + " reconstructed anew in axial slices."));
        }
        if (Math.round(degrees) <= TOLD_DEGREES) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                Finding.Code.OBLIQUE,
                degrees,
                "The slices are turned by " + Finding.whole(degrees)
                        + " degrees against the patient's axes. The network was measured on axial slices; opacity may be"
                        + " up to three times too large. Send axial slices."));
    }
}
