package org.lungburden.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lungburden.artifact.FileChoice;
import org.lungburden.artifact.KnownFile;
import org.lungburden.dicom.result.MeasurementReport;

/** Writes the DICOM files of a result that hold or refer to another of its files. */
final class DicomFiles {
    /** Puts a file into a DICOM file. */
    interface Wrapper {
        void wrap(Outcome outcome, Path content, Path file) throws IOException;
    }

    private DicomFiles() {}

    static void writeMeasurements(Outcome outcome, FileChoice choice, Path file) throws IOException {
        boolean segmented = choice.holds(KnownFile.DICOM_SEGMENTATION);
        MeasurementReport.write(
                outcome.dicomResult(), outcome.measurement(), outcome.text().result(), segmented, file);
    }

    /**
     * @param content what the DICOM file holds. It is made for the moment when the client has not chosen it.
     * @param writer of {@code content}
     */
    static ResultFiles.Writer wrapped(KnownFile content, ResultFiles.Writer writer, Wrapper wrapper) {
        return (outcome, choice, file) -> {
            Path made = file.resolveSibling(content.fileName());
            if (Files.notExists(made)) {
                writer.write(outcome, choice, made);
            }
            wrapper.wrap(outcome, made, file);
            if (!choice.holds(content)) {
                Files.delete(made);
            }
        };
    }
}
