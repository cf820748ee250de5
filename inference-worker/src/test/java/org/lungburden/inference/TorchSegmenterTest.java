package org.lungburden.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.preprocess.LungRegion;
import org.lungburden.testing.StartsPrograms;

/** The shipped model through DJL against the same file in the PyTorch of Debian's Python. */
@StartsPrograms
class TorchSegmenterTest {
    private static final Path MODEL = Path.of("model");
    private static final int SIDE = 256;

    private static TorchSegmenter segmenter;

    @TempDir
    Path directory;

    @BeforeAll
    static void load() {
        segmenter = TorchSegmenter.load(MODEL, Placement.cpu(2));
    }

    @AfterAll
    static void close() {
        segmenter.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 19})
    void agreesWithPythonWindowByWindow(int slices) throws IOException, InterruptedException {
        NetworkGrid grid = grid(slices);

        SoftLabels labels = segmenter.segment(grid, LungRegion.whole(grid), progress -> {});

        float[][] expected = python(grid);
        int[] asked = {0, slices / 2, slices - 1};
        for (int window = 0; window < asked.length; window++) {
            float[] found = labels.probability()[asked[window]];
            for (int n = 0; n < found.length; n++) {
                assertThat(found[n]).isBetween(expected[window][n] - 1e-4f, expected[window][n] + 1e-4f);
            }
        }
    }

    @Test
    void aRegionIsAnsweredAsTheWholeIsWithin() {
        NetworkGrid grid = grid(11);
        SoftLabels whole = segmenter.segment(grid, LungRegion.whole(grid), progress -> {});
        LungRegion region = new LungRegion(2, 11, new PixelBox(16, 208, 40, 216));

        SoftLabels labels = segmenter.segment(grid, region, progress -> {});

        assertThat(labels.holds(1)).isFalse();
        // in slice 9, whose eleven slices begin within the region, and away from the border
        for (int y = 100; y < 156; y++) {
            for (int x = 80; x < 144; x++) {
                float expected = whole.background(9, x, y);
                assertThat(labels.background(9, x, y)).isBetween(expected - 0.02f, expected + 0.02f);
            }
        }
        assertThat(labels.part()).isEqualTo(region.box());
    }

    @Test
    void reportsProgressUpToTheEnd() {
        List<Double> heard = new ArrayList<>();

        segmenter.segment(grid(15), LungRegion.whole(grid(15)), heard::add);

        assertThat(heard).containsExactly(8 / 15.0, 10 / 15.0, 1.0);
    }

    @Test
    void givesTheSameAnswerTwice() {
        NetworkGrid grid = grid(3);

        assertThat(segmenter.segment(grid, progress -> {}).probability())
                .isDeepEqualTo(segmenter.segment(grid, progress -> {}).probability());
    }

    /** A disc of air in tissue that moves from slice to slice, so that the order of slices matters. */
    private static NetworkGrid grid(int slices) {
        float[][] values = new float[slices][SIDE * SIDE];
        for (int k = 0; k < slices; k++) {
            for (int n = 0; n < SIDE * SIDE; n++) {
                double distance = Math.hypot(n % SIDE - 90 - 5 * k, n / SIDE - 128);
                values[k][n] = (float) (distance < 50 ? 0.15 : 0.9 - distance / 400);
            }
        }
        int[] scanSlice = new int[slices];
        Affine affine = Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 5, 0);
        return new NetworkGrid(values, SIDE, SIDE, scanSlice, new PixelBox(0, SIDE, 0, SIDE), affine);
    }

    /** Probabilities of the first, a middle and the last slice. */
    private float[][] python(NetworkGrid grid) throws IOException, InterruptedException {
        Path in = directory.resolve("in.f32");
        Path out = directory.resolve("out.f32");
        ByteBuffer bytes = ByteBuffer.allocate(grid.slices() * SIDE * SIDE * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] slice : grid.values()) {
            bytes.asFloatBuffer().put(slice);
            bytes.position(bytes.position() + slice.length * 4);
        }
        Files.write(in, bytes.array());
        String script = """
                import sys, numpy as np, torch
                model = torch.jit.load(sys.argv[1]).eval()
                x = torch.from_numpy(np.fromfile(sys.argv[2], '<f4').reshape(-1, 1, 256, 256))
                n = x.shape[0]
                with torch.no_grad():
                    windows = [x[[min(max(k + d, 0), n - 1) for d in range(-5, 6)]] for k in (0, n // 2, n - 1)]
                    whole = torch.tensor([0, 256, 0, 256])
                    # 11 slices answer 6 targets; the last has its own neighbors on both sides
                    y = torch.cat([model(window, torch.zeros(1), [whole])[0][5:] for window in windows])
                y.exp().numpy().astype('<f4').tofile(sys.argv[3])
                """;
        Process process = new ProcessBuilder(
                        "/usr/bin/python3",
                        "-c",
                        script,
                        MODEL.resolve("model.pt").toString(),
                        in.toString(),
                        out.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        ByteBuffer answer = ByteBuffer.wrap(Files.readAllBytes(out)).order(ByteOrder.LITTLE_ENDIAN);
        float[][] expected = new float[3][SoftLabels.LABELS * SIDE * SIDE];
        for (float[] slice : expected) {
            for (int n = 0; n < slice.length; n++) {
                slice[n] = answer.getFloat();
            }
        }
        return expected;
    }
}
