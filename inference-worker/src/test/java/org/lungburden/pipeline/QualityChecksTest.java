package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.function.DoubleConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.artifact.FileChoice;
import org.lungburden.error.Category;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.Orientation;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.geometry.Volume;
import org.lungburden.nifti.NiftiWriter;
import org.lungburden.phantom.BoxSegmenter;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.phantom.PhantomSegmenter;
import org.lungburden.quality.Finding;
import org.lungburden.result.ResultDocument;

/** The checks within the pipeline, for both formats. */
class QualityChecksTest {
    private static final PhantomScan SCAN = new PhantomScan(96, 90, 60, 4.0, 5.0, "LPS", 1);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Finding.Code.class)
    void eachRefusalHasAnErrorCode(Finding.Code code) {
        boolean coded =
                Arrays.stream(ErrorCode.values()).anyMatch(error -> error.name().equals(code.name()));
        assertThat(coded).isEqualTo(code.isRefusal());
        assertThat(!coded || ErrorCode.valueOf(code.name()).category() == Category.INPUT)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"scan.nii", "scan.zip"})
    void flagsOfBothFormatsAreTheSame(String name) throws Exception {
        ResultDocument.Measured result = phantom(SCAN.withSlices(20, 5), name);
        assertThat(result.quality())
                .extracting(ResultDocument.Quality::code)
                .containsExactly("THICK_SLICES", "LUNG_TRUNCATED", "FEW_SLICES");
    }

    @Test
    void aWholePhantomIsOnlyThick() throws Exception {
        assertThat(phantom(SCAN, "scan.nii").quality())
                .extracting(ResultDocument.Quality::code)
                .containsExactly("THICK_SLICES");
    }

    /** A tool fills what lies outside the circle with water; the numbers stay those of the scan with air there. */
    @ParameterizedTest
    @ValueSource(strings = {"LPS", "RAS", "SPL"})
    void waterOutsideTheFieldOfViewIsTakenForAirAndNoted(String axes) throws Exception {
        ResultDocument.Measured air = run(new ByDensity(), outsideCircle(axes, -1024));
        ResultDocument.Measured water = run(new ByDensity(), outsideCircle(axes, 0));
        assertThat(water.volumesMl().lung())
                .isPositive()
                .isEqualTo(air.volumesMl().lung());
        assertThat(water.quality()).extracting(ResultDocument.Quality::code).contains("PADDING_ASSUMED");
        assertThat(air.quality()).extracting(ResultDocument.Quality::code).doesNotContain("PADDING_ASSUMED");
    }

    private Path outsideCircle(String axes, int hu) throws Exception {
        Volume scan = SCAN.volume();
        for (short[] slice : scan.hu()) {
            for (int n = 0; n < slice.length; n++) {
                if (Math.hypot(n % 96 - 47.5, n / 96 - 44.5) > 47) {
                    slice[n] = (short) hu;
                }
            }
        }
        Volume stored = Orientation.of(SCAN.withAxes(axes).volume().affine()).toScan(scan);
        Path study = folder.resolve(axes + hu + ".nii");
        NiftiWriter.writeVolume(stored, study);
        return study;
    }

    private ResultDocument.Measured phantom(PhantomScan scan, String name) throws Exception {
        Path study = folder.resolve(name);
        PhantomFile.write(scan, study);
        return run(new PhantomSegmenter(), study);
    }

    @Test
    void storedValuesAreRefusedBeforeTheNetworkRuns() throws Exception {
        Volume scan = SCAN.volume();
        for (short[] slice : scan.hu()) {
            for (int n = 0; n < slice.length; n++) {
                slice[n] += 1024;
            }
        }
        Path study = folder.resolve("stored.nii");
        NiftiWriter.writeVolume(scan, study);
        assertThatThrownBy(() -> run(new Untouched(), study))
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_HOUNSFIELD))
                .hasMessageContaining("RescaleIntercept");
    }

    /** The voxel edges are ten times too small: 5 mL in all. */
    @Test
    void impossibleLungsAreNotPublished() throws Exception {
        Volume scan = SCAN.volume();
        double[] rows = scan.affine().rows();
        for (int n = 0; n < rows.length; n++) {
            rows[n] *= 0.1;
        }
        Path study = folder.resolve("small.nii");
        NiftiWriter.writeVolume(new Volume(scan.hu(), scan.columns(), scan.rows(), Affine.ofRows(rows)), study);
        assertThatThrownBy(() -> run(new Boxes(), study))
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_LUNG_FOUND));
    }

    /** Then no lungs are found as a person has them, but that is not the cause. */
    @Test
    void aRefusalTellsThatTheAxesAreNamedWrongly() throws Exception {
        Affine coronal = Affine.ofRows(-0.4, 0, 0, 0, 0, 0, -0.5, 0, 0, 0.4, 0, 0);
        Path study = folder.resolve("coronal.nii");
        NiftiWriter.writeVolume(new Volume(SCAN.volume().hu(), 96, 90, coronal), study);
        assertThatThrownBy(() -> run(new Boxes(), study))
                .hasMessageContaining("NO_LUNG_FOUND")
                .hasMessageContaining("The header seems to name the axes wrongly")
                .hasMessageContaining("less than in a newborn");
    }

    /** Segmenters without a network answer with boxes, which nobody judges. */
    @Test
    void aSegmenterThatFindsNoLungsIsNotJudged() throws Exception {
        Path study = folder.resolve("scan.nii");
        PhantomFile.write(SCAN, study);
        assertThat(run(BoxSegmenter.atOnce(), study).volumesMl().lung()).isPositive();
    }

    private ResultDocument.Measured run(Segmenter segmenter, Path study) throws Exception {
        Path output = Files.createTempDirectory(folder, "output");
        return new StudyPipeline(segmenter, ArchiveLimits.defaults(), Clock.systemUTC())
                .process(
                        new StudyProcessor.Submitted(study, null, null, null, FileChoice.DEFAULT),
                        output,
                        (stage, progress) -> {})
                .result();
    }

    private static class Boxes implements Segmenter {
        private final BoxSegmenter boxes = BoxSegmenter.atOnce();

        @Override
        public ModelCard card() {
            return boxes.card();
        }

        @Override
        public SoftLabels segment(NetworkGrid grid, DoubleConsumer progress) {
            return boxes.segment(grid, progress);
        }

        @Override
        public void close() {}
    }

    private static final class Untouched extends Boxes {
        @Override
        public SoftLabels segment(NetworkGrid grid, DoubleConsumer progress) {
            throw new AssertionError("the network ran");
        }
    }
}
