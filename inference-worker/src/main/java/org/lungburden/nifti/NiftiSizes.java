package org.lungburden.nifti;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.Affine;
import org.lungburden.study.QualityFlag;

/**
 * The voxel sizes of a header, which gives them twice: as edges of the sform and as {@code pixdim}, which the qform uses
 * too (docs/adr/0019-nifti-without-orientation.md).
 */
final class NiftiSizes {
    /** Rounding of sizes and of matrices stays far below. */
    private static final double LARGEST_DIFFERENCE = 0.01;

    private static final int AXES = 3;

    /** The chest of an adult is wider. That of a child is scaled to 1 mm with an origin, which is no default. */
    private static final int LEAST_DEFAULT_MM = 200;

    private NiftiSizes() {}

    /** Whether {@code pixdim} has sizes that a CT may have, one of which differs from the affine's by more than 1 %. */
    static boolean differ(Affine affine, double[] pixdimMm) {
        double[] edgesMm = affine.spacingMm();
        boolean different = false;
        for (int axis = 0; axis < AXES; axis++) {
            if (!NiftiGeometry.isPlausibleEdge(pixdimMm[axis])) {
                return false;
            }
            different |= Math.abs(edgesMm[axis] - pixdimMm[axis]) > LARGEST_DIFFERENCE * pixdimMm[axis];
        }
        return different;
    }

    /**
     * Whether every number is 0, 1 or -1 and the origin is 0, as in the identity matrix of tools that were given no
     * geometry. Scans resampled to 1 mm have an origin.
     */
    static boolean isDefault(Affine affine) {
        double[] rows = affine.rows();
        for (int n = 0; n < rows.length; n++) {
            boolean origin = n % 4 == 3;
            if (rows[n] != 0 && (origin || Math.abs(rows[n]) != 1)) {
                return false;
            }
        }
        return true;
    }

    /** The default with other edges. */
    static Affine scaled(Affine affine, double[] edgesMm) {
        double[] rows = affine.rows();
        for (int n = 0; n < rows.length; n++) {
            rows[n] *= n % 4 == 3 ? 1 : edgesMm[n % 4];
        }
        return Affine.ofRows(rows);
    }

    /** @throws CodedException {@code UNSUPPORTED_NIFTI} when default sizes cannot be those of a chest */
    static void check(NiftiHeader header, Affine affine) {
        int[] shape = header.shape();
        if (isDefault(affine) && Math.max(shape[0], Math.max(shape[1], shape[2])) < LEAST_DEFAULT_MM) {
            throw new CodedException(
                    ErrorCode.UNSUPPORTED_NIFTI,
                    "The voxel sizes look like a default (1 x 1 x 1 mm, no origin). By them the whole image is "
                            + shape[0]
                            + " x " + shape[1] + " x " + shape[2]
                            + " mm, smaller than a chest, so nothing tells its size or its axes. Convert the scan again"
                            + " from DICOM, with its affine.");
        }
    }

    static List<QualityFlag> flags(NiftiHeader header) {
        List<QualityFlag> flags = new ArrayList<>();
        Affine used = NiftiGeometry.affine(header);
        double[] pixdimMm = NiftiGeometry.pixdimMm(header);
        NiftiGeometry.sform(header).filter(sform -> differ(sform, pixdimMm)).ifPresent(sform -> {
            boolean passedOver = isDefault(sform);
            flags.add(new QualityFlag(
                    "VOXEL_SIZE_AMBIGUOUS",
                    "The NIfTI header gives two voxel sizes: " + text(sform.spacingMm()) + " (sform) and "
                            + text(pixdimMm) + " (pixdim); the " + (passedOver ? "pixdim" : "sform")
                            + " was used. All volumes depend on it."
                            + (passedOver
                                    ? " Left and right may be swapped, since the sform looks like a default."
                                    : ""),
                    null));
        });
        if (isDefault(used)) {
            flags.add(new QualityFlag(
                    "VOXEL_SIZE_DEFAULT",
                    "The voxel sizes look like a default (1 x 1 x 1 mm, no origin). If the scan has others, all volumes are"
                            + " wrong, and left and right may be swapped.",
                    null));
        }
        return flags;
    }

    private static String text(double[] edgesMm) {
        return String.format(Locale.ROOT, "%.2f x %.2f x %.2f mm", edgesMm[0], edgesMm[1], edgesMm[2]);
    }
}
