package org.lungburden.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.StartsPrograms;

@StartsPrograms
class HuHistogramOracleTest {
    @Test
    void agreesWithNumpy() {
        Random random = new Random(5);
        ByteBuffer values = ByteBuffer.allocate(2 * 10_007).order(ByteOrder.LITTLE_ENDIAN);
        HuHistogram drawn = new HuHistogram();
        while (values.hasRemaining()) {
            short hu = (short) Math.rint(-700 + 250 * random.nextGaussian());
            values.putShort(hu);
            drawn.add(hu);
        }
        DoubleBuffer expected = PythonOracle.run("""
                        hu = read('<i2').astype(float)
                        write([hu.mean(), hu.std(), *np.percentile(hu, [5, 50, 95]),
                               *np.percentile(hu, [0, 5, 75, 100], method='inverted_cdf')], '<f8')
                        """, values).asDoubleBuffer();

        assertThat(drawn.mean()).isCloseTo(expected.get(), within(1e-9));
        assertThat(drawn.standardDeviation()).isCloseTo(expected.get(), within(1e-9));
        assertThat(drawn.quantile(0.05)).isCloseTo(expected.get(), within(1e-9));
        assertThat(drawn.quantile(0.5)).isCloseTo(expected.get(), within(1e-9));
        assertThat(drawn.quantile(0.95)).isCloseTo(expected.get(), within(1e-9));
        for (double share : new double[] {0, 0.05, 0.75, 1}) {
            assertThat(drawn.quantileThatOccurs(share)).isEqualTo((int) expected.get());
        }
    }
}
