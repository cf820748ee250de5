package org.lungburden.postprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.DoubleBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.geometry.Drawn;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.StartsPrograms;

@StartsPrograms
class DistanceMapTest {
    @ParameterizedTest
    @CsvSource({
        "1, 13, 11, 7, 0.95, 1, 1",
        "2, 13, 11, 7, 0.99, 1.3, 6",
        "3, 1, 9, 9, 0.9, 2, 1.5",
        "4, 30, 20, 10, 0.999, 2.1, 2",
        "5, 9, 9, 1, 0.5, 2, 3"
    })
    void agreesWithScipy(long seed, int columns, int rows, int slices, double chance, double j, double k) {
        byte[][] noise = Drawn.noise(new Random(seed), slices, columns * rows, chance);
        String script = SCIPY.formatted(slices, rows, columns, k, j);
        DoubleBuffer expected =
                PythonOracle.run(script, PythonOracle.bytes(noise)).asDoubleBuffer();

        for (double[] slice : DistanceMap.squaredMm2(noise, columns, rows, j, k)) {
            for (double squared : slice) {
                assertThat(Math.sqrt(squared)).isCloseTo(expected.get(), within(1e-6));
            }
        }
    }

    private static final String SCIPY = """
            from scipy import ndimage
            voxels = read('u1').reshape(%d, %d, %d)
            planes = [ndimage.distance_transform_edt(p, sampling=(%s, %s)) if not p.all() else np.full(p.shape, 1e6) for p in np.moveaxis(voxels, 2, 0)]
            write(np.moveaxis(planes, 0, 2), '<f8')
            """;

    @Test
    void withoutABorderEverythingIsFar() {
        double[][] far = DistanceMap.squaredMm2(new byte[][] {{1, 1}, {1, 1}}, 2, 1, 1, 1);
        assertThat(far[0]).containsOnly(1e12);
        assertThat(far[1]).containsOnly(1e12);
    }
}
