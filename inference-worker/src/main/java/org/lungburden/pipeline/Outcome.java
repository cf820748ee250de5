package org.lungburden.pipeline;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.dicom.result.DicomResult;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;
import org.lungburden.measure.Measurement;
import org.lungburden.report.OverlayText;
import org.lungburden.report.Views;
import org.lungburden.report.pdf.Heading;
import org.lungburden.study.Correction;
import org.lungburden.study.Study;

/**
 * All that the files of a result are made from. What only some files need is made when the first of them is written.
 *
 * @param study as read, on the scan's own grid, with all its flags
 * @param canonical its scan in the canonical orientation
 * @param labels on the grid of {@code canonical}
 * @param views the cuts that picture and report show, lazily
 * @param text the result and the client's reference
 * @param heading what the report tells about the scan and the patient
 * @param dicom what the DICOM files share, lazily; only for a study of DICOM files
 * @param correction null when the labels are the network's
 */
record Outcome(
        Study study,
        Volume canonical,
        LabelVolume labels,
        Measurement measurement,
        Supplier<Views> views,
        OverlayText text,
        Heading heading,
        Supplier<DicomResult> dicom,
        @Nullable Correction correction) {

    /** Whether picture or report shows words that may tell who the patient is: the client's reference, or a name. */
    boolean named() {
        return text.reference() != null || heading.patient() != null;
    }

    /** What the DICOM files share; only for a study of DICOM files. */
    DicomResult dicomResult() {
        return dicom.get();
    }
}
