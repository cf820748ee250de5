package org.lungburden.dicom.series;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.DicomFormatException;
import org.lungburden.geometry.Vector3;

/** A frame whose header says where it lies. */
record PlacedFrame(CtFrame frame, Plane plane) {

    /** Empty for a frame without an image plane, such as a page with dose values. */
    static Optional<PlacedFrame> of(CtFrame frame) {
        try {
            return Optional.of(new PlacedFrame(frame, Plane.of(frame.attributes())));
        } catch (DicomFormatException noPlane) {
            return Optional.empty();
        }
    }

    DataSet attributes() {
        return frame.attributes();
    }

    double along(Vector3 normal) {
        return plane.position().dot(normal);
    }

    /** In the order of their places along the normal of the first frame; frames at one place keep their order. */
    static List<PlacedFrame> inOrder(List<PlacedFrame> frames) {
        Vector3 normal = frames.get(0).plane().normal();
        return frames.stream()
                .sorted(Comparator.comparingDouble(frame -> frame.along(normal)))
                .toList();
    }

    /** Whether both lie at the same distance along the normal of this one. */
    boolean sharesPlaceWith(PlacedFrame other) {
        Vector3 normal = plane.normal();
        return Math.abs(along(normal) - other.along(normal)) < SliceSpacing.SAME_PLACE_MM;
    }

    /** Whether both have the same pixels in space: place, directions, pixel spacing, rows and columns. */
    boolean hasGridOf(PlacedFrame other) {
        return plane.position().distanceTo(other.plane.position()) < SliceSpacing.SAME_PLACE_MM && fitsInStackOf(other);
    }

    /** Whether both can be slices of one volume. */
    boolean fitsInStackOf(PlacedFrame other) {
        return plane.hasDirectionsOf(other.plane) && hasMatrixOf(other);
    }

    /** Whether both have rows and columns of the same number and spacing. */
    boolean hasMatrixOf(PlacedFrame other) {
        return plane.hasSpacingOf(other.plane)
                && frame.rows().equals(other.frame.rows())
                && frame.columns().equals(other.frame.columns());
    }
}
