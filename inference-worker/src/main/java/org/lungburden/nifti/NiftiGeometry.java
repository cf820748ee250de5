package org.lungburden.nifti;

import org.lungburden.geometry.Affine;
import org.lungburden.study.NiftiCodes;

/**
 * Voxel index to patient from a header: sform where its code is positive, else qform. A file with neither has voxel
 * sizes but does not define where left is; the reader refuses such a file.
 */
final class NiftiGeometry {
    private static final int UNIT_MASK = 0x07;
    private static final int METER = 1;
    private static final int MILLIMETER = 2;
    private static final int MICRON = 3;

    /** Voxel edges of a CT lie between these limits. Other values mean that the units in the header are wrong. */
    private static final double LEAST_EDGE_MM = 0.05;

    private static final double LARGEST_EDGE_MM = 50;

    /** No patient and no couch is longer; a larger extent would only cost memory and time. */
    private static final double LARGEST_EXTENT_MM = 3000;

    private NiftiGeometry() {}

    /** @return (i, j, k) to RAS+ mm */
    static Affine affine(NiftiHeader header) {
        double[] rows = header.sformCode() > 0 ? header.srow() : qform(header);
        double[] rowsMm = new double[12];
        for (int n = 0; n < 12; n++) {
            rowsMm[n] = rows[n] * unitMm(header);
            if (!Double.isFinite(rowsMm[n])) {
                throw NiftiHeader.corrupt("The NIfTI header's geometry is not finite.");
            }
        }
        return checked(Affine.ofRows(rowsMm), header.shape());
    }

    private static Affine checked(Affine affine, int[] shape) {
        double edgesMl = 1e-3;
        for (int axis = 0; axis < 3; axis++) {
            double edgeMm = affine.spacingMm()[axis];
            if (edgeMm < LEAST_EDGE_MM || edgeMm > LARGEST_EDGE_MM || edgeMm * shape[axis] > LARGEST_EXTENT_MM) {
                throw NiftiHeader.unsupported("The NIfTI header's voxel size cannot be that of a CT.");
            }
            edgesMl *= edgeMm;
        }
        if (affine.voxelMl() < 0.1 * edgesMl) {
            throw NiftiHeader.corrupt("The NIfTI header's axes lie in one plane.");
        }
        return affine;
    }

    /** nifti1.h, "METHOD 2": rotation by the quaternion, then qfac on k, the voxel sizes and the offset. */
    private static double[] qform(NiftiHeader header) {
        if (header.qformCode() <= 0) {
            throw NiftiHeader.unsupported("The NIfTI header gives no orientation (neither sform nor qform).");
        }
        double b = header.quatern()[0];
        double c = header.quatern()[1];
        double d = header.quatern()[2];
        double squares = b * b + c * c + d * d;
        double norm = squares > 1 ? Math.sqrt(squares) : 1;
        b /= norm;
        c /= norm;
        d /= norm;
        double a = Math.sqrt(Math.max(0, 1 - squares));
        double[] edges = header.pixdim();
        double di = edges[1];
        double dj = edges[2];
        double dk = edges[0] < 0 ? -edges[3] : edges[3];
        double[] offset = {header.quatern()[3], header.quatern()[4], header.quatern()[5]};
        return new double[] {
            di * (a * a + b * b - c * c - d * d), dj * 2 * (b * c - a * d), dk * 2 * (b * d + a * c), offset[0],
            di * 2 * (b * c + a * d), dj * (a * a + c * c - b * b - d * d), dk * 2 * (c * d - a * b), offset[1],
            di * 2 * (b * d - a * c), dj * 2 * (c * d + a * b), dk * (a * a + d * d - b * b - c * c), offset[2]
        };
    }

    /** Whether the header names the spatial unit; without a name the reader assumes mm. */
    static boolean knowsUnit(NiftiHeader header) {
        int unit = header.xyztUnits() & UNIT_MASK;
        return unit == METER || unit == MILLIMETER || unit == MICRON;
    }

    private static double unitMm(NiftiHeader header) {
        return switch (header.xyztUnits() & UNIT_MASK) {
            case METER -> 1000;
            case MICRON -> 0.001;
            default -> 1;
        };
    }

    /** The fields that a mask repeats; NIfTI-2's doubles become floats. */
    static NiftiCodes codes(NiftiHeader header) {
        return new NiftiCodes(
                header.qformCode(),
                header.sformCode(),
                floats(header.pixdim()),
                floats(header.quatern()),
                floats(header.srow()),
                header.xyztUnits());
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int n = 0; n < values.length; n++) {
            floats[n] = (float) values[n];
        }
        return floats;
    }
}
