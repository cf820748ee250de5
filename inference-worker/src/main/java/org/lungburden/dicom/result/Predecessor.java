package org.lungburden.dicom.result;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.DicomFile;
import org.lungburden.dicom.file.Tag;

/** The report of an earlier result, of which archives keep both (DICOM PS3.3 C.17.2). */
public record Predecessor(
        String studyInstanceUid, String seriesInstanceUid, String sopClassUid, String sopInstanceUid) {

    /** @param report a {@code measurements.dcm} that this program wrote */
    public static Predecessor of(Path report) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(report))) {
            DataSet header = DicomFile.open(in, Long.MAX_VALUE, UnaryOperator.identity())
                    .orElseThrow(() -> new IllegalStateException("the earlier report is no DICOM file"))
                    .dataSet();
            return new Predecessor(
                    uid(header, Tag.STUDY_INSTANCE_UID),
                    uid(header, Tag.SERIES_INSTANCE_UID),
                    uid(header, Tag.SOP_CLASS_UID),
                    uid(header, Tag.SOP_INSTANCE_UID));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String uid(DataSet header, int tag) {
        return header.text(tag).orElseThrow(() -> new IllegalStateException("the earlier report lacks an identifier"));
    }

    /** An item of the macro Hierarchical SOP Instance Reference (DICOM PS3.3 C.17.2.1). */
    Elements item() {
        Elements series = new Elements()
                .text(Tag.SERIES_INSTANCE_UID, "UI", seriesInstanceUid)
                .sequence(SrTag.REFERENCED_SOP_SEQUENCE, SourceReferences.instance(sopClassUid, sopInstanceUid));
        return new Elements()
                .text(Tag.STUDY_INSTANCE_UID, "UI", studyInstanceUid)
                .sequence(ResultTag.REFERENCED_SERIES_SEQUENCE, series);
    }
}
