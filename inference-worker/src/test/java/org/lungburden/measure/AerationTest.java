package org.lungburden.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lungburden.geometry.HuHistogramTest;
import org.lungburden.measure.Aeration.Band;

class AerationTest {
    private static final double VOXEL_ML = 0.5;

    @Test
    void eachBandHoldsItsEnds() {
        Aeration drawn = Aeration.of(
                HuHistogramTest.of(-1100, -1000, -901, -900, -501, -500, -101, -100, 0, 100, 101, 3000), VOXEL_ML);

        assertThat(drawn.bands()).extracting(Aeration.BandAmount::band).containsExactly(Band.values());
        assertThat(drawn.bands()).extracting(Aeration.BandAmount::ml).containsExactly(1.5, 1.0, 1.0, 1.5);
        assertThat(drawn.bands().get(0).percent()).isEqualTo(25);
        assertThat(drawn.outsideMl()).isEqualTo(1);
    }

    @Test
    void bandsAndTheRestAreTheLung() {
        int[] all = new int[5000];
        for (int n = 0; n < all.length; n++) {
            all[n] = n - 1500;
        }
        Aeration drawn = Aeration.of(HuHistogramTest.of(all), VOXEL_ML);

        double inBands =
                drawn.bands().stream().mapToDouble(Aeration.BandAmount::ml).sum();
        assertThat(inBands + drawn.outsideMl()).isEqualTo(5000 * VOXEL_ML);
        assertThat(inBands).isEqualTo(1601 * VOXEL_ML);
    }

    @Test
    void wellAeratedHoldsItsEnds() {
        assertThat(Aeration.of(HuHistogramTest.of(-951, -950, -700, -699), VOXEL_ML)
                        .wellAeratedPercent())
                .isEqualTo(50);
    }

    /** Air weighs nothing, water 1 g/mL, half of each 0.5 g/mL; denser voxels count as 1.1 g/mL. */
    @Test
    void massGrowsWithDensity() {
        Aeration drawn = Aeration.of(HuHistogramTest.of(-1024, -1000, -500, 0, 50, 3000), VOXEL_ML);

        assertThat(drawn.lungMassG()).isCloseTo((0 + 0 + 0.5 + 1 + 1.05 + 1.1) * VOXEL_ML, within(1e-12));
        assertThat(drawn.bands().get(2).massG()).isCloseTo(0.25, within(1e-12));
    }
}
