package org.lungburden.dicom.series;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Vector3;

/** The slices of one series in order, checked to form a volume. */
final class SliceStack {
    /** A slice may lie this far beside the line through all slices. */
    private static final double MAX_BESIDE_MM = 0.5;

    private static final double MAX_STEP_MM = 50;
    /** No patient and no couch is longer than this. */
    private static final double MAX_EXTENT_MM = 3000;

    private final List<CtSlice> slices;
    private final Vector3 normal;
    private final Vector3 origin;
    private final Vector3 step;

    private SliceStack(List<CtSlice> slices) {
        this.slices = slices;
        this.normal = slices.get(0).plane().normal();
        SliceSpacing.Line x = line(Vector3::x);
        SliceSpacing.Line y = line(Vector3::y);
        SliceSpacing.Line z = line(Vector3::z);
        this.origin = new Vector3(x.startMm(), y.startMm(), z.startMm());
        this.step = new Vector3(x.stepMm(), y.stepMm(), z.stepMm());
    }

    /**
     * Orders slices by their position along the normal, never by name, number or UID.
     *
     * @param slices of one series, at least one
     * @throws CodedException {@code MIXED_GEOMETRY}, {@code DUPLICATE_SLICES}, {@code UNEVEN_SPACING},
     *     {@code MISSING_SLICES}, {@code CORRUPT_IMAGE} for an impossible extent
     */
    static SliceStack of(List<CtSlice> slices) {
        CtSlice first = slices.get(0);
        slices.forEach(slice -> checkSameGeometry(slice, first));
        Vector3 normal = first.plane().normal();
        List<CtSlice> ordered = slices.stream()
                .sorted(Comparator.comparingDouble(
                        slice -> slice.plane().position().dot(normal)))
                .toList();
        checkSpacing(ordered, normal);
        SliceStack stack = new SliceStack(ordered);
        stack.checkLine();
        stack.checkExtent();
        return stack;
    }

    private static void checkSameGeometry(CtSlice slice, CtSlice first) {
        String different = !slice.plane().hasDirectionsOf(first.plane())
                ? "ImageOrientationPatient"
                : !slice.plane().hasSpacingOf(first.plane())
                        ? "PixelSpacing"
                        : slice.format().rows() != first.format().rows()
                                        || slice.format().columns()
                                                != first.format().columns()
                                ? "Rows or Columns"
                                : "";
        if (!different.isEmpty()) {
            throw new CodedException(
                    ErrorCode.MIXED_GEOMETRY,
                    "Not measured: the slices differ in " + different + ". Send one series of one scan.");
        }
    }

    private static void checkSpacing(List<CtSlice> ordered, Vector3 normal) {
        List<Vector3> positions =
                ordered.stream().map(slice -> slice.plane().position()).toList();
        SliceSpacing spacing = SliceSpacing.of(
                positions.stream().mapToDouble(normal::dot).toArray(),
                PositionRounding.alongNormalMm(positions, normal));
        if (spacing.fault() != null) {
            throw new SpacingFault(ordered, spacing).of(spacing.fault());
        }
    }

    private SliceSpacing.Line line(ToDoubleFunction<Vector3> coordinate) {
        return SliceSpacing.Line.through(
                IntStream.range(0, slices.size()).asDoubleStream().toArray(),
                slices.stream()
                        .mapToDouble(
                                slice -> coordinate.applyAsDouble(slice.plane().position()))
                        .toArray());
    }

    private Vector3 position(int k) {
        return slices.get(k).plane().position();
    }

    /** An extent that no scanner can reach would only cost memory and time. */
    private void checkExtent() {
        if (step.length() > MAX_STEP_MM || step.length() * slices.size() > MAX_EXTENT_MM) {
            throw new CodedException(
                    ErrorCode.CORRUPT_IMAGE,
                    "Not measured: by ImagePositionPatient the " + slices.size() + " slices lie "
                            + whole(step.length()) + " mm apart and reach over " + whole(step.length() * slices.size())
                            + " mm, farther than any patient or couch. Export the series again from the archive, with"
                            + " the scanner's ImagePositionPatient in mm.");
        }
    }

    private static String whole(double mm) {
        return String.format(Locale.ROOT, "%.0f", mm);
    }

    private void checkLine() {
        for (int k = 0; k < slices.size(); k++) {
            Vector3 offset = position(k).minus(origin.plus(step.times(k)));
            Vector3 beside = offset.minus(normal.times(offset.dot(normal)));
            if (beside.length() > MAX_BESIDE_MM) {
                throw new CodedException(
                        ErrorCode.MIXED_GEOMETRY,
                        "Not measured: the slices lie beside each other, not in one stack (ImagePositionPatient). Send "
                                + "one series of one scan.");
            }
        }
    }

    /** The slices, ascending along the normal. */
    List<CtSlice> slices() {
        return slices;
    }

    /** Distance of neighboring slices along the normal, in mm. */
    double spacingMm() {
        return step.dot(normal);
    }

    /** Angle between the normal and the line through the slices, in degrees: 0 unless the gantry was tilted. */
    double tiltDegrees() {
        return Math.toDegrees(Math.atan2(step.cross(normal).length(), step.dot(normal)));
    }

    /**
     * (column, row, slice) to RAS+ mm (DICOM PS3.3 C.7.6.2.1.1, with the first two axes reversed). The slice column is
     * the step from slice to slice, so that a tilted gantry gives the exact sheared grid. Step and first place are those
     * of the straight line through all positions, which averages their rounding.
     */
    Affine affine() {
        Plane plane = slices.get(0).plane();
        Vector3 i = plane.alongRow().times(plane.columnSpacingMm()).flipped();
        Vector3 j = plane.alongColumn().times(plane.rowSpacingMm()).flipped();
        Vector3 k = step.flipped();
        Vector3 start = origin.flipped();
        return Affine.ofRows(
                i.x(), j.x(), k.x(), start.x(), i.y(), j.y(), k.y(), start.y(), i.z(), j.z(), k.z(), start.z());
    }
}
