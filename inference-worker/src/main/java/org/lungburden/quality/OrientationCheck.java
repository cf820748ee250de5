package org.lungburden.quality;

import java.util.Optional;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

/**
 * Whether the body lies as the header says. A file whose axes were named wrongly, such as an array that was saved with
 * another array's affine, has plausible volumes on wrong sides and in wrong zones. Left and right alone cannot be told: the
 * chest is nearly symmetric, and a few people have the heart on the right.
 */
public final class OrientationCheck {
    private static final String CHECK =
            " Check the affine (NIfTI) or ImageOrientationPatient (DICOM) against the body, and submit the scan again.";

    /** A single lung is deeper than wide too, and has the spine at its side. */
    private static final double SECOND_LUNG_SHARE = 0.3;

    private OrientationCheck() {}

    /**
     * {@code ORIENTATION_SUSPECT} when the slices are not axial. Needs no lungs.
     *
     * @param scan in the canonical orientation
     */
    public static Optional<Finding> ofAxes(Volume scan) {
        String[] directions = {"from right to left", "from front to back"};
        return BodyAxes.wronglyNamed(scan).stream()
                .mapToObj(axis -> Finding.of(
                        Finding.Code.ORIENTATION_SUSPECT,
                        "The header seems to name the axes wrongly: feet and head seem to lie along the axis that it"
                                + " calls " + directions[axis]
                                + ". The slices are not axial, so all numbers may be wrong." + CHECK))
                .findFirst();
    }

    /**
     * {@code ORIENTATION_SUSPECT} when the slices are axial, but turned or mirrored.
     *
     * @param labels on the grid of {@code scan}
     * @param scan in the canonical orientation
     */
    public static Optional<Finding> ofLungs(Lungs lungs, LabelVolume labels, Volume scan) {
        boolean wide = lungs.extentMm()[0] > lungs.extentMm()[1];
        boolean spineAtSide = !wide
                && lungs.secondShare() >= SECOND_LUNG_SHARE
                && SpineSide.along(0, scan, labels, lungs).isClear();
        if (spineAtSide || BodyShape.isDeeperThanWide(lungs, labels, scan)) {
            return swapped("Left and right seem to be swapped with front and back");
        }
        boolean upsideDown = LungStance.isUpsideDown(lungs, labels);
        boolean turned = wide && SpineSide.along(1, scan, labels, lungs).isAtStart();
        if (upsideDown && turned) {
            return swapped("Head and feet, and front and back, seem to be swapped");
        }
        if (upsideDown || turned) {
            return swapped((upsideDown ? "Head and feet" : "Front and back")
                    + " seem to be swapped, perhaps with left and right");
        }
        return Optional.empty();
    }

    private static Optional<Finding> swapped(String what) {
        return Optional.of(Finding.of(
                Finding.Code.ORIENTATION_SUSPECT,
                what + ": the lungs and the spine do not lie as the header says. Sides and zones may be wrong, and"
                        + " lesions may be missed." + CHECK));
    }
}
