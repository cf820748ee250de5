package org.lungburden.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lungburden.artifact.KnownFile;
import org.lungburden.dicom.result.DicomResult;
import org.lungburden.dicom.result.MeasurementReport;

/** Writes the DICOM files of a result that hold or refer to another of its files. That other file is written before. */
final class DicomFiles {
    /** Puts a file into a DICOM file. */
    interface Wrapper {
        /** @param named whether the content shows words that may tell who the patient is */
        void wrap(DicomResult dicom, boolean named, Path content, Path file) throws IOException;
    }

    private DicomFiles() {}

    static void writeMeasurements(Outcome outcome, Path file) throws IOException {
        boolean segmented = Files.exists(file.resolveSibling(KnownFile.DICOM_SEGMENTATION.fileName()));
        MeasurementReport.write(
                outcome.dicomResult(), outcome.measurement(), outcome.text().result(), segmented, file);
    }

    /**
     * @param content what the DICOM file holds. It is made for the moment when the client has not chosen it.
     * @param writer of {@code content}
     */
    static ResultFiles.Writer wrapped(KnownFile content, ResultFiles.Writer writer, Wrapper wrapper) {
        return (outcome, file) -> {
            Path made = file.resolveSibling(content.fileName());
            boolean chosen = Files.exists(made);
            if (!chosen) {
                writer.write(outcome, made);
            }
            wrapper.wrap(outcome.dicomResult(), outcome.named(), made, file);
            if (!chosen) {
                Files.delete(made);
            }
        };
    }
}
