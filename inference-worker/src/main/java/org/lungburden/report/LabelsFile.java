package org.lungburden.report;

import java.io.IOException;
import java.nio.file.Path;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Orientation;
import org.lungburden.nifti.NiftiWriter;
import org.lungburden.study.Study;

/** Writes the masks with exactly the geometry of the study: {@code labels.nii.gz}. */
public final class LabelsFile {

    private LabelsFile() {}

    /** @param canonical on the canonical grid of {@code study}'s scan */
    public static void write(LabelVolume canonical, Study study, Path gz) throws IOException {
        LabelVolume onScan = Orientation.of(study.scan().affine()).toScan(canonical);
        NiftiWriter.writeLabels(onScan, study.niftiCodes(), gz);
    }
}
