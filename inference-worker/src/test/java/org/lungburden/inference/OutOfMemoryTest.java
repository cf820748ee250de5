package org.lungburden.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.pipeline.SegmenterLostException;

/** What becomes of a scan when the device runs out of memory or breaks. */
class OutOfMemoryTest {
    private static final int SIDE = 4;
    private static final ModelManifest.Input SHAPE =
            new ModelManifest.Input("slice,channel,y,x", SIDE, SIDE, 1, 2, "float32", null);

    private final FakeRunner runner = new FakeRunner(SHAPE);

    private TorchSegmenter segmenter(int slabSlices) {
        ModelManifest manifest = new ModelManifest(
                "1.0",
                "n",
                "1",
                "model.pt",
                "00",
                null,
                SHAPE,
                new ModelManifest.Output("slice,label,y,x", "log-probability"),
                new ModelManifest.Window(-1024, 150),
                5,
                List.of(),
                null);
        return new TorchSegmenter(
                new ModelManifest.Loaded(manifest, "{}", Path.of("model.pt"), null), runner, slabSlices);
    }

    /** Slice k holds k + 1 everywhere. */
    private static NetworkGrid grid(int slices) {
        float[][] values = new float[slices][SIDE * SIDE];
        for (int k = 0; k < slices; k++) {
            java.util.Arrays.fill(values[k], k + 1);
        }
        Affine affine = Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 5, 0);
        return new NetworkGrid(values, SIDE, SIDE, new int[slices], new PixelBox(0, SIDE, 0, SIDE), affine);
    }

    private static void assertEverySliceIsItsOwn(SoftLabels labels, int slices) {
        assertThat(labels.probability()).hasNumberOfRows(slices);
        for (int k = 0; k < slices; k++) {
            for (int n = 0; n < SIDE * SIDE; n++) {
                assertThat(labels.probability()[k][n]).isEqualTo(k + 1f);
            }
        }
    }

    @Test
    void smallerSlabFinishesTheScanAndStaysForTheNext() {
        runner.mostSlices = 4;
        TorchSegmenter segmenter = segmenter(8);
        List<Double> progress = new ArrayList<>();

        assertEverySliceIsItsOwn(segmenter.segment(grid(10), progress::add), 10);
        assertThat(runner.calls).containsExactly("8", "free", "4", "4", "2");
        assertThat(progress).containsExactly(0.4, 0.8, 1.0);

        runner.calls.clear();
        assertEverySliceIsItsOwn(segmenter.segment(grid(3), done -> {}), 3);
        assertThat(runner.calls).containsExactly("1", "2");
    }

    @Test
    void memoryThatRunsOutAmidAScanLosesNoSlice() {
        TorchSegmenter segmenter = segmenter(4);

        SoftLabels labels = segmenter.segment(grid(9), done -> runner.mostSlices = 2);

        assertEverySliceIsItsOwn(labels, 9);
        assertThat(runner.calls).containsExactly("4", "3", "free", "2", "1", "2");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void theEndOfAScanAnswersNoMoreTargetsAtOnceThanAnyOtherCall(int slices) {
        runner.mostSlices = 1;
        TorchSegmenter segmenter = segmenter(1);

        assertEverySliceIsItsOwn(segmenter.segment(grid(slices), done -> {}), slices);

        assertThat(runner.calls).hasSize(slices).containsOnly("1");
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 1})
    void memoryThatRunsOutAgainIsToldAndLosesTheSegmenter(int slabSlices) {
        runner.mostSlices = 0;
        TorchSegmenter segmenter = segmenter(slabSlices);

        assertThatExceptionOfType(SegmenterLostException.class)
                .isThrownBy(() -> segmenter.segment(grid(1), done -> {}))
                .satisfies(lost -> assertThat(lost.code()).isEqualTo(ErrorCode.OUT_OF_MEMORY))
                .satisfies(lost -> assertThat(lost.detail()).isEqualTo(ErrorCode.OUT_OF_MEMORY.sentence()));

        runner.mostSlices = 8;
        runner.calls.clear();
        assertThatExceptionOfType(SegmenterLostException.class)
                .isThrownBy(() -> segmenter.segment(grid(1), done -> {}));
        assertThat(runner.calls).isEmpty();
        segmenter.close();
        assertThat(runner.calls).containsExactly("close");
    }

    /** Whoever touches the engine then may hang. */
    @Test
    void brokenContextIsToldAndNeverTouchedAgain() {
        runner.failure = "CUDA error: an illegal memory access was encountered";
        TorchSegmenter segmenter = segmenter(8);

        assertThatExceptionOfType(SegmenterLostException.class)
                .isThrownBy(() -> segmenter.segment(grid(1), done -> {}))
                .satisfies(lost -> assertThat(lost.code()).isEqualTo(ErrorCode.WORKER_LOST));

        runner.calls.clear();
        assertThatExceptionOfType(SegmenterLostException.class)
                .isThrownBy(() -> segmenter.segment(grid(1), done -> {}));
        segmenter.close();
        assertThat(runner.calls).isEmpty();
    }

    /** A call that never returns would crash if the network were freed under it. */
    @Test
    void networkIsNotFreedUnderARunningCall() {
        TorchSegmenter segmenter = segmenter(4);
        runner.amid = segmenter::close;

        segmenter.segment(grid(1), done -> {});

        assertThat(runner.calls).containsExactly("1");
        segmenter.close();
        assertThat(runner.calls).containsExactly("1", "close");
    }

    @Test
    void bugStaysABug() {
        runner.failure = "Expected 4-dimensional input for 4-dimensional weight";
        TorchSegmenter segmenter = segmenter(8);

        assertThatThrownBy(() -> segmenter.segment(grid(1), done -> {}))
                .isExactlyInstanceOf(IllegalStateException.class);

        runner.failure = null;
        assertEverySliceIsItsOwn(segmenter.segment(grid(2), done -> {}), 2);
    }
}
