package org.lungburden.postprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.geometry.Drawn;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.geometry.Volume;
import org.lungburden.preprocess.NetworkGrids;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.StartsPrograms;

@StartsPrograms
class ScanLabelsTest {
    @ParameterizedTest
    @CsvSource({
        "1, 37, 29, 14, 3, 30, 5, 27, 16, 12, 1.3",
        "2, 20, 20, 9, 0, 20, 0, 20, 32, 48, 1.0",
        "3, 9, 8, 6, 2, 7, 1, 8, 5, 7, 6.0",
        "4, 16, 12, 4, 0, 16, 0, 12, 8, 6, 0.5"
    })
    void agreesWithScipy(
            long seed, int columns, int rows, int slices, int i0, int i1, int j0, int j1, int y, int x, double mm) {
        Volume scan = Drawn.filled(Drawn.empty(Drawn.spacing(0.7, 0.8, mm), columns, rows, slices), 0);
        NetworkGrid grid = NetworkGrids.build(scan, new PixelBox(i0, i1, j0, j1), y, x, -1000, 0, 5);
        SoftLabels soft = noise(new Random(seed), grid);
        int stride = grid.slices() > 1 ? grid.scanSlice()[1] - grid.scanSlice()[0] : 1;
        String script =
                SCIPY.formatted(grid.slices(), y, x, slices, grid.scanSlice()[0], stride, j1 - j0, y, i1 - i0, x);
        ByteBuffer answer = PythonOracle.run(script, PythonOracle.floats(soft.probability()));

        LabelVolume labels = ScanLabels.of(soft, grid, scan);

        assertThat(labels.affine()).isEqualTo(scan.affine());
        int certain = 0;
        for (int k = 0; k < slices; k++) {
            for (int j = 0; j < rows; j++) {
                for (int i = 0; i < columns; i++) {
                    byte label = labels.labels()[k][j * columns + i];
                    if (i < i0 || i >= i1 || j < j0 || j >= j1) {
                        assertThat(label).isZero();
                        continue;
                    }
                    byte expected = answer.get();
                    if (expected != TIE) {
                        certain++;
                        assertThat(label).isEqualTo(expected);
                    }
                }
            }
        }
        assertThat(certain).isGreaterThan(slices * (i1 - i0) * (j1 - j0) * 9 / 10);
    }

    private static final byte TIE = 9;

    private static final String SCIPY = """
            from scipy import ndimage
            p = read('<f4').reshape(%d, 4, %d, %d).astype(float)
            k = (np.arange(%d) - %d) / %d
            def centers(n, inputs): return (np.arange(n) + 0.5) * inputs / n - 0.5
            at = np.meshgrid(k, centers(%d, %d), centers(%d, %d), indexing='ij')
            found = np.array([ndimage.map_coordinates(p[:, l], at, order=1, mode='nearest') for l in range(4)])
            best = np.sort(found, 0)
            labels = found.argmax(0)
            labels[best[-1] - best[-2] < 1e-5] = 9
            write(labels, 'u1')
            """;

    private static SoftLabels noise(Random random, NetworkGrid grid) {
        int size = grid.rows() * grid.columns();
        float[][] probability = new float[grid.slices()][4 * size];
        for (float[] slice : probability) {
            for (int n = 0; n < size; n++) {
                float sum = 0;
                for (int label = 0; label < 4; label++) {
                    slice[label * size + n] = random.nextFloat();
                    sum += slice[label * size + n];
                }
                for (int label = 0; label < 4; label++) {
                    slice[label * size + n] /= sum;
                }
            }
        }
        return new SoftLabels(probability, grid.columns(), grid.rows());
    }

    @Test
    void aPartOfTheGridCountsAsTheGridWithBackgroundAroundIt() {
        Volume scan = Drawn.filled(Drawn.empty(Drawn.spacing(0.7, 0.8, 2), 37, 29, 24), 0);
        NetworkGrid grid = NetworkGrids.build(scan, new PixelBox(3, 30, 5, 27), 16, 12, -1000, 0, 5);
        SoftLabels noise = noise(new Random(5), grid);
        PixelBox part = new PixelBox(4, 9, 3, 14);
        int first = 2;
        int end = grid.slices() - 3;
        float[][] within = new float[end - first][SoftLabels.LABELS * part.rows() * part.columns()];
        float[][] around = new float[grid.slices()][SoftLabels.LABELS * grid.rows() * grid.columns()];
        for (int k = 0; k < grid.slices(); k++) {
            for (int label = 0; label < SoftLabels.LABELS; label++) {
                for (int y = 0; y < grid.rows(); y++) {
                    for (int x = 0; x < grid.columns(); x++) {
                        int n = (label * grid.rows() + y) * grid.columns() + x;
                        boolean inside = k >= first && k < end && x >= 4 && x < 9 && y >= 3 && y < 14;
                        around[k][n] = inside ? noise.probability()[k][n] : label == 0 ? 1 : 0;
                        if (inside) {
                            within[k - first][(label * part.rows() + y - 3) * part.columns() + x - 4] = around[k][n];
                        }
                    }
                }
            }
        }

        LabelVolume labels = ScanLabels.of(
                new SoftLabels(within, grid.columns(), grid.rows(), grid.slices(), first, part), grid, scan);

        LabelVolume expected = ScanLabels.of(new SoftLabels(around, grid.columns(), grid.rows()), grid, scan);
        assertThat(labels.labels()).isDeepEqualTo(expected.labels());
        assertThat(Arrays.stream(labels.labels()).mapToInt(slice -> sum(slice)).sum())
                .isPositive();
    }

    private static int sum(byte[] slice) {
        int sum = 0;
        for (byte label : slice) {
            sum += label;
        }
        return sum;
    }

    @Test
    void equalsGoToTheLowestLabel() {
        Volume scan = Drawn.filled(Drawn.empty(Drawn.spacing(1, 1, 5), 2, 2, 1), 0);
        NetworkGrid grid = NetworkGrids.build(scan, new PixelBox(0, 2, 0, 2), 2, 2, -1000, 0, 5);
        float[] halves = {0, .5f, 0, .25f, .5f, .5f, 0, .25f, .5f, 0, .5f, .25f, 0, 0, .5f, .25f};

        assertThat(ScanLabels.of(new SoftLabels(new float[][] {halves}, 2, 2), grid, scan)
                        .labels()[0])
                .containsExactly(1, 0, 2, 0);
    }

    @Test
    void refusesSoftLabelsOfAnotherGrid() {
        Volume scan = Drawn.filled(Drawn.empty(Drawn.spacing(1, 1, 5), 4, 4, 3), 0);
        NetworkGrid grid = NetworkGrids.build(scan, new PixelBox(0, 4, 0, 4), 4, 4, -1000, 0, 5);

        for (int[] shape : new int[][] {{2, 4, 4}, {3, 5, 4}, {3, 4, 5}}) {
            SoftLabels other = new SoftLabels(new float[shape[0]][4 * shape[1] * shape[2]], shape[1], shape[2]);
            assertThatIllegalArgumentException().isThrownBy(() -> ScanLabels.of(other, grid, scan));
        }
    }
}
