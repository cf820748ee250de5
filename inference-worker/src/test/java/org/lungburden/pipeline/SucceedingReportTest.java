package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.artifact.FileChoice;
import org.lungburden.phantom.PhantomSegmenter;
import org.lungburden.study.Correction;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.StartsPrograms;

/** The structured report of corrected labels names the report that it succeeds, as pydicom and dicom3tools read it. */
@StartsPrograms
class SucceedingReportTest {
    private static final String SCRIPT = """
            import pydicom
            first, again = pydicom.dcmread("output/measurements.dcm"), pydicom.dcmread("again/measurements.dcm")
            assert "PredecessorDocumentsSequence" not in first
            (study,) = again.PredecessorDocumentsSequence
            (series,) = study.ReferencedSeriesSequence
            (report,) = series.ReferencedSOPSequence
            assert study.StudyInstanceUID == first.StudyInstanceUID == again.StudyInstanceUID
            assert series.SeriesInstanceUID == first.SeriesInstanceUID != again.SeriesInstanceUID
            assert report.ReferencedSOPClassUID == first.SOPClassUID
            assert report.ReferencedSOPInstanceUID == first.SOPInstanceUID != again.SOPInstanceUID
            print(again.VerificationFlag, again.SeriesDescription)
            """;

    @TempDir
    Path run;

    @Test
    void theReportOfACorrectionNamesTheOneBefore() throws Exception {
        DicomRun.written(run, new PhantomSegmenter(), "labels.nii.gz,measurements.dcm", null);
        Path before = run.resolve("output/measurements.dcm");
        Correction correction = new Correction(1, 0, "Dr. A. Reader", Instant.parse("2026-03-01T10:20:30Z"));
        StudyProcessor.Order order =
                new StudyProcessor.Order.Remeasure(run.resolve("output/labels.nii.gz"), correction, before);
        FileChoice choice = FileChoice.of("measurements.dcm,segmentation.dcm").orElseThrow();
        try (PhantomSegmenter segmenter = new PhantomSegmenter()) {
            new StudyPipeline(segmenter, ArchiveLimits.defaults(), Clock.systemUTC())
                    .process(
                            new StudyProcessor.Submitted(run.resolve("phantom.zip"), null, null, null, choice)
                                    .with(order),
                            Files.createDirectory(run.resolve("again")),
                            (stage, progress) -> {});
        }

        assertThat(PythonOracle.run(run, SCRIPT).trim()).isEqualTo("UNVERIFIED LungBurden research, corrected");
        assertThat(DicomRun.program(run, "dciodvfy", "../again/measurements.dcm"))
                .isNotEmpty()
                .noneMatch(line -> line.startsWith("Error"));
    }
}
