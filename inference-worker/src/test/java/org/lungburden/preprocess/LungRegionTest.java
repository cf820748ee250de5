package org.lungburden.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.SoftLabels;

/** Drawn bodies of 128 x 128 pixels: tissue 0.9, air 0.1. */
class LungRegionTest {
    private static final int SIDE = 128;
    private static final float AERATED = 0.4f;

    private final float[][] values = new float[40][SIDE * SIDE];

    private NetworkGrid grid() {
        Affine affine = Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 5, 0);
        return new NetworkGrid(values, SIDE, SIDE, new int[values.length], new PixelBox(0, SIDE, 0, SIDE), affine);
    }

    private void fill(float value, int k0, int k1, PixelBox box) {
        for (int k = k0; k < k1; k++) {
            for (int y = box.j0(); y < box.j1(); y++) {
                Arrays.fill(values[k], y * SIDE + box.i0(), y * SIDE + box.i1(), value);
            }
        }
    }

    private void body() {
        fill(0.1f, 0, 40, new PixelBox(0, SIDE, 0, SIDE));
        fill(0.9f, 0, 40, new PixelBox(4, 124, 10, 120));
    }

    private LungRegion region() {
        return LungRegion.of(grid(), AERATED, 4);
    }

    @Test
    void leavesRoomAroundBothLungs() {
        body();
        fill(0.1f, 12, 30, new PixelBox(24, 50, 40, 90));
        fill(0.1f, 14, 32, new PixelBox(78, 104, 42, 88));

        assertThat(region()).isEqualTo(new LungRegion(4, 35, new PixelBox(8, 120, 24, 108)));
    }

    @Test
    void aLungWithoutAirHasTheRoomOfTheOther() {
        body();
        fill(0.1f, 12, 30, new PixelBox(24, 50, 40, 90));

        assertThat(region().box()).isEqualTo(new PixelBox(8, 120, 24, 108));
    }

    @Test
    void airAroundTheBodyAndSpecksAreNoLung() {
        body();
        fill(0.1f, 12, 30, new PixelBox(40, 60, 40, 90));
        fill(0.1f, 12, 14, new PixelBox(110, 112, 100, 102));

        assertThat(region().box()).isEqualTo(new PixelBox(24, 104, 24, 108));
    }

    @Test
    void withoutEnclosedAirTheWholeGridIsAnswered() {
        body();
        assertThat(region()).isEqualTo(LungRegion.whole(grid()));
        // an open body: its air is not enclosed
        fill(0.1f, 12, 30, new PixelBox(0, 50, 40, 90));
        assertThat(region()).isEqualTo(LungRegion.whole(grid()));
    }

    /** A slab of lung that touches one border of the region, or only comes near. */
    @ParameterizedTest
    @CsvSource({
        "20, 30, 60, 70, true",
        "16, 30, 60, 70, false",
        "20, 100, 60, 70, false",
        "20, 30, 32, 70, false",
        "20, 30, 60, 96, false",
        "16, 17, 60, 64, true",
    })
    void tellsWhetherLungReachesItsBorder(int i0, int i1, int j0, int j1, boolean holds) {
        LungRegion region = new LungRegion(4, 36, new PixelBox(16, 100, 32, 96));

        assertThat(region.holds(labels(20, new PixelBox(i0, i1, j0, j1)))).isEqualTo(holds);
    }

    @Test
    void lungInTheFirstOrLastSliceOfTheRegionReachesItsBorderUnlessTheScanEndsThere() {
        PixelBox lung = new PixelBox(40, 50, 60, 70);
        LungRegion region = new LungRegion(4, 36, new PixelBox(16, 100, 32, 96));
        assertThat(region.holds(labels(4, lung))).isFalse();
        assertThat(region.holds(labels(35, lung))).isFalse();
        LungRegion toTheEnds = new LungRegion(0, 40, new PixelBox(16, 100, 32, 96));
        assertThat(toTheEnds.holds(labels(0, lung))).isTrue();
        assertThat(toTheEnds.holds(labels(39, lung))).isTrue();
    }

    private static SoftLabels labels(int k, PixelBox lung) {
        float[][] probability = new float[40][SoftLabels.LABELS * SIDE * SIDE];
        for (float[] slice : probability) {
            Arrays.fill(slice, 0, SIDE * SIDE, 1);
        }
        for (int y = lung.j0(); y < lung.j1(); y++) {
            for (int x = lung.i0(); x < lung.i1(); x++) {
                probability[k][y * SIDE + x] = 0.1f;
                probability[k][SIDE * SIDE + y * SIDE + x] = 0.9f;
            }
        }
        return new SoftLabels(probability, SIDE, SIDE);
    }
}
