package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.phantom.PhantomSegmenter;
import org.lungburden.report.pdf.Disclosure;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.StartsPrograms;

/** Report, page and picture as DICOM, read back by pydicom, dcmtk and dicom3tools. */
@StartsPrograms
class DicomFilesTest {
    /** What the tree, page and picture refer to are the images of the upload, in the study of the upload. */
    private static final String REFERENCES = """
            import io, sys, zipfile, pydicom
            with zipfile.ZipFile(sys.argv[1]) as study:
                images = [pydicom.dcmread(io.BytesIO(study.read(name))) for name in study.namelist()]
            uids = {image.SOPInstanceUID for image in images}
            assert len(uids) == 60
            for name in ["measurements.dcm", "report.dcm", "overlay.dcm"]:
                file = pydicom.dcmread("output/" + name)
                for tag in ["StudyInstanceUID", "PatientName", "PatientID", "PatientBirthDate", "PatientSex"]:
                    assert file[tag].value == images[0][tag].value, tag
                assert file.SeriesDescription == "LungBurden research, not reviewed"
            report = pydicom.dcmread("output/measurements.dcm")
            assert (report.CompletionFlag, report.VerificationFlag) == ("COMPLETE", "UNVERIFIED")
            (study,) = report.CurrentRequestedProcedureEvidenceSequence
            assert study.StudyInstanceUID == images[0].StudyInstanceUID
            (series,) = [s for s in study.ReferencedSeriesSequence if s.SeriesInstanceUID == images[0].SeriesInstanceUID]
            assert {image.ReferencedSOPInstanceUID for image in series.ReferencedSOPSequence} == uids
            def listed(item):
                own = {x.ReferencedSOPInstanceUID for x in item.get("ReferencedSOPSequence", [])}
                return own.union(*(listed(x) for x in item.get("ContentSequence", [])))
            evidence = {x.ReferencedSOPInstanceUID for s in study.ReferencedSeriesSequence for x in s.ReferencedSOPSequence}
            assert listed(report) == evidence and uids < evidence
            page = pydicom.dcmread("output/report.dcm")
            assert {x.ReferencedSOPInstanceUID for x in page.SourceInstanceSequence} == uids
            picture = pydicom.dcmread("output/overlay.dcm")
            assert {x.ReferencedSOPInstanceUID for x in picture.SourceImageSequence} == uids
            """;

    private static final String CONTENTS = """
            import numpy, pydicom
            from PIL import Image
            page = pydicom.dcmread("output/report.dcm")
            document = page.EncapsulatedDocument
            assert len(document) % 2 == 0 and page.MIMETypeOfEncapsulatedDocument == "application/pdf"
            assert document[:page.EncapsulatedDocumentLength] == open("output/report.pdf", "rb").read()
            picture = pydicom.dcmread("output/overlay.dcm")
            drawn = numpy.array(Image.open("output/overlay.png").convert("RGB"))
            assert drawn.std() > 10 and numpy.array_equal(picture.pixel_array, drawn)
            print(page.BurnedInAnnotation, picture.BurnedInAnnotation)
            """;

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws Exception {
        DicomRun.written(folder, new PhantomSegmenter(), "all", null);
    }

    @Test
    void pageAndPictureAreWrappedUnchanged() throws Exception {
        assertThat(PythonOracle.run(folder, CONTENTS).trim()).isEqualTo("NO NO");
        assertThat(DicomRun.program(folder, "dcm2pdf", "report.dcm", "extracted.pdf"))
                .isEmpty();
        Path output = folder.resolve("output");
        assertThat(output.resolve("extracted.pdf")).hasSameBinaryContentAs(output.resolve("report.pdf"));
    }

    @Test
    void wrappedFilesAloneLeaveNothingElse(@TempDir Path run) throws Exception {
        DicomRun.written(run, new PhantomSegmenter(), "report.dcm,overlay.dcm", "MRN 4711");
        try (Stream<Path> files = Files.list(run.resolve("output"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("report.dcm", "overlay.dcm");
        }
        String script = """
                import pydicom
                print(*(pydicom.dcmread("output/" + name).BurnedInAnnotation for name in ["report.dcm", "overlay.dcm"]))
                """;
        assertThat(PythonOracle.run(run, script).trim()).isEqualTo("YES YES");
    }

    @Test
    void aPageWithThePatientsNameSaysThatItIsBurnedIn(@TempDir Path run) throws Exception {
        DicomRun.written(run, new PhantomSegmenter(), "report.pdf,report.dcm", null, new Disclosure(false, true));
        String script = """
                import pydicom
                page = pydicom.dcmread("output/report.dcm")
                print(page.BurnedInAnnotation, page.PatientID)
                """;
        String[] told = PythonOracle.run(run, script).trim().split(" ", 2);
        assertThat(told[0]).isEqualTo("YES");
        try (PDDocument report =
                Loader.loadPDF(run.resolve("output").resolve("report.pdf").toFile())) {
            assertThat(new PDFTextStripper().getText(report)).contains("ID " + told[1]);
        }
    }

    /** The phantom's study has the date 20000101. */
    @Test
    void theDayOfTheScanIsToldOnlyWhereItIsKept(@TempDir Path run) throws Exception {
        Disclosure kept = new Disclosure(true, false);
        assertThat(DicomRun.written(run, new PhantomSegmenter(), "labels.nii.gz", null, kept)
                        .study()
                        .acquiredOn())
                .isEqualTo("2000-01-01");
        assertThat(DicomRun.written(run, new PhantomSegmenter(), "labels.nii.gz", null)
                        .study()
                        .acquiredOn())
                .isNull();
    }

    @Test
    void allReferToTheImagesOfTheUpload() throws Exception {
        PythonOracle.run(folder, REFERENCES, folder.resolve("phantom.zip"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"measurements.dcm", "report.dcm", "overlay.dcm"})
    void dicom3toolsFindsNoError(String file) throws Exception {
        assertThat(DicomRun.program(folder, "dciodvfy", file))
                .isNotEmpty()
                .noneMatch(line -> line.contains("Error"))
                .filteredOn(line -> line.startsWith("Warning"))
                .allMatch(line -> line.contains("to build DICOMDIR") || line.contains("<99LUNGBURDEN>"), "is expected");
    }
}
