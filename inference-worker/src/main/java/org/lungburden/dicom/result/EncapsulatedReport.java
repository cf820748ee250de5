package org.lungburden.dicom.result;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.lungburden.dicom.write.ElementWriter;

/** A PDF as an archive keeps it: an Encapsulated PDF (DICOM PS3.3 A.45.1), whose bytes are those of the PDF. */
public final class EncapsulatedReport {
    private EncapsulatedReport() {}

    /**
     * @param named whether the page shows words of the client's, which may tell who the patient is
     * @param pdf the page
     */
    public static void write(DicomResult dicom, boolean named, Path pdf, Path file) throws IOException {
        byte[] page = Files.readAllBytes(pdf);
        byte[] even = Arrays.copyOf(page, page.length + page.length % 2);
        Elements document = ResultHeader.of(dicom, ResultKind.REPORT)
                .text(CaptureTag.CONVERSION_TYPE, "CS", CaptureTag.WORKSTATION)
                .text(CaptureTag.ACQUISITION_DATE_TIME, "DT", "")
                .text(CaptureTag.BURNED_IN_ANNOTATION, "CS", named ? "YES" : "NO")
                .sequence(SrTag.CONCEPT_NAME_CODE_SEQUENCE, Concepts.REPORT.item())
                .text(CaptureTag.DOCUMENT_TITLE, "ST", "CT lung opacity quantification, research use only")
                .text(CaptureTag.MIME_TYPE_OF_ENCAPSULATED_DOCUMENT, "LO", "application/pdf")
                .put(
                        CaptureTag.ENCAPSULATED_DOCUMENT,
                        new ElementWriter().otherBytes(CaptureTag.ENCAPSULATED_DOCUMENT, even))
                .unsignedLongs(CaptureTag.ENCAPSULATED_DOCUMENT_LENGTH, page.length)
                .sequence(CaptureTag.SOURCE_INSTANCE_SEQUENCE, SourceReferences.instances(dicom.source()));
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(ResultHeader.meta(dicom, ResultKind.REPORT));
            out.write(document.bytes());
        }
    }
}
