package org.lungburden.measure;

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
class HistogramOracleTest {
    @Test
    void agreesWithNumpy() {
        Random random = new Random(5);
        ByteBuffer values = ByteBuffer.allocate(2 * 10_007).order(ByteOrder.LITTLE_ENDIAN);
        Histogram drawn = new Histogram();
        while (values.hasRemaining()) {
            short hu = (short) Math.rint(-700 + 250 * random.nextGaussian());
            values.putShort(hu);
            drawn.add(hu);
        }
        DoubleBuffer expected = PythonOracle.run("""
                        hu = read('<i2').astype(float)
                        mass = (np.clip(hu, -1000, 100) + 1000).sum() / 1000
                        write([hu.mean(), hu.std(), *np.percentile(hu, [5, 50, 95]), mass], '<f8')
                        """, values).asDoubleBuffer();

        assertThat(drawn.mean()).isCloseTo(expected.get(), within(1e-9));
        assertThat(drawn.standardDeviation()).isCloseTo(expected.get(), within(1e-9));
        assertThat(drawn.quantile(0.05)).isCloseTo(expected.get(), within(1e-9));
        assertThat(drawn.quantile(0.5)).isCloseTo(expected.get(), within(1e-9));
        assertThat(drawn.quantile(0.95)).isCloseTo(expected.get(), within(1e-9));
        assertThat(drawn.massPerMl(Short.MIN_VALUE, Short.MAX_VALUE)).isCloseTo(expected.get(), within(1e-6));
    }
}
