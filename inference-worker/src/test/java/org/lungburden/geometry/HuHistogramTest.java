package org.lungburden.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

public class HuHistogramTest {
    @Test
    void quantilesLieBetweenNeighbors() {
        HuHistogram drawn = of(-900, -850, -700, -100);

        assertThat(drawn.quantile(0)).isEqualTo(-900);
        assertThat(drawn.quantile(0.05)).isCloseTo(-892.5, within(1e-9));
        assertThat(drawn.quantile(0.5)).isEqualTo(-775);
        assertThat(drawn.quantile(0.95)).isCloseTo(-190, within(1e-9));
        assertThat(drawn.quantile(1)).isEqualTo(-100);
        assertThat(of(7).quantile(0.95)).isEqualTo(7);
    }

    @Test
    void meanAndDeviationAreThoseOfThePopulation() {
        HuHistogram drawn = of(2, 4, 4, 4, 5, 5, 7, 9);

        assertThat(drawn.mean()).isEqualTo(5);
        assertThat(drawn.standardDeviation()).isEqualTo(2);
    }

    @Test
    void theEndBinsHoldTheRest() {
        HuHistogram drawn = of(-32768, -1025, -1024, -1009, -1008, 1023, 1024, 32767);

        long[] bins = drawn.rebinned(-1024, 16, 128);
        assertThat(bins[0]).isEqualTo(4);
        assertThat(bins[1]).isEqualTo(1);
        assertThat(bins[127]).isEqualTo(3);
        assertThat(drawn.voxels()).isEqualTo(8);
        assertThat(drawn.count(-1024, -1008)).isEqualTo(3);
    }

    public static HuHistogram of(int... values) {
        HuHistogram histogram = new HuHistogram();
        for (int hu : values) {
            histogram.add((short) hu);
        }
        return histogram;
    }
}
