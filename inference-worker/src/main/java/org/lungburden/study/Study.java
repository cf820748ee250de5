package org.lungburden.study;

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
 */
public record Study(
        StudyFormat format,
        Volume scan,
        @Nullable String studyInstanceUid,
        @Nullable String seriesInstanceUid,
        @Nullable SeriesChoice series,
        @Nullable Boolean contrastEnhanced,
        @Nullable NiftiCodes niftiCodes,
        List<QualityFlag> quality) {
    public Study {
        quality = List.copyOf(quality);
    }
}
