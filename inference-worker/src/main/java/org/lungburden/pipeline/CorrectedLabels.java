package org.lungburden.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Orientation;
import org.lungburden.geometry.Volume;
import org.lungburden.nifti.NiftiLabels;

/** Reads labels that a person corrected. The service checked them when they came. */
final class CorrectedLabels {
    private CorrectedLabels() {}

    /**
     * @param scan as read, on whose grid the labels lie
     * @return in the canonical orientation of the scan, whose affine has no rounding of a file's header
     * @throws CodedException {@code LABELS_GEOMETRY_MISMATCH}, or the codes of {@link NiftiLabels}
     */
    static LabelVolume read(Path file, Volume scan) throws IOException {
        LabelVolume labels = NiftiLabels.readAsStored(file);
        if (labels.columns() != scan.columns() || labels.rows() != scan.rows() || labels.slices() != scan.slices()) {
            throw new CodedException(ErrorCode.LABELS_GEOMETRY_MISMATCH);
        }
        Orientation orientation = Orientation.of(scan.affine());
        return orientation.toCanonical(
                new LabelVolume(labels.labels(), labels.columns(), labels.rows(), scan.affine()));
    }
}
