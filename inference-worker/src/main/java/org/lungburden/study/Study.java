package org.lungburden.study;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.SeriesOption;
import org.lungburden.geometry.Volume;

/**
 * A study as read, on the scan's own grid.
 *
 * @param scan i = column, j = row, k along the slice normal (DICOM) or the file's own axes (NIfTI)
 * @param dicom null except for DICOM
 * @param niftiCodes null except for NIfTI
 */
public record Study(
        StudyFormat format,
        Volume scan,
        @Nullable DicomFacts dicom,
        @Nullable NiftiCodes niftiCodes,
        List<QualityFlag> quality) {
    public Study {
        quality = List.copyOf(quality);
    }

    public static Study ofDicom(Volume scan, DicomFacts facts, List<QualityFlag> quality) {
        return new Study(StudyFormat.DICOM, scan, facts, null, quality);
    }

    public static Study ofNifti(Volume scan, NiftiCodes codes, List<QualityFlag> quality) {
        return new Study(StudyFormat.NIFTI, scan, null, codes, quality);
    }

    /** The same study, whose voxels were mended. */
    public Study withScan(Volume mended) {
        return new Study(format, mended, dicom, niftiCodes, quality);
    }

    /** The same study with further flags. */
    public Study with(List<QualityFlag> further) {
        List<QualityFlag> all = new ArrayList<>(quality);
        all.addAll(further);
        return new Study(format, scan, dicom, niftiCodes, all);
    }

    /** The same study, with images beside a DICOM series that were not read either. */
    public Study beside(List<SeriesOption> further) {
        return new Study(format, scan, dicom == null ? null : dicom.beside(further), niftiCodes, quality);
    }

    /** Null when the headers hold none that is valid. */
    public @Nullable String studyInstanceUid() {
        return dicom == null ? null : dicom.studyInstanceUid();
    }

    /** Null when the headers hold none that is valid. */
    public @Nullable String seriesInstanceUid() {
        return dicom == null ? null : dicom.seriesInstanceUid();
    }

    /** Null except for DICOM. */
    public @Nullable SeriesChoice series() {
        return dicom == null ? null : dicom.series();
    }

    /** Null when the headers do not contain the answer. */
    public @Nullable Boolean contrastEnhanced() {
        return dicom == null ? null : dicom.contrastEnhanced();
    }

    /** The thickest slice by the scanner's account, null when the scanner tells nothing. */
    public @Nullable Double sliceThicknessMm() {
        return dicom == null ? null : dicom.sliceThicknessMm();
    }
}
