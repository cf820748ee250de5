package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.artifact.FileChoice;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.HuHistogram;
import org.lungburden.geometry.Orientation;
import org.lungburden.geometry.Volume;
import org.lungburden.inference.Placement;
import org.lungburden.inference.TorchSegmenter;
import org.lungburden.nifti.NiftiStudyReader;
import org.lungburden.nifti.NiftiWriter;
import org.lungburden.quality.Finding;
import org.lungburden.quality.HounsfieldCheck;
import org.lungburden.result.ResultDocument;
import org.lungburden.study.MemoryCheck;
import org.lungburden.testing.RealCt;

/** The shipped network on scans that show no chest, and on whole and cut chests. */
class PublishedOrNotTest {
    /** The lowest and the highest slice of the real scan that show lung. */
    private static final int LUNG_FROM = 4;

    private static final int LUNG_TO = 35;

    @TempDir
    static Path folder;

    private static TorchSegmenter segmenter;

    @BeforeAll
    static void load() {
        segmenter = TorchSegmenter.load(Path.of("model"), Placement.cpu(2));
    }

    @AfterAll
    static void close() {
        segmenter.close();
    }

    static Stream<Volume> noChest() {
        return Stream.of(NoChest.head(), NoChest.abdomen(), NoChest.foam());
    }

    @ParameterizedTest
    @MethodSource
    void noChest(Volume scan) throws Exception {
        Path file = folder.resolve("scan.nii");
        NiftiWriter.writeVolume(scan, file);
        assertThat(fault(file).code()).isIn(ErrorCode.NOT_A_CHEST_CT, ErrorCode.NO_LUNG_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abdomen-bowel-gas.nii.gz", "qa-phantom-foam.nii.gz", "chest-3-millilitres.nii.gz"})
    void fieldCasesWithoutAChest(String name) {
        assertThat(fault(RealCt.file("field-cases/" + name)).code())
                .isIn(ErrorCode.NOT_A_CHEST_CT, ErrorCode.NO_LUNG_FOUND);
    }

    @Test
    void aLostInterceptIsNamed() {
        CodedException fault = fault(RealCt.file("field-cases/lost-intercept.zip"));
        assertThat(fault.code()).isEqualTo(ErrorCode.NOT_HOUNSFIELD);
        assertThat(fault).hasMessageContaining("RescaleIntercept");
    }

    /** All of these hold the same chest, whose lungs the scan cuts above and below. */
    @ParameterizedTest
    @ValueSource(strings = {"base-24-slices-of-60.zip", "nifti-negative-pixdim.nii.gz"})
    void theBaseIsMeasuredAndFlagged(String name) throws Exception {
        ResultDocument.Measured result = run(RealCt.file("field-cases/" + name));
        assertThat(codes(result)).contains("LUNG_TRUNCATED", "THICK_SLICES");
        ResultDocument.VolumesMl volumes = result.volumesMl();
        assertThat(volumes.lung()).isEqualTo(3251.205);
        assertThat(volumes.groundGlass()).isEqualTo(196.29);
        assertThat(volumes.highOpacity()).isEqualTo(0.81);
        assertThat(volumes.rightLung()).as("not mirrored").isGreaterThan(volumes.leftLung());
    }

    @ParameterizedTest
    @CsvSource({"0, 38, false", "4, 13, true", "12, 28, true", "4, 32, true"})
    void aRealChestIsFlaggedWhenItIsCut(int from, int to, boolean cut) throws Exception {
        Volume whole = canonical(RealCt.file("covid-volumes/case-b-6mm_ct.nii.gz"));
        Path file = folder.resolve("crop.nii");
        NiftiWriter.writeVolume(
                new Volume(Arrays.copyOfRange(whole.hu(), from, to + 1), whole.columns(), whole.rows(), whole.affine()),
                file);
        assertThat(from <= LUNG_FROM && to >= LUNG_TO).isEqualTo(!cut);
        assertThat(codes(run(file)).contains("LUNG_TRUNCATED")).isEqualTo(cut);
    }

    /** The HU of the first six were estimated from a window of the viewer: accepted, and noted. */
    @ParameterizedTest
    @CsvSource({
        "covid-volumes/case-a_ct.nii.gz, true",
        "covid-volumes/case-b-6mm_ct.nii.gz, true",
        "covid-volumes/case-c_ct.nii.gz, true",
        "covid-volumes/case-d_ct.nii.gz, true",
        "covid-volumes/case-e_ct.nii.gz, true",
        "covid-volumes/case-f_ct.nii.gz, true",
        "effusion-volumes/lung1-002_ct.nii.gz, false",
        "effusion-volumes/lung1-024_ct.nii.gz, false",
        "normal-volume/normal-001_ct.nii.gz, false"
    })
    void noRealChestIsTakenForSomethingElse(String name, boolean suspect) throws Exception {
        assertThat(HounsfieldCheck.of(HuHistogram.of(canonical(RealCt.file(name))))
                        .map(Finding::code))
                .isEqualTo(Optional.of(Finding.Code.HU_SUSPECT).filter(code -> suspect));
    }

    @Test
    void aMaskIsNotTakenForAScan() {
        CodedException fault = fault(RealCt.file("covid-volumes/case-d_labels.nii.gz"));
        assertThat(fault.code()).isEqualTo(ErrorCode.NOT_HOUNSFIELD);
        assertThat(fault).hasMessageContaining("mask");
    }

    private static Volume canonical(Path file) throws IOException {
        Volume scan = new NiftiStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE)
                .read(file, progress -> {})
                .scan();
        return Orientation.of(scan.affine()).toCanonical(scan);
    }

    private static List<String> codes(ResultDocument.Measured result) {
        return result.quality().stream().map(ResultDocument.Quality::code).toList();
    }

    private static CodedException fault(Path study) {
        CodedException fault = catchThrowableOfType(CodedException.class, () -> run(study));
        assertThat(fault).isNotNull();
        return fault;
    }

    private static ResultDocument.Measured run(Path study) throws IOException {
        Path output = Files.createTempDirectory(folder, "output");
        return new StudyPipeline(segmenter, ArchiveLimits.defaults(), Clock.systemUTC())
                .process(
                        new StudyProcessor.Submitted(study, null, null, null, FileChoice.DEFAULT),
                        output,
                        (stage, progress) -> {})
                .result();
    }
}
