package org.lungburden.nifti;

import java.util.Optional;
import org.lungburden.geometry.Affine;
import org.lungburden.study.NiftiCodes;

/**
 * Voxel index to patient from a header: sform where its code is positive, else qform. An sform that looks like a default gives
 * way to other sizes in {@code pixdim}. A form of zeros or of other numbers
 * that make no grid counts as absent. A file with neither form has voxel sizes but does not define where left is; the
 * reader refuses such a file (docs/adr/0019-nifti-without-orientation.md).
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

    /** A grid whose axes are so oblique that a voxel has less than this share of its edges' box is flat. */
    private static final double LEAST_SPAN = 0.1;

    /** Rounding makes b² + c² + d² exceed 1 a little; larger numbers are no rotation. */
    private static final double LARGEST_QUATERNION = 1.01;

    private NiftiGeometry() {}

    /**
     * @return (i, j, k) to RAS+ mm
     * @throws org.lungburden.error.CodedException {@code UNSUPPORTED_NIFTI} without orientation or with voxels that no CT
     *     has, {@code CORRUPT_IMAGE} when no form of the header is usable
     */
    static Affine affine(NiftiHeader header) {
        if (header.sformCode() <= 0 && header.qformCode() <= 0) {
            throw NiftiHeader.unsupported("The NIfTI header gives no orientation (sform_code and qform_code are 0), so"
                    + " left and right are unknown; convert the DICOM series again, or send the DICOM series.");
        }
        Affine affine = form(header).orElseThrow(() -> NiftiHeader.corrupt(unusable(header)));
        checkSize(affine, header.shape());
        return affine;
    }

    private static String unusable(NiftiHeader header) {
        for (int axis = 1; axis <= 3; axis++) {
            double edge = header.pixdim()[axis];
            if (!(Math.abs(edge) > 0 && Double.isFinite(edge))) {
                return "The NIfTI header's pixdim[" + axis + "] is " + (float) edge
                        + ", and no other form tells the size of the voxels.";
            }
        }
        return "The NIfTI header's sform and qform are empty or not usable.";
    }

    /** An sform that looks like a default gives way to {@code pixdim} when that tells of other sizes. */
    private static Optional<Affine> form(NiftiHeader header) {
        Optional<Affine> sform = sform(header);
        if (sform.isEmpty()) {
            return qform(header);
        }
        return isPassedOver(header)
                ? qform(header).or(() -> sform.map(axes -> NiftiSizes.scaled(axes, pixdimMm(header))))
                : sform;
    }

    /** Whether the header's sform is usable, and yet the sizes of {@code pixdim} are used. */
    static boolean isPassedOver(NiftiHeader header) {
        return sform(header)
                .filter(sform -> NiftiSizes.isDefault(sform) && NiftiSizes.differ(sform, pixdimMm(header)))
                .isPresent();
    }

    static double[] pixdimMm(NiftiHeader header) {
        double[] edgesMm = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            edgesMm[axis] = Math.abs(header.pixdim()[axis + 1]) * unitMm(header);
        }
        return edgesMm;
    }

    static boolean isPlausibleEdge(double mm) {
        return mm >= LEAST_EDGE_MM && mm <= LARGEST_EDGE_MM;
    }

    /** Whether both forms are usable and one mirrors the other. */
    static boolean isContradictory(NiftiHeader header) {
        Optional<Affine> sform = sform(header);
        Optional<Affine> qform = qform(header);
        return sform.isPresent()
                && qform.isPresent()
                && Math.signum(sform.get().determinant())
                        != Math.signum(qform.get().determinant());
    }

    private static void checkSize(Affine affine, int[] shape) {
        for (int axis = 0; axis < 3; axis++) {
            double edgeMm = affine.spacingMm()[axis];
            if (!isPlausibleEdge(edgeMm) || edgeMm * shape[axis] > LARGEST_EXTENT_MM) {
                throw NiftiHeader.unsupported("The NIfTI header gives " + shape[axis] + " voxels of " + (float) edgeMm
                        + " mm along an axis; that cannot be a CT. Check the voxel sizes and xyzt_units.");
            }
        }
    }

    static Optional<Affine> sform(NiftiHeader header) {
        return header.sformCode() > 0 ? usable(header.srow(), header) : Optional.empty();
    }

    /** Empty when the numbers are not finite or the axes do not span space, as in a form of zeros. */
    private static Optional<Affine> usable(double[] rows, NiftiHeader header) {
        double[] rowsMm = new double[12];
        for (int n = 0; n < 12; n++) {
            rowsMm[n] = rows[n] * unitMm(header);
            if (!Double.isFinite(rowsMm[n])) {
                return Optional.empty();
            }
        }
        Affine affine = Affine.ofRows(rowsMm);
        double[] edgesMm = affine.spacingMm();
        double box = 1e-3 * edgesMm[0] * edgesMm[1] * edgesMm[2];
        return affine.voxelMl() > LEAST_SPAN * box ? Optional.of(affine) : Optional.empty();
    }

    /**
     * nifti1.h, "METHOD 2": rotation by the quaternion, then qfac on k, the voxel sizes and the offset. A voxel size
     * counts by its magnitude, because nifti1.h wants it positive; nibabel does the same.
     */
    private static Optional<Affine> qform(NiftiHeader header) {
        double b = header.quatern()[0];
        double c = header.quatern()[1];
        double d = header.quatern()[2];
        double squares = b * b + c * c + d * d;
        if (header.qformCode() <= 0 || !(squares <= LARGEST_QUATERNION)) {
            return Optional.empty();
        }
        double norm = squares > 1 ? Math.sqrt(squares) : 1;
        b /= norm;
        c /= norm;
        d /= norm;
        double a = Math.sqrt(Math.max(0, 1 - squares));
        double[] edges = header.pixdim();
        double di = Math.abs(edges[1]);
        double dj = Math.abs(edges[2]);
        double dk = edges[0] < 0 ? -Math.abs(edges[3]) : Math.abs(edges[3]);
        double[] offset = {header.quatern()[3], header.quatern()[4], header.quatern()[5]};
        return usable(
                new double[] {
                    di * (a * a + b * b - c * c - d * d), dj * 2 * (b * c - a * d), dk * 2 * (b * d + a * c), offset[0],
                    di * 2 * (b * c + a * d), dj * (a * a + c * c - b * b - d * d), dk * 2 * (c * d - a * b), offset[1],
                    di * 2 * (b * d - a * c), dj * 2 * (c * d + a * b), dk * (a * a + d * d - b * b - c * c), offset[2]
                },
                header);
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
