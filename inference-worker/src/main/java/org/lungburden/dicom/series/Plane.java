package org.lungburden.dicom.series;

import java.util.Locale;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.DicomFormatException;
import org.lungburden.dicom.file.Tag;
import org.lungburden.geometry.Vector3;

/**
 * Where a slice lies: the Image Plane module (DICOM PS3.3 C.7.6.2).
 *
 * @param position center of the first pixel
 * @param alongRow unit vector from a pixel to the next column
 * @param alongColumn unit vector from a pixel to the next row
 * @param columnSpacingMm distance of columns
 * @param rowSpacingMm distance of rows
 */
record Plane(Vector3 position, Vector3 alongRow, Vector3 alongColumn, double columnSpacingMm, double rowSpacingMm) {
    /** The tolerance allows for scanners that write direction cosines with few digits. */
    private static final double DIRECTION_TOLERANCE = 1e-3;

    /** Cosines of two decimals still tell a tilt to a third of a degree. */
    private static final int LEAST_DECIMALS = 2;

    /** Some exports write a pixel spacing that differs among slices in the fourth decimal. */
    private static final double SPACING_TOLERANCE_MM = 1e-3;

    /** CT pixels are larger than this limit. */
    private static final double LEAST_SPACING_MM = 0.01;
    /** CT pixels are smaller than this limit. Other sizes would give volumes that are meaningless or not finite. */
    private static final double LARGEST_SPACING_MM = 50;

    /** The origin of scanner coordinates lies within the scanner, so true positions are small numbers. */
    private static final double FARTHEST_MM = 100_000;

    static Plane of(DataSet frame) throws DicomFormatException {
        double[] position = required(frame, Tag.IMAGE_POSITION_PATIENT, "ImagePositionPatient", 3);
        double[] orientation = required(frame, Tag.IMAGE_ORIENTATION_PATIENT, "ImageOrientationPatient", 6);
        double[] spacing = required(frame, Tag.PIXEL_SPACING, "PixelSpacing", 2);
        Vector3 alongRow = Vector3.of(orientation, 0);
        Vector3 alongColumn = Vector3.of(orientation, 3);
        if ((!isUnit(alongRow) || !isUnit(alongColumn) || Math.abs(alongRow.dot(alongColumn)) > DIRECTION_TOLERANCE)
                && !isRounded(alongRow, alongColumn, cosineRounding(frame))) {
            throw impossible("ImageOrientationPatient is not two perpendicular unit vectors");
        }
        // a length that is off by the tolerance alone would change volumes by 0.2 %
        alongRow = alongRow.unit();
        alongColumn =
                alongColumn.minus(alongRow.times(alongColumn.dot(alongRow))).unit();
        if (!isPossible(spacing[0]) || !isPossible(spacing[1])) {
            throw impossible("PixelSpacing is " + spacing[0] + " and " + spacing[1] + " mm, which no CT image has");
        }
        if (Vector3.of(position, 0).distanceTo(Vector3.ORIGIN) > FARTHEST_MM) {
            throw impossible("ImagePositionPatient lies farther away than any scanner reaches");
        }
        return new Plane(Vector3.of(position, 0), alongRow, alongColumn, spacing[1], spacing[0]);
    }

    /** Half a unit of the last digit that any of the cosines has; 0 when they have too few digits to tell a tilt. */
    private static double cosineRounding(DataSet frame) {
        int decimals = frame.texts(Tag.IMAGE_ORIENTATION_PATIENT).stream()
                .filter(text -> !text.toUpperCase(Locale.ROOT).contains("E"))
                .mapToInt(text -> text.contains(".") ? text.length() - text.indexOf('.') - 1 : 0)
                .max()
                .orElse(0);
        return decimals < LEAST_DECIMALS ? 0 : 0.5 * Math.pow(10, -decimals);
    }

    /** Whether two perpendicular unit vectors, each component rounded, can give these vectors. */
    private static boolean isRounded(Vector3 alongRow, Vector3 alongColumn, double rounding) {
        double row = sum(alongRow);
        double column = sum(alongColumn);
        double square = 3 * rounding * rounding;
        return Math.abs(alongRow.dot(alongRow) - 1) <= 2 * rounding * row + square
                && Math.abs(alongColumn.dot(alongColumn) - 1) <= 2 * rounding * column + square
                && Math.abs(alongRow.dot(alongColumn)) <= rounding * (row + column) + square;
    }

    private static double sum(Vector3 direction) {
        return Math.abs(direction.x()) + Math.abs(direction.y()) + Math.abs(direction.z());
    }

    private static double[] required(DataSet frame, int tag, String keyword, int count) throws DicomFormatException {
        if (frame.text(tag).isEmpty()) {
            throw new DicomFormatException("An image has no " + keyword
                    + ", so nothing can be measured in it; export the series again with all attributes.");
        }
        return frame.decimals(tag, count)
                .orElseThrow(() -> impossible(keyword + " does not hold " + count + " numbers"));
    }

    private static DicomFormatException impossible(String cause) {
        return new DicomFormatException(cause + "; export the series again.");
    }

    private static boolean isPossible(double spacingMm) {
        return spacingMm >= LEAST_SPACING_MM && spacingMm <= LARGEST_SPACING_MM;
    }

    private static boolean isUnit(Vector3 direction) {
        return Math.abs(direction.length() - 1) <= DIRECTION_TOLERANCE;
    }

    /** Unit vector along which slices are ordered: row direction x column direction. */
    Vector3 normal() {
        return alongRow.cross(alongColumn).unit();
    }

    /** Whether rows and columns run as in the other slice. */
    boolean hasDirectionsOf(Plane other) {
        return alongRow.distanceTo(other.alongRow) <= DIRECTION_TOLERANCE
                && alongColumn.distanceTo(other.alongColumn) <= DIRECTION_TOLERANCE;
    }

    boolean hasSpacingOf(Plane other) {
        return Math.abs(columnSpacingMm - other.columnSpacingMm) <= SPACING_TOLERANCE_MM
                && Math.abs(rowSpacingMm - other.rowSpacingMm) <= SPACING_TOLERANCE_MM;
    }
}
