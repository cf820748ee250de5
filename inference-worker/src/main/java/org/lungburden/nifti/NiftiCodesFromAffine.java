package org.lungburden.nifti;

import org.lungburden.geometry.Affine;
import org.lungburden.study.NiftiCodes;

/**
 * The geometry fields for an affine in mm. Sform is always set. Qform (nifti1.h, "METHOD 2") is set only for
 * perpendicular axes, since a quaternion cannot hold the shear of a tilted gantry.
 */
final class NiftiCodesFromAffine {
    private static final int SCANNER = 1;
    private static final int MILLIMETER = 2;
    /**
     * Largest cosine between two axes that count as perpendicular. The limit allows for direction cosines that were
     * written with few decimals.
     */
    private static final double PERPENDICULAR = 1e-3;

    private NiftiCodesFromAffine() {}

    static NiftiCodes of(Affine affine) {
        double[] edgesMm = affine.spacingMm();
        double[][] r = new double[3][3];
        for (int row = 0; row < 3; row++) {
            for (int axis = 0; axis < 3; axis++) {
                r[row][axis] = affine.at(row, axis) / edgesMm[axis];
            }
        }
        float qfac = affine.determinant() < 0 ? -1 : 1;
        for (double[] row : r) {
            row[2] *= qfac;
        }
        boolean turned = isPerpendicular(r);
        double[] bcd = turned ? quaternion(r) : new double[3];
        float[] pixdim = {qfac, (float) edgesMm[0], (float) edgesMm[1], (float) edgesMm[2], 0, 0, 0, 0};
        float[] quatern = {
            (float) bcd[0], (float) bcd[1], (float) bcd[2],
            (float) affine.at(0, 3), (float) affine.at(1, 3), (float) affine.at(2, 3)
        };
        float[] srow = new float[12];
        for (int n = 0; n < 12; n++) {
            srow[n] = (float) affine.at(n / 4, n % 4);
        }
        return new NiftiCodes(turned ? SCANNER : 0, SCANNER, pixdim, quatern, srow, MILLIMETER);
    }

    private static boolean isPerpendicular(double[][] r) {
        for (int axis = 0; axis < 3; axis++) {
            int next = (axis + 1) % 3;
            double cosine = r[0][axis] * r[0][next] + r[1][axis] * r[1][next] + r[2][axis] * r[2][next];
            if (Math.abs(cosine) > PERPENDICULAR) {
                return false;
            }
        }
        return true;
    }

    /**
     * b, c, d of the unit quaternion of a rotation, with a not negative. The method finds the largest of the four
     * first, so that the code never divides by a small number (Shepperd 1978, doi 10.2514/3.55767b).
     */
    private static double[] quaternion(double[][] r) {
        double[] fourSquares = {
            1 + r[0][0] + r[1][1] + r[2][2],
            1 + r[0][0] - r[1][1] - r[2][2],
            1 - r[0][0] + r[1][1] - r[2][2],
            1 - r[0][0] - r[1][1] + r[2][2]
        };
        int largest = 0;
        for (int n = 1; n < 4; n++) {
            largest = fourSquares[n] > fourSquares[largest] ? n : largest;
        }
        double twice = Math.sqrt(fourSquares[largest]);
        double[] q = quaternionTimes(r, largest, twice);
        double norm = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
        double scale = (q[0] < 0 ? -1 : 1) / norm;
        return new double[] {q[1] * scale, q[2] * scale, q[3] * scale};
    }

    private static double[] quaternionTimes(double[][] r, int largest, double twice) {
        double h = 0.5 / twice;
        double x = (r[2][1] - r[1][2]) * h;
        double y = (r[0][2] - r[2][0]) * h;
        double z = (r[1][0] - r[0][1]) * h;
        double xy = (r[0][1] + r[1][0]) * h;
        double xz = (r[0][2] + r[2][0]) * h;
        double yz = (r[1][2] + r[2][1]) * h;
        return switch (largest) {
            case 0 -> new double[] {twice / 2, x, y, z};
            case 1 -> new double[] {x, twice / 2, xy, xz};
            case 2 -> new double[] {y, xy, twice / 2, yz};
            default -> new double[] {z, xz, yz, twice / 2};
        };
    }
}
