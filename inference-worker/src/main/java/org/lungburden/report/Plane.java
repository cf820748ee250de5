package org.lungburden.report;

import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

/**
 * A cut through a canonical scan as the sheet shows it: the patient's right on the left; front (axial) or head
 * (coronal) on top.
 */
interface Plane {
    int columns();

    int rows();

    /** Length of one step along columns. */
    double columnMm();

    /** Length of one step along rows. */
    double rowMm();

    double hu(int column, int row);

    int label(int column, int row);

    static Plane axial(Volume scan, LabelVolume labels, int k) {
        double[] mm = scan.affine().spacingMm();
        return new Cut(
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
        return new Cut(
                scan.columns(),
                scan.slices(),
                mm[0],
                mm[2],
                (i, row) -> scan.hu()[top - row][j * scan.columns() + i],
                (i, row) -> labels.labels()[top - row][j * scan.columns() + i]);
    }

    /** A value at (column, row). */
    @FunctionalInterface
    interface Values {
        int at(int column, int row);
    }

    record Cut(int columns, int rows, double columnMm, double rowMm, Values hus, Values labels) implements Plane {
        @Override
        public double hu(int column, int row) {
            return hus.at(column, row);
        }

        @Override
        public int label(int column, int row) {
            return labels.at(column, row);
        }
    }
}
