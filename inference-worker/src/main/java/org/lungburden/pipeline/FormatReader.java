package org.lungburden.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.dicom.series.DicomStudyReader;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.SeriesChoiceException;
import org.lungburden.nifti.NiftiStudyReader;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.Study;

/** Passes an upload to the reader of its format; the content decides, never the name. */
final class FormatReader {
    private final ArchiveLimits limits;
    private final NiftiStudyReader nifti;
    private final DicomStudyReader dicom;

    FormatReader(ArchiveLimits limits, MemoryCheck memory) {
        this.limits = limits;
        this.nifti = new NiftiStudyReader(limits, memory);
        this.dicom = new DicomStudyReader(limits, memory);
    }

    /**
     * @param upload the file as uploaded, a zip or a single image
     * @param series Series Instance UID that the client asks for; null when the reader chooses
     * @param progress called with 0 to 1, from any thread; an exception from this call ends the reading
     */
    Study read(Path upload, @Nullable String series, DoubleConsumer progress) throws IOException {
        if (!NiftiStudyReader.claims(upload, limits)) {
            return dicom.read(upload, series, progress);
        }
        if (series != null) {
            throw new SeriesChoiceException(
                    ErrorCode.SERIES_NOT_FOUND,
                    "The study is a NIfTI image, which has no SeriesInstanceUID. Submit it without one.",
                    List.of());
        }
        return nifti.read(upload, progress);
    }
}
