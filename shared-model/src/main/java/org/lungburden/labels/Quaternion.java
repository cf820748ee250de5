package org.lungburden.labels;

import java.nio.ByteBuffer;

/** The qform of a NIfTI-1 header (nifti1.h, "METHOD 2"). */
final class Quaternion {
    private Quaternion() {}

    /** Voxel index to the header's unit: rotation, then qfac on k, the voxel sizes and the offset. */
    static double[] affine(ByteBuffer fields) {
        double b = fields.getFloat(256);
        double c = fields.getFloat(260);
        double d = fields.getFloat(264);
        double squares = b * b + c * c + d * d;
        double norm = squares > 1 ? Math.sqrt(squares) : 1;
        b /= norm;
        c /= norm;
        d /= norm;
        double a = Math.sqrt(Math.max(0, 1 - squares));
        double di = Math.abs(fields.getFloat(80));
        double dj = Math.abs(fields.getFloat(84));
        double dk = Math.abs(fields.getFloat(88)) * (fields.getFloat(76) < 0 ? -1 : 1);
        return new double[] {
            di * (a * a + b * b - c * c - d * d),
            dj * 2 * (b * c - a * d),
            dk * 2 * (b * d + a * c),
            fields.getFloat(268),
            di * 2 * (b * c + a * d),
            dj * (a * a + c * c - b * b - d * d),
            dk * 2 * (c * d - a * b),
            fields.getFloat(272),
            di * 2 * (b * d - a * c),
            dj * 2 * (c * d + a * b),
            dk * (a * a + d * d - b * b - c * c),
            fields.getFloat(276)
        };
    }
}
