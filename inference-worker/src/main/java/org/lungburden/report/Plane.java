package org.lungburden.report;

import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

/**
 * A cut through a canonical scan as the sheet shows it: the patient's right on the left; front (axial) or head
 * (coronal) on top.
 *
 * @param columnMm length of one step along columns
 * @param rowMm length of one step along rows
 */
record Plane(int columns, int rows, double columnMm, double rowMm, Values hu, Values label) {
    /** A value at (column, row). */
    @FunctionalInterface
    interface Values {
        int at(int column, int row);
    }

    static Plane axial(Volume scan, LabelVolume labels, int k) {
        double[] mm = scan.affine().spacingMm();
        return new Plane(
                scan.columns(),
                scan.rows(),
                mm[0],
                mm[1],
                (i, j) -> scan.hu()[k][j * scan.columns() + i],
                (i, j) -> labels.labels()[k][j * scan.columns() + i]);
    }

    static Plane coronal(Volume scan, LabelVolume labels, int j) {
        double[] mm = scan.affine().spacingMm();
        int top = scan.slices() - 1;
        return new Plane(
                scan.columns(),
                scan.slices(),
                mm[0],
                mm[2],
                (i, row) -> scan.hu()[top - row][j * scan.columns() + i],
                (i, row) -> labels.labels()[top - row][j * scan.columns() + i]);
    }

    Plane withoutLabels() {
        return new Plane(columns, rows, columnMm, rowMm, hu, (column, row) -> 0);
    }
}
