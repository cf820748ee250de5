package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.artifact.FileChoice;
import org.lungburden.phantom.PhantomSegmenter;
import org.lungburden.study.Correction;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.StartsPrograms;

/** The structured report of corrected labels names the report that it succeeds and who accepted it, as pydicom and dicom3tools read it. */
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

    private static final String VERIFIED = """
            (observer,) = again.VerifyingObserverSequence
            assert observer.VerifyingOrganization and again.CompletionFlag == "COMPLETE"
            print(observer.VerifyingObserverName, observer.VerificationDateTime[:8])
            """;

    @TempDir
    Path run;

    @Test
    void theReportOfACorrectionNamesTheOneBefore() throws Exception {
        write(null);

        assertThat(PythonOracle.run(run, SCRIPT).trim()).isEqualTo("UNVERIFIED LungBurden research, corrected");
        assertThat(faults()).isEmpty();
        assertThat(page()).contains("CORRECTED").doesNotContain("ACCEPTED", "Accepted");
    }

    @Test
    void whoAcceptedStandsInReportAndPage() throws Exception {
        write(new Correction.Acceptance("Dr. J\u00f6rg O^Neil", Instant.parse("2026-03-02T11:00:00Z")));

        assertThat(PythonOracle.run(run, SCRIPT + VERIFIED).lines())
                .containsExactly("VERIFIED LungBurden research, corrected, accepted", "Dr. Jorg O Neil 20260302");
        assertThat(faults()).isEmpty();
        assertThat(page()).contains("CORRECTED, ACCEPTED", "Accepted by Dr. J\u00f6rg O^Neil on 2026-03-02.");
    }

    private void write(Correction.@Nullable Acceptance acceptance) throws Exception {
        DicomRun.written(run, new PhantomSegmenter(), "labels.nii.gz,measurements.dcm", null);
        Correction correction =
                new Correction(1, 0, "Dr. A. Reader", Instant.parse("2026-03-01T10:20:30Z"), acceptance);
        StudyProcessor.Order order = new StudyProcessor.Order.Remeasure(
                run.resolve("output/labels.nii.gz"), correction, run.resolve("output/measurements.dcm"));
        FileChoice choice =
                FileChoice.of("measurements.dcm,segmentation.dcm,report.pdf").orElseThrow();
        try (PhantomSegmenter segmenter = new PhantomSegmenter()) {
            new StudyPipeline(segmenter, ArchiveLimits.defaults(), Clock.systemUTC())
                    .process(
                            new StudyProcessor.Submitted(run.resolve("phantom.zip"), null, null, null, choice)
                                    .with(order),
                            Files.createDirectory(run.resolve("again")),
                            (stage, progress) -> {});
        }
    }

    /** Of dicom3tools. */
    private List<String> faults() throws Exception {
        List<String> said = DicomRun.program(run, "dciodvfy", "../again/measurements.dcm");
        assertThat(said).isNotEmpty();
        return said.stream().filter(line -> line.contains("Error")).toList();
    }

    private String page() throws Exception {
        try (PDDocument report = Loader.loadPDF(run.resolve("again/report.pdf").toFile())) {
            return new PDFTextStripper().getText(report);
        }
    }
}
