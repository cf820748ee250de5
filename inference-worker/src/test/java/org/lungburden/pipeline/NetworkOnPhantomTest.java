package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Orientation;
import org.lungburden.geometry.Volume;
import org.lungburden.inference.Placement;
import org.lungburden.inference.TorchSegmenter;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.phantom.PhantomTruth;
import org.lungburden.pipeline.StudyProcessor.ProcessedStudy;
import org.lungburden.result.ResultDocument;

/** The shipped network on a chest that no training ever saw, in several orientations. */
class NetworkOnPhantomTest {
    private static final int NIFTI_HEADER_BYTES = 352;

    @TempDir
    static Path directory;

    private static TorchSegmenter segmenter;
    private static ProcessedStudy canonical;

    @BeforeAll
    static void runCanonical() {
        segmenter = TorchSegmenter.load(Path.of("model"), Placement.cpu(2));
        canonical = PhantomRun.of(PhantomScan.standard(), "phantom.nii", segmenter, directory);
    }

    @AfterAll
    static void close() {
        segmenter.close();
    }

    @Test
    void findsWhatThePhantomHolds() {
        PhantomTruth truth = PhantomTruth.whole();
        ResultDocument.VolumesMl volumes = canonical.result().volumesMl();

        assertNear(volumes.lung(), truth.lungMl(), 0.03);
        assertNear(volumes.leftLung(), truth.leftLungMl(), 0.03);
        assertNear(volumes.rightLung(), truth.rightLungMl(), 0.03);
        assertNear(volumes.groundGlass(), truth.groundGlassMl(), 0.3);
        assertNear(volumes.highOpacity(), truth.highOpacityMl(), 0.3);
    }

    private static void assertNear(@Nullable Double measured, double truth, double share) {
        assertThat(measured).isCloseTo(truth, within(share * truth));
    }

    /** Nothing about a chest that looks like a patient's is doubtful. */
    @Test
    void hasNothingToNote() {
        assertThat(canonical.result().quality()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RAS", "RPI", "PSL", "SAR"})
    void allOrientationsAgreeToTheVoxel(String axes) throws IOException {
        PhantomScan scan = PhantomScan.standard().withAxes(axes);

        ProcessedStudy study = PhantomRun.of(scan, "phantom.nii", segmenter, directory);

        assertThat(study.result().volumesMl()).isEqualTo(canonical.result().volumesMl());
        assertThat(inMemoryOrder(study, scan)).isDeepEqualTo(inMemoryOrder(canonical, PhantomScan.standard()));
    }

    /** The mask that was written, as a volume in the canonical orientation. */
    private static short[][] inMemoryOrder(ProcessedStudy study, PhantomScan scan) throws IOException {
        Volume source = scan.volume();
        Affine affine = source.affine();
        int pixels = source.columns() * source.rows();
        short[][] labels = new short[source.slices()][pixels];
        try (InputStream in =
                new GZIPInputStream(Files.newInputStream(study.files().get(0).path()))) {
            in.skipNBytes(NIFTI_HEADER_BYTES);
            for (short[] slice : labels) {
                byte[] bytes = in.readNBytes(pixels);
                for (int n = 0; n < pixels; n++) {
                    slice[n] = bytes[n];
                }
            }
        }
        Volume mask = new Volume(labels, source.columns(), source.rows(), affine);
        return Orientation.of(affine).toCanonical(mask).hu();
    }
}
