package org.lungburden.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lungburden.artifact.FileChoice;
import org.lungburden.artifact.KnownFile;
import org.lungburden.dicom.result.EncapsulatedReport;
import org.lungburden.dicom.result.PictureCapture;
import org.lungburden.dicom.result.SegmentationFile;
import org.lungburden.nifti.NiftiWriter;
import org.lungburden.report.LabelsFile;
import org.lungburden.report.MeasurementsCsv;
import org.lungburden.report.OverlaySheet;
import org.lungburden.report.pdf.ReportPdf;
import org.lungburden.study.Study;

/** Writes the files of a result. Here stands for each file what makes it. */
final class ResultFiles {
    /** Makes one of the files. */
    interface Writer {
        /** @param choice of the client, since some files refer to others */
        void write(Outcome outcome, FileChoice choice, Path file) throws IOException;
    }

    private static final Map<KnownFile, Writer> WRITERS = writers();

    private ResultFiles() {}

    private static Map<KnownFile, Writer> writers() {
        Map<KnownFile, Writer> writers = new EnumMap<>(KnownFile.class);
        writers.put(
                KnownFile.LABELS, (outcome, choice, file) -> LabelsFile.write(outcome.labels(), outcome.study(), file));
        Writer overlay =
                (outcome, choice, file) -> OverlaySheet.write(outcome.views().get(), outcome.text(), file);
        writers.put(KnownFile.OVERLAY, overlay);
        Writer report = (outcome, choice, file) ->
                ReportPdf.write(outcome.views().get(), outcome.text(), outcome.heading(), file);
        writers.put(KnownFile.REPORT, report);
        writers.put(KnownFile.MEASUREMENTS, (outcome, choice, file) -> MeasurementsCsv.write(outcome.text(), file));
        writers.put(KnownFile.IMAGE, (outcome, choice, file) -> NiftiWriter.writeImage(outcome.study(), file));
        writers.put(KnownFile.DICOM_MEASUREMENTS, DicomFiles::writeMeasurements);
        writers.put(
                KnownFile.DICOM_REPORT,
                DicomFiles.wrapped(
                        KnownFile.REPORT,
                        report,
                        (outcome, pdf, file) ->
                                EncapsulatedReport.write(outcome.dicomResult(), outcome.named(), pdf, file)));
        writers.put(
                KnownFile.DICOM_OVERLAY,
                DicomFiles.wrapped(
                        KnownFile.OVERLAY,
                        overlay,
                        (outcome, png, file) -> PictureCapture.write(
                                outcome.dicomResult(), outcome.study(), outcome.named(), png, file)));
        writers.put(
                KnownFile.DICOM_SEGMENTATION,
                (outcome, choice, file) ->
                        SegmentationFile.write(outcome.dicomResult(), outcome.study(), outcome.labels(), file));
        return writers;
    }

    /**
     * @param folder existing and empty
     * @return the written files: those that were chosen and that the scan can have
     */
    static List<StudyProcessor.OutputFile> write(Outcome outcome, FileChoice choice, Path folder) throws IOException {
        List<StudyProcessor.OutputFile> written = new ArrayList<>();
        for (KnownFile known : KnownFile.values()) {
            Writer writer = WRITERS.get(known);
            boolean possible = !known.dicomOnly() || outcome.study().dicom() != null;
            // The image does not depend on the labels, and a job has it once.
            boolean another = known != KnownFile.IMAGE || outcome.correction() == null;
            if (writer != null && possible && another && choice.holds(known)) {
                Path file = folder.resolve(known.fileName());
                writer.write(outcome, choice, file);
                written.add(new StudyProcessor.OutputFile(known.fileName(), known.mediaType(), file));
            }
        }
        return written;
    }

    /** Writes the scan alone. */
    static StudyProcessor.OutputFile image(Study study, Path folder) throws IOException {
        Path file = folder.resolve(KnownFile.IMAGE.fileName());
        NiftiWriter.writeImage(study, file);
        return new StudyProcessor.OutputFile(KnownFile.IMAGE.fileName(), KnownFile.IMAGE.mediaType(), file);
    }
}
