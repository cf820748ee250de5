package org.lungburden.geometry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.geometry.Components.Neighbors;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.StartsPrograms;

@StartsPrograms
class ComponentsTest {
    @ParameterizedTest
    @CsvSource({
        "1, 13, 11, 7, 0.3",
        "2, 13, 11, 7, 0.15",
        "3, 1, 9, 9, 0.5",
        "4, 9, 1, 9, 0.5",
        "5, 9, 9, 1, 0.5",
        "6, 40, 30, 20, 0.12",
        "7, 60, 50, 3, 0.6",
        "8, 5, 4, 3, 0",
        "9, 5, 4, 3, 1"
    })
    void agreesWithScipy(long seed, int columns, int rows, int slices, double chance) {
        byte[][] noise = Drawn.noise(new Random(seed), slices, columns * rows, chance);

        for (Neighbors neighbors : Neighbors.values()) {
            String script = SCIPY.formatted(slices, rows, columns, structure(neighbors));
            IntBuffer expected =
                    PythonOracle.run(script, PythonOracle.bytes(noise)).asIntBuffer();
            int[][] numbers = numbers(Components.of(noise, columns, rows, 0b10, neighbors), slices, columns, rows);
            for (int[] slice : numbers) {
                for (int number : slice) {
                    assertThat(number).isEqualTo(expected.get());
                }
            }
        }
    }

    /** scipy's labels, numbered anew in raster order. */
    private static final String SCIPY = """
            from scipy import ndimage
            voxels = read('u1').reshape(%d, %d, %d)
            labels, count = ndimage.label(voxels, %s)
            flat = labels.ravel()
            first = np.full(count + 1, flat.size)
            np.minimum.at(first, flat, np.arange(flat.size))
            number = np.zeros(count + 1, int)
            number[1 + np.argsort(first[1:], kind='stable')] = 1 + np.arange(count)
            write(number[flat], '<i4')
            """;

    private static String structure(Neighbors neighbors) {
        return switch (neighbors) {
            case PLANE_4 -> "np.array([np.zeros((3, 3)), [[0, 1, 0], [1, 1, 1], [0, 1, 0]], np.zeros((3, 3))])";
            case SPACE_6 -> "None";
            case SPACE_26 -> "np.ones((3, 3, 3))";
        };
    }

    private static int[][] numbers(Components components, int slices, int columns, int rows) {
        int[][] numbers = new int[slices][columns * rows];
        components.forEachRun(
                (part, k, j, i0, i1) -> Arrays.fill(numbers[k], j * columns + i0, j * columns + i1, part + 1));
        return numbers;
    }

    @Test
    void onlyTheWantedLabelsBelong() {
        LabelVolume drawn = Drawn.labels("0123 3210");
        assertThat(voxels(drawn, Components.BACKGROUND)).containsExactly(1, 1);
        assertThat(voxels(drawn, Components.LUNG)).containsExactly(1, 1);
        assertThat(voxels(drawn, Components.LESION)).containsExactly(2, 2);
        assertThat(voxels(drawn, Components.LUNG_OR_LESION)).containsExactly(6);
        assertThat(voxels(drawn, 0)).isEmpty();
    }

    private static long[] voxels(LabelVolume drawn, int labelSet) {
        return Components.of(drawn.labels(), drawn.columns(), drawn.rows(), labelSet, Neighbors.SPACE_6)
                .voxels();
    }

    @Test
    void theFirstOfEqualsIsTheLargest() {
        LabelVolume drawn = Drawn.labels("1.11.11");
        assertThat(Components.of(drawn.labels(), 7, 1, Components.LUNG, Neighbors.SPACE_6)
                        .largest())
                .isEqualTo(1);
        assertThat(Components.of(drawn.labels(), 7, 1, Components.LESION, Neighbors.SPACE_6)
                        .largest())
                .isEqualTo(-1);
    }

    @Test
    void manyRunsAreHeld() {
        byte[][] checkers = new byte[4][64 * 64];
        for (byte[] slice : checkers) {
            for (int n = 0; n < slice.length; n++) {
                slice[n] = (byte) ((n + n / 64) % 2);
            }
        }
        Components parts = Components.of(checkers, 64, 64, Components.LUNG, Neighbors.PLANE_4);
        assertThat(parts.count()).isEqualTo(4 * 64 * 32);
        assertThat(parts.voxels()).containsOnly(1);
    }
}
