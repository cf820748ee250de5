package org.lungburden.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.job.Stage;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.phantom.PhantomSegmenter;
import org.lungburden.phantom.PhantomTruth;
import org.lungburden.pipeline.StudyProcessor.ProcessedStudy;
import org.lungburden.result.ResultDocument;

/** With the analytic labels in the network's place every known volume comes back, however the chest was scanned. */
@Tag("slow")
class PhantomVolumesTest {
    private static final double PERCENT = 1;
    private static final PhantomScan COARSE = new PhantomScan(128, 128, 72, 3.0, 4.0, "LPS", 1);

    @TempDir
    Path directory;

    static List<String> allAxes() {
        return PhantomRun.allAxes();
    }

    @ParameterizedTest
    @MethodSource("allAxes")
    void everyAxisPermutationAndFlip(String axes) {
        ProcessedStudy study = run(COARSE.withAxes(axes), "phantom.nii");

        assertVolumes(study, COARSE.truth());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LPS", "RAS", "RPI", "LSA", "PSL", "SLP"})
    void dicomSupineProneFeetFirstCoronalAndSagittal(String axes) {
        ProcessedStudy study = run(COARSE.withAxes(axes), "phantom.zip");

        assertThat(study.result().study().format()).isEqualTo("DICOM");
        assertVolumes(study, COARSE.truth());
    }

    @ParameterizedTest
    @CsvSource({"180, 180, 2.1, 130, 2.3", "150, 120, 2.6, 300, 1.0", "256, 256, 1.5, 60, 5.0"})
    void anisotropicSpacing(int columns, int rows, double pixelMm, int slices, double sliceMm) {
        PhantomScan scan = new PhantomScan(columns, rows, slices, pixelMm, sliceMm, "LPS", 1);

        assertVolumes(run(scan, "phantom.nii"), scan.truth());
    }

    @Test
    void theFileThatQuantifyMakes() {
        Set<Stage> stages = Collections.synchronizedSet(new LinkedHashSet<>());
        ProcessedStudy study = run(PhantomScan.standard(), "phantom.nii.gz", (stage, progress) -> stages.add(stage));

        assertVolumes(study, PhantomTruth.whole());
        assertThat(stages)
                .containsExactly(Stage.DECODING, Stage.PREPROCESSING, Stage.SEGMENTING, Stage.MEASURING, Stage.WRITING);
        assertThat(study.result().model().name()).isEqualTo("phantom");
    }

    private ProcessedStudy run(PhantomScan scan, String fileName) {
        return run(scan, fileName, (stage, progress) -> {});
    }

    private ProcessedStudy run(PhantomScan scan, String fileName, StudyProcessor.Listener listener) {
        try (PhantomSegmenter segmenter = new PhantomSegmenter()) {
            return PhantomRun.of(scan, fileName, segmenter, directory, listener);
        }
    }

    private static void assertVolumes(ProcessedStudy study, PhantomTruth truth) {
        ResultDocument.VolumesMl volumes = study.result().volumesMl();
        assertNear("lung", volumes.lung(), truth.lungMl());
        assertNear("left lung", volumes.leftLung(), truth.leftLungMl());
        assertNear("right lung", volumes.rightLung(), truth.rightLungMl());
        assertNear("ground glass", volumes.groundGlass(), truth.groundGlassMl());
        assertNear("high opacity", volumes.highOpacity(), truth.highOpacityMl());
        double burden = 100 * truth.pneumoniaMl() / truth.lungMl();
        assertNear("burden", study.result().burdenPercent().pneumonia(), burden);
        assertPartsAreTheWhole(study.result());
    }

    private static void assertPartsAreTheWhole(ResultDocument.Measured result) {
        ResultDocument.VolumesMl volumes = result.volumesMl();
        Offset<Double> rounding = within(0.01);
        assertThat(result.regions()).hasSize(6);
        assertThat(sum(result.regions(), ResultDocument.Region::lungMl)).isCloseTo(volumes.lung(), rounding);
        assertThat(sum(result.regions(), ResultDocument.Region::groundGlassMl))
                .isCloseTo(volumes.groundGlass(), rounding);
        assertThat(sum(requireNonNull(result.lungs()), ResultDocument.Lung::highOpacityMl))
                .isCloseTo(volumes.highOpacity(), rounding);
        assertThat(sum(requireNonNull(result.aeration()).bands(), ResultDocument.Band::ml)
                        + requireNonNull(result.aeration()).outsideMl())
                .isCloseTo(volumes.lung(), rounding);
        assertThat(sum(requireNonNull(result.lesions()).largest(), ResultDocument.Lesion::ml))
                .isCloseTo(volumes.pneumonia(), within(0.05 * volumes.pneumonia()));
        assertThat(requireNonNull(result.severity()).zonal())
                .isEqualTo(result.regions().stream()
                        .mapToInt(ResultDocument.Region::severity)
                        .sum());
        assertThat(requireNonNull(result.severity()).of()).isEqualTo(24);
    }

    private static <T> double sum(List<T> parts, ToDoubleFunction<T> value) {
        return parts.stream().mapToDouble(value).sum();
    }

    private static void assertNear(String name, @Nullable Double measured, double truth) {
        assertThat(measured).as(name).isCloseTo(truth, within(truth * PERCENT / 100));
    }
}
