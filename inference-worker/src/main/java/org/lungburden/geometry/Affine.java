package org.lungburden.geometry;

import java.util.Arrays;

/**
 * Maps voxel indices (i, j, k) to patient coordinates in RAS+ millimeters: x grows to the patient's right, y to the
 * front, z to the head. Twelve numbers, the first three rows of the 4 x 4 matrix that NIfTI calls sform.
 */
public final class Affine {
    private final double[] rows;

    private Affine(double[] rows) {
        this.rows = rows;
    }

    /** @param rows 12 finite numbers, row by row, last column the translation in mm */
    public static Affine ofRows(double... rows) {
        if (rows.length != 12) {
            throw new IllegalArgumentException("an affine has 12 numbers, got " + rows.length);
        }
        for (double value : rows) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("an affine is finite");
            }
        }
        return new Affine(rows.clone());
    }

    /** @return the 12 numbers, row by row */
    public double[] rows() {
        return rows.clone();
    }

    /** Element at row (0 x, 1 y, 2 z) and column (0 i, 1 j, 2 k, 3 translation). */
    public double at(int row, int column) {
        return rows[4 * row + column];
    }

    /** @return x, y, z in RAS+ mm */
    public double[] apply(double i, double j, double k) {
        double[] point = new double[3];
        for (int row = 0; row < 3; row++) {
            point[row] = at(row, 0) * i + at(row, 1) * j + at(row, 2) * k + at(row, 3);
        }
        return point;
    }

    /** Lengths in mm of one step along i, j and k. */
    public double[] spacingMm() {
        double[] spacing = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            spacing[axis] = Math.sqrt(square(at(0, axis)) + square(at(1, axis)) + square(at(2, axis)));
        }
        return spacing;
    }

    /** Volume of one voxel in milliliters: |determinant| / 1000; exact for sheared (tilted gantry) grids too. */
    public double voxelMl() {
        return Math.abs(determinant()) / 1000;
    }

    /** Determinant of the 3 x 3 part in mm³; its sign tells the handedness. */
    public double determinant() {
        return at(0, 0) * (at(1, 1) * at(2, 2) - at(1, 2) * at(2, 1))
                - at(0, 1) * (at(1, 0) * at(2, 2) - at(1, 2) * at(2, 0))
                + at(0, 2) * (at(1, 0) * at(2, 1) - at(1, 1) * at(2, 0));
    }

    /** The affine of a grid whose index (i, j, k) is {@code inner.apply(i, j, k)} on this one. */
    public Affine compose(Affine inner) {
        double[] product = new double[12];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++) {
                double sum = column == 3 ? at(row, 3) : 0;
                for (int m = 0; m < 3; m++) {
                    sum += at(row, m) * inner.at(m, column);
                }
                product[4 * row + column] = sum;
            }
        }
        return new Affine(product);
    }

    private static double square(double value) {
        return value * value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Affine affine && Arrays.equals(rows, affine.rows);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rows);
    }

    @Override
    public String toString() {
        return "Affine" + Arrays.toString(rows);
    }
}
