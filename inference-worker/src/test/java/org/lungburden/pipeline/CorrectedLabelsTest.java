package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.artifact.FileChoice;
import org.lungburden.error.CodedException;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.phantom.PhantomSegmenter;
import org.lungburden.result.ResultDocument;
import org.lungburden.study.Correction;

/** What a person drew is measured as drawn, in the scan's own axes, and without the network. */
class CorrectedLabelsTest {
    private static final PhantomScan SCAN = new PhantomScan(96, 90, 60, 4.0, 5.0, "LPS", 1);
    /** Of a voxel, 4 x 4 x 5 mm. */
    private static final double VOXEL_ML = 0.08;

    private static final int DATA_AT = 352;
    private static final Correction CORRECTION =
            new Correction(1, 0, "Dr. A. Reader", Instant.parse("2026-03-01T10:20:30Z"));

    @TempDir
    Path folder;

    private StudyProcessor.ProcessedStudy run(Path study, StudyProcessor.Order order, String name) throws IOException {
        Path output = Files.createDirectory(folder.resolve(name));
        try (PhantomSegmenter segmenter = new PhantomSegmenter()) {
            StudyProcessor.Submitted submitted =
                    new StudyProcessor.Submitted(study, null, null, null, FileChoice.ALL).with(order);
            return new StudyPipeline(segmenter, ArchiveLimits.defaults(), Clock.systemUTC())
                    .process(submitted, output, (stage, progress) -> {});
        }
    }

    private Path written(PhantomScan scan, String file) throws IOException {
        Path study = folder.resolve(file);
        PhantomFile.write(scan, study);
        return study;
    }

    private static byte[] unpacked(Path gz) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(gz)))) {
            return in.readAllBytes();
        }
    }

    private Path packed(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return Files.write(folder.resolve("drawn.nii.gz"), packed.toByteArray());
    }

    private StudyProcessor.ProcessedStudy drawn(Path study, Path labels) throws IOException {
        return run(study, new StudyProcessor.Order.Remeasure(labels, CORRECTION, null), "again");
    }

    @ParameterizedTest
    @CsvSource({
        "LPS, phantom.nii",
        "RAS, phantom.nii.gz",
        "RPI, phantom.zip",
        "LSA, phantom.zip",
        "PSL, phantom.nii",
        "SLP, phantom.nii"
    })
    void theNetworksOwnLabelsGiveItsOwnNumbersAndVoxels(String axes, String file) throws IOException {
        Path study = written(SCAN.withAxes(axes), file);
        ResultDocument.Measured first =
                run(study, new StudyProcessor.Order.Measure(), "first").result();
        Path labels = folder.resolve("first/labels.nii.gz");

        ResultDocument.Measured again = drawn(study, labels).result();

        assertThat(again).usingRecursiveComparison().isEqualTo(first);
        assertThat(unpacked(folder.resolve("again/labels.nii.gz"))).isEqualTo(unpacked(labels));
        assertThat(folder.resolve("again/image.nii.gz")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"LPS", "SLP"})
    void aDrawnBoxHasItsVolumeAndStaysWhereItWasDrawn(String axes) throws IOException {
        Path study = written(SCAN.withAxes(axes), "phantom.nii");
        run(study, new StudyProcessor.Order.Measure(), "first");
        byte[] plain = unpacked(folder.resolve("first/labels.nii.gz"));
        int lung = 0;
        int opacity = 0;
        for (int n = DATA_AT; n < plain.length; n++) {
            boolean changed = plain[n] == 1 && lung < 500;
            plain[n] = (byte) (plain[n] == 0 ? 0 : changed ? 3 : 1);
            lung += plain[n] == 0 ? 0 : 1;
            opacity += plain[n] == 3 ? 1 : 0;
        }

        ResultDocument.Measured measured = drawn(study, packed(plain)).result();

        assertThat(opacity).isPositive();
        assertThat(measured.volumesMl().highOpacity()).isCloseTo(opacity * VOXEL_ML, within(1e-6));
        assertThat(measured.volumesMl().groundGlass()).isZero();
        assertThat(measured.volumesMl().lung()).isCloseTo(lung * VOXEL_ML, within(1e-6));
        byte[] kept = unpacked(folder.resolve("again/labels.nii.gz"));
        assertThat(Arrays.copyOfRange(kept, DATA_AT, kept.length))
                .isEqualTo(Arrays.copyOfRange(plain, DATA_AT, plain.length));
    }

    @Test
    void filesTellThatAPersonDrew() throws IOException {
        Path study = written(SCAN, "phantom.zip");
        run(study, new StudyProcessor.Order.Measure(), "first");
        drawn(study, folder.resolve("first/labels.nii.gz"));
        assertThat(latin(folder.resolve("first/segmentation.dcm")))
                .contains("AUTOMATIC")
                .doesNotContain("SEMIAUTOMATIC")
                .contains("not reviewed");
        assertThat(latin(folder.resolve("again/segmentation.dcm")))
                .contains("SEMIAUTOMATIC")
                .doesNotContain("not reviewed");
    }

    private static String latin(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    @Test
    void theImageAloneIsTheImageOfAWholeRun() throws IOException {
        Path study = written(SCAN.withAxes("RAS"), "phantom.nii");
        run(study, new StudyProcessor.Order.Measure(), "first");
        StudyProcessor.ProcessedStudy image = run(study, new StudyProcessor.Order.Image(), "image");
        assertThat(image.files()).extracting(StudyProcessor.OutputFile::name).containsExactly("image.nii.gz");
        assertThat(folder.resolve("image/image.nii.gz")).hasSameBinaryContentAs(folder.resolve("first/image.nii.gz"));
    }

    @Test
    void labelsOfAnotherScanAreRefused() throws IOException {
        Path study = written(SCAN, "phantom.nii");
        Path other = written(SCAN.withSlices(50, 5.0), "other.nii");
        run(other, new StudyProcessor.Order.Measure(), "first");
        assertThatThrownBy(() -> drawn(study, folder.resolve("first/labels.nii.gz")))
                .isInstanceOf(CodedException.class);
    }
}
