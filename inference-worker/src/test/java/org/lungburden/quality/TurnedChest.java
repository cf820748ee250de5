package org.lungburden.quality;

import org.lungburden.geometry.Affine;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Orientation;
import org.lungburden.geometry.Volume;

/**
 * The drawn chest with what tells its ends apart: lungs that rest on the domes of a diaphragm, and that meet in front of
 * the heart. A header that names its axes wrongly turns it.
 *
 * @param scan in what the header calls the canonical orientation
 */
record TurnedChest(Volume scan, LabelVolume labels) {

    static TurnedChest upright() {
        DrawnChest chest = DrawnChest.whole();
        short[][] hu = new short[DrawnChest.SLICES][];
        byte[][] labels = new byte[DrawnChest.SLICES][];
        for (int k = 0; k < hu.length; k++) {
            hu[k] = chest.scan().hu()[k].clone();
            labels[k] = chest.labels().labels()[k].clone();
            for (int n = 0; n < hu[k].length; n++) {
                double x = (n % DrawnChest.COLUMNS - 49.5) * 4;
                double y = (n / DrawnChest.COLUMNS - 39.5) * 4;
                double z = (k - 29.5) * 5;
                boolean diaphragm = z < -60 || Math.hypot(Math.hypot(Math.abs(x) - 75, y), z + 80) < 60;
                boolean inFront = Math.abs(x) > 3 && Math.abs(x) < 20 && y > -65 && y < -45 && Math.abs(z) < 50;
                if (diaphragm && labels[k][n] != 0) {
                    labels[k][n] = 0;
                    hu[k][n] = 40;
                } else if (inFront) {
                    labels[k][n] = 1;
                    hu[k][n] = -850;
                }
            }
        }
        return of(hu, labels, chest.scan().affine());
    }

    private static TurnedChest of(short[][] hu, byte[][] labels, Affine affine) {
        return new TurnedChest(
                new Volume(hu, DrawnChest.COLUMNS, DrawnChest.ROWS, affine),
                new LabelVolume(labels, DrawnChest.COLUMNS, DrawnChest.ROWS, affine));
    }

    /**
     * @param axes the directions (letters of R, L, A, P, S, I) that the header gives to i, j and k; the right ones are
     *     "LPS"
     */
    TurnedChest called(String axes) {
        double[] rows = new double[12];
        for (int axis = 0; axis < 3; axis++) {
            int at = "RLAPSI".indexOf(axes.charAt(axis));
            rows[4 * (at / 2) + axis] = (at % 2 == 0 ? 1 : -1) * scan.affine().spacingMm()[axis];
        }
        Affine affine = Affine.ofRows(rows);
        Orientation orientation = Orientation.of(affine);
        Volume turned = orientation.toCanonical(new Volume(scan.hu(), scan.columns(), scan.rows(), affine));
        short[][] codes = new short[labels.slices()][scan.columns() * scan.rows()];
        for (int k = 0; k < codes.length; k++) {
            for (int n = 0; n < codes[k].length; n++) {
                codes[k][n] = labels.labels()[k][n];
            }
        }
        Volume turnedCodes = orientation.toCanonical(new Volume(codes, scan.columns(), scan.rows(), affine));
        byte[][] turnedLabels = new byte[turned.slices()][turned.columns() * turned.rows()];
        for (int k = 0; k < turnedLabels.length; k++) {
            for (int n = 0; n < turnedLabels[k].length; n++) {
                turnedLabels[k][n] = (byte) turnedCodes.hu()[k][n];
            }
        }
        return new TurnedChest(turned, new LabelVolume(turnedLabels, turned.columns(), turned.rows(), turned.affine()));
    }
}
