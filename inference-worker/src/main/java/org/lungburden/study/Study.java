package org.lungburden.study;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.geometry.Volume;

/**
 * A study as read, on the scan's own grid.
 *
 * @param scan i = column, j = row, k along the slice normal (DICOM) or the file's own axes (NIfTI)
 * @param series null except for DICOM
 * @param contrastEnhanced null when the tags do not contain the answer
 * @param niftiCodes null except for NIfTI
 * @param sliceThicknessMm the thickest slice by the scanner's account, null when the scanner tells nothing
 */
public record Study(
        StudyFormat format,
        Volume scan,
        @Nullable String studyInstanceUid,
        @Nullable String seriesInstanceUid,
        @Nullable SeriesChoice series,
        @Nullable Boolean contrastEnhanced,
        @Nullable NiftiCodes niftiCodes,
        List<QualityFlag> quality,
        @Nullable Double sliceThicknessMm) {
    public Study {
        quality = List.copyOf(quality);
    }

    /** A study whose file holds no thickness. */
    public Study(
            StudyFormat format,
            Volume scan,
            @Nullable String studyInstanceUid,
            @Nullable String seriesInstanceUid,
            @Nullable SeriesChoice series,
            @Nullable Boolean contrastEnhanced,
            @Nullable NiftiCodes niftiCodes,
            List<QualityFlag> quality) {
        this(format, scan, studyInstanceUid, seriesInstanceUid, series, contrastEnhanced, niftiCodes, quality, null);
    }

    /** The same study with further flags. */
    public Study with(List<QualityFlag> further) {
        List<QualityFlag> all = new ArrayList<>(quality);
        all.addAll(further);
        return new Study(
                format,
                scan,
                studyInstanceUid,
                seriesInstanceUid,
                series,
                contrastEnhanced,
                niftiCodes,
                all,
                sliceThicknessMm);
    }
}
