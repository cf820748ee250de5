package org.lungburden.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.DoubleConsumer;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.dicom.series.DicomStudyReader;
import org.lungburden.nifti.NiftiStudyReader;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.Study;
import org.lungburden.study.StudyReader;

/** Passes an upload to the reader of its format; the content decides, never the name. */
final class FormatReader implements StudyReader {
    private final ArchiveLimits limits;
    private final StudyReader nifti;
    private final StudyReader dicom;

    FormatReader(ArchiveLimits limits, MemoryCheck memory) {
        this.limits = limits;
        this.nifti = new NiftiStudyReader(limits, memory);
        this.dicom = new DicomStudyReader(limits, memory);
    }

    @Override
    public Study read(Path upload, DoubleConsumer progress) throws IOException {
        StudyReader reader = NiftiStudyReader.claims(upload, limits) ? nifti : dicom;
        return reader.read(upload, progress);
    }
}
