package org.lungburden.dicom.series;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.DicomFile;
import org.lungburden.dicom.file.Tag;

/**
 * To which study and series a DICOM file belongs (PS3.3 C.7.2 and C.7.3).
 *
 * @param study Study Instance UID; empty when the file has none
 * @param series Series Instance UID; empty when the file has none
 * @param ct whether the file holds CT images
 */
public record ImageIds(String study, String series, boolean ct) {

    /**
     * Reads the header alone.
     *
     * @param file the caller closes it
     * @return empty when the file is no DICOM
     */
    public static Optional<ImageIds> read(InputStream file) throws IOException {
        long most = ArchiveLimits.defaults().maxEntryBytes();
        return DicomFile.open(file, most, UnaryOperator.identity())
                .map(DicomFile::dataSet)
                .map(ImageIds::of);
    }

    private static ImageIds of(DataSet header) {
        return new ImageIds(
                header.text(Tag.STUDY_INSTANCE_UID).orElse(""),
                header.text(Tag.SERIES_INSTANCE_UID).orElse(""),
                CtFilter.isCt(header));
    }
}
