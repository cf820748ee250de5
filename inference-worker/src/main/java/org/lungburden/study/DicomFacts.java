package org.lungburden.study;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.SeriesOption;

/**
 * What the headers of a DICOM scan tell beside its voxels.
 *
 * @param studyInstanceUid null when the headers hold none that is valid
 * @param seriesInstanceUid null when the headers hold none that is valid
 * @param series why this series was read
 * @param contrastEnhanced null when the headers do not contain the answer
 * @param sliceThicknessMm the thickest slice by the scanner's account, null when the scanner tells nothing
 * @param kernel Convolution Kernel (DICOM PS3.3 C.8.2.1), null when the headers hold none
 * @param source what DICOM files of the results refer to and take over
 */
public record DicomFacts(
        @Nullable String studyInstanceUid,
        @Nullable String seriesInstanceUid,
        SeriesChoice series,
        @Nullable Boolean contrastEnhanced,
        @Nullable Double sliceThicknessMm,
        @Nullable String kernel,
        DicomSource source) {

    /** The same facts, with images beside the series that were not read either. */
    DicomFacts beside(List<SeriesOption> further) {
        return new DicomFacts(
                studyInstanceUid,
                seriesInstanceUid,
                series.beside(further),
                contrastEnhanced,
                sliceThicknessMm,
                kernel,
                source);
    }
}
