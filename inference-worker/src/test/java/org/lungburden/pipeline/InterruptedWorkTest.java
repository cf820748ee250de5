package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.Orientation;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.geometry.Volume;
import org.lungburden.measure.Measurement;
import org.lungburden.nifti.NiftiWriter;
import org.lungburden.postprocess.LabelCleanup;
import org.lungburden.postprocess.LungSides;
import org.lungburden.postprocess.ScanLabels;
import org.lungburden.preprocess.BodyBox;
import org.lungburden.preprocess.NetworkGrids;

/** Whatever goes over a whole volume ends when its thread is interrupted. */
class InterruptedWorkTest {
    private static final int SIZE = 16;

    @TempDir
    static Path folder;

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    static Stream<Map.Entry<String, Supplier<Object>>> works() {
        Volume scan = new Volume(
                new short[SIZE][SIZE * SIZE], SIZE, SIZE, Affine.ofRows(0, -1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0));
        Volume canonical = Orientation.of(scan.affine()).toCanonical(scan);
        byte[][] lung = new byte[SIZE][SIZE * SIZE];
        for (byte[] slice : lung) {
            Arrays.fill(slice, SIZE, SIZE * SIZE - SIZE, (byte) 1);
        }
        LabelVolume labels = new LabelVolume(lung, SIZE, SIZE, canonical.affine());
        PixelBox box = new PixelBox(0, SIZE, 0, SIZE);
        NetworkGrid grid = NetworkGrids.build(canonical, box, SIZE, SIZE, -1024, 150, 1);
        SoftLabels soft = new SoftLabels(new float[SIZE][SoftLabels.LABELS * SIZE * SIZE], SIZE, SIZE);
        Map<String, Supplier<Object>> works = Map.of(
                "orientation", () -> Orientation.of(scan.affine()).toCanonical(scan),
                "body box", () -> BodyBox.of(canonical),
                "network grid", () -> NetworkGrids.build(canonical, box, SIZE, SIZE, -1024, 150, 1),
                "scan labels", () -> ScanLabels.of(soft, grid, canonical),
                "cleanup", () -> LabelCleanup.of(labels, canonical),
                "sides", () -> LungSides.split(labels, 0.5 * SIZE),
                "measurement", () -> Measurement.of(labels, canonical, lung),
                "labels file", () -> written(labels));
        return works.entrySet().stream();
    }

    private static Object written(LabelVolume labels) {
        try {
            NiftiWriter.writeLabels(labels, null, folder.resolve("labels.nii.gz"));
            return labels;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("works")
    void endsWhenItsThreadIsInterrupted(Map.Entry<String, Supplier<Object>> work) {
        assertThat(work.getValue().get()).isNotNull();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> work.getValue().get());
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
}
