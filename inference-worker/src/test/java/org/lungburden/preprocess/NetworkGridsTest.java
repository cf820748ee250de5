package org.lungburden.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.Volume;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.StartsPrograms;

@StartsPrograms
class NetworkGridsTest {
    private static final Offset<Double> ROUNDING = within(1e-9);

    @ParameterizedTest
    @CsvSource({
        "1, 64, 48, 5, 60, 3, 40, 32, 32",
        "2, 131, 257, 0, 131, 0, 257, 64, 40",
        "3, 20, 30, 2, 9, 4, 29, 33, 17",
        "4, 50, 50, 10, 42, 9, 41, 32, 32",
        "5, 512, 512, 30, 481, 71, 402, 256, 256",
        "6, 9, 7, 3, 4, 2, 3, 8, 8"
    })
    void agreesWithPillow(
            long seed, int columns, int rows, int i0, int i1, int j0, int j1, int gridRows, int gridColumns) {
        Volume volume = noise(new Random(seed), 2, columns, rows, 5);
        PixelBox box = new PixelBox(i0, i1, j0, j1);
        NetworkGrid grid = NetworkGrids.build(volume, box, gridRows, gridColumns, -1000, 150.5, 5);
        String script = PILLOW.formatted(rows, columns, j0, j1, i0, i1, gridColumns, gridRows);
        float[] expected = new float[2 * gridRows * gridColumns];
        PythonOracle.run(script, PythonOracle.shorts(volume.hu()))
                .asFloatBuffer()
                .get(expected);

        assertThat(grid.slices()).isEqualTo(2);
        for (int n = 0; n < expected.length; n++) {
            int slice = n / (gridRows * gridColumns);
            assertThat(grid.values()[slice][n % (gridRows * gridColumns)]).isCloseTo(expected[n], within(1e-6f));
        }
    }

    private static final String PILLOW = """
            from PIL import Image
            hu = read('<i2').reshape(-1, %d, %d)[:, %d:%d, %d:%d]
            values = ((np.clip(hu, -1000.0, 150.5) + 1000) / 1150.5).astype(np.float32)
            write([np.array(Image.fromarray(v).resize((%d, %d), Image.BILINEAR)) for v in values], '<f4')
            """;

    @ParameterizedTest
    @CsvSource({
        "148, 2, 5, 3, 0, 50", // 2.5 is rounded up
        "149, 2, 5, 3, 0, 50",
        "150, 2, 5, 3, 1, 50",
        "20, 6, 5, 1, 0, 20",
        "20, 50, 5, 1, 0, 20",
        "3, 0.6, 5, 8, 1, 1",
        "400, 0.625, 5, 8, 3, 50"
    })
    void stridesAreCentered(int slices, double spacingMm, double distanceMm, int stride, int first, int count) {
        NetworkGrid grid = NetworkGrids.build(
                noise(new Random(1), slices, 4, 4, spacingMm), new PixelBox(0, 4, 0, 4), 4, 4, -1000, 0, distanceMm);

        assertThat(grid.scanSlice()).hasSize(count).startsWith(first);
        for (int m = 0; m < count; m++) {
            assertThat(grid.scanSlice()[m]).isEqualTo(first + stride * m);
        }
        assertThat(grid.affine().spacingMm()[2]).isCloseTo(stride * spacingMm, ROUNDING);
    }

    @Test
    void theAffineLeadsToTheSamePlaceInThePatient() {
        Volume volume = noise(new Random(7), 30, 40, 30, 1.25);
        PixelBox box = new PixelBox(4, 24, 10, 20);
        NetworkGrid grid = NetworkGrids.build(volume, box, 20, 10, -1000, 0, 5);

        // 20 columns onto 10, 10 rows onto 20: pixel (0, 0) lies between columns 4 and 5, a quarter row before row 10
        assertThat(grid.scanSlice()[0]).isEqualTo(0);
        assertThat(grid.affine().apply(0, 0, 0)).containsExactly(volume.affine().apply(4.5, 9.75, 0), ROUNDING);
        assertThat(grid.affine().apply(9, 19, 2))
                .containsExactly(volume.affine().apply(22.5, 19.25, 8 + 0), ROUNDING);
        assertThat(grid.affine().spacingMm()).containsExactly(new double[] {1.4, 0.4, 5}, ROUNDING);
    }

    @Test
    void theWindowIsClipped() {
        Volume volume = new Volume(
                new short[][] {{-2000, -1000, -500, 0, 3000, Short.MIN_VALUE, Short.MAX_VALUE, -750, -250}},
                3,
                3,
                Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0));

        assertThat(NetworkGrids.build(volume, new PixelBox(0, 3, 0, 3), 3, 3, -1000, 0, 1)
                        .values()[0])
                .containsExactly(0, 0, 0.5f, 1, 1, 0, 1, 0.25f, 0.75f);
    }

    @Test
    void refusesWhatCannotBeBuilt() {
        Volume volume = noise(new Random(1), 2, 5, 4, 1);
        PixelBox box = new PixelBox(0, 5, 0, 4);

        assertThatIllegalArgumentException().isThrownBy(() -> NetworkGrids.build(volume, box, 4, 4, 0, 0, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> NetworkGrids.build(volume, box, 4, 4, -1000, 0, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkGrids.build(volume, new PixelBox(0, 6, 0, 4), 4, 4, -1000, 0, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkGrids.build(volume, new PixelBox(0, 5, 0, 5), 4, 4, -1000, 0, 5));
    }

    private static Volume noise(Random random, int slices, int columns, int rows, double spacingMm) {
        short[][] hu = new short[slices][columns * rows];
        for (short[] slice : hu) {
            for (int n = 0; n < slice.length; n++) {
                slice[n] = (short) random.nextInt(-1200, 400);
            }
        }
        return new Volume(hu, columns, rows, Affine.ofRows(-0.7, 0, 0, 10, 0, -0.8, 0, 20, 0, 0, spacingMm, -30));
    }
}
