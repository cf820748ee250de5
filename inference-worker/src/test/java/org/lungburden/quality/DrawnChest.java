package org.lungburden.quality;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

/**
 * A chest of ellipsoids: 100 x 80 x 60 voxels of 4 x 4 x 5 mm, an elliptic cylinder of tissue with a spine, and two lungs
 * of 2.6 L each. Every tenth voxel of a lung is a vessel.
 *
 * @param sides 1 right, 2 left
 */
record DrawnChest(Volume scan, LabelVolume labels, byte[][] sides) {
    static final int COLUMNS = 100;
    static final int ROWS = 80;
    static final int SLICES = 60;

    private static final double[] MM = {4, 4, 5};

    /** The HU of the parts; {@code lung} gets a number that differs between neighboring voxels. */
    record Densities(int air, int tissue, int bone, int blood, IntUnaryOperator lung) {
        Densities withLung(IntUnaryOperator other) {
            return new Densities(air, tissue, bone, blood, other);
        }

        Densities withBlood(int hu) {
            return new Densities(air, tissue, bone, hu, lung);
        }
    }

    static final Densities NATIVE = new Densities(-1000, 40, 700, 40, n -> n % 10 == 0 ? -100 : -920 + n % 150);

    static DrawnChest whole() {
        return of(1, NATIVE);
    }

    /** @param scale of all voxel edges */
    static DrawnChest of(double scale, Densities densities) {
        short[][] hu = new short[SLICES][COLUMNS * ROWS];
        byte[][] labels = new byte[SLICES][COLUMNS * ROWS];
        byte[][] sides = new byte[SLICES][COLUMNS * ROWS];
        for (int k = 0; k < SLICES; k++) {
            for (int n = 0; n < hu[k].length; n++) {
                double x = (n % COLUMNS - (COLUMNS - 1) / 2.0) * MM[0];
                double y = (n / COLUMNS - (ROWS - 1) / 2.0) * MM[1];
                double z = (k - (SLICES - 1) / 2.0) * MM[2];
                boolean lung = square((Math.abs(x) - 75) / 60) + square(y / 85) + square(z / 120) <= 1;
                sides[k][n] = (byte) (!lung ? 0 : x < 0 ? 1 : 2);
                labels[k][n] = (byte) (lung ? 1 : 0);
                hu[k][n] = (short) (lung ? densities.lung().applyAsInt(n + 7919 * k) : outsideLung(densities, x, y, n));
            }
        }
        Affine affine = Affine.ofRows(-MM[0] * scale, 0, 0, 0, 0, -MM[1] * scale, 0, 0, 0, 0, MM[2] * scale, 0);
        return new DrawnChest(
                new Volume(hu, COLUMNS, ROWS, affine), new LabelVolume(labels, COLUMNS, ROWS, affine), sides);
    }

    /** The same voxels with another slice distance. */
    static DrawnChest flat(double distanceMm) {
        DrawnChest whole = whole();
        Affine affine = Affine.ofRows(-MM[0], 0, 0, 0, 0, -MM[1], 0, 0, 0, 0, distanceMm, 0);
        return new DrawnChest(
                new Volume(whole.scan.hu(), COLUMNS, ROWS, affine),
                new LabelVolume(whole.labels.labels(), COLUMNS, ROWS, affine),
                whole.sides);
    }

    private static int outsideLung(Densities densities, double x, double y, int n) {
        if (square(x / 170) + square(y / 120) > 1) {
            return densities.air() + n % 5;
        }
        if (Math.hypot(x, y - 95) < 18) {
            return densities.bone();
        }
        return Math.hypot(x, y + 40) < 30 ? densities.blood() : densities.tissue() + n % 5;
    }

    private static double square(double value) {
        return value * value;
    }

    /** The slices from {@code from} to below {@code to}. */
    DrawnChest slices(int from, int to) {
        short[][] hu = Arrays.copyOfRange(scan.hu(), from, to);
        byte[][] cut = Arrays.copyOfRange(labels.labels(), from, to);
        byte[][] cutSides = Arrays.copyOfRange(sides, from, to);
        return new DrawnChest(
                new Volume(hu, COLUMNS, ROWS, scan.affine()),
                new LabelVolume(cut, COLUMNS, ROWS, scan.affine()),
                cutSides);
    }

    Lungs lungs() {
        return Lungs.of(labels, scan);
    }
}
