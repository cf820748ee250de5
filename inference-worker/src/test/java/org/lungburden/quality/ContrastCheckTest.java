package org.lungburden.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lungburden.geometry.HuHistogram;
import org.lungburden.geometry.Volume;

class ContrastCheckTest {
    private static final DrawnChest NATIVE = DrawnChest.whole();
    private static final DrawnChest ENHANCED = DrawnChest.of(1, DrawnChest.NATIVE.withBlood(200));

    @Test
    void brightBloodIsSeenWhateverTheTagsTell() {
        for (@Nullable Boolean told : new @Nullable Boolean[] {null, true, false}) {
            assertThat(ContrastCheck.of(ENHANCED.sides(), ENHANCED.scan(), HuHistogram.of(ENHANCED.scan()), told))
                    .hasValueSatisfying(finding -> {
                        assertThat(finding.code()).isEqualTo(Finding.Code.CONTRAST);
                        assertThat(finding.value()).isBetween(20.0, 100.0);
                    });
        }
    }

    @Test
    void withoutItTheTagsDecide() {
        assertThat(ContrastCheck.of(NATIVE.sides(), NATIVE.scan(), HuHistogram.of(NATIVE.scan()), null))
                .isEmpty();
        assertThat(ContrastCheck.of(NATIVE.sides(), NATIVE.scan(), HuHistogram.of(NATIVE.scan()), false))
                .isEmpty();
        assertThat(ContrastCheck.of(NATIVE.sides(), NATIVE.scan(), HuHistogram.of(NATIVE.scan()), true))
                .hasValueSatisfying(finding -> assertThat(finding.value()).isNull());
    }

    /** All densities of the scan are too high, those of blood no more than others. */
    @Test
    void wrongDensitiesAreNoContrastMedium() {
        DrawnChest shifted = DrawnChest.of(1, new DrawnChest.Densities(-920, 135, 780, 135, DrawnChest.NATIVE.lung()));
        assertThat(ContrastCheck.of(shifted.sides(), shifted.scan(), HuHistogram.of(shifted.scan()), null))
                .isEmpty();
    }

    /** 140 HU of noise: one voxel in four is as bright as contrast medium. */
    @Test
    void noiseIsNoContrastMedium() {
        DrawnChest noisy = DrawnChest.whole();
        Random random = new Random(1);
        for (short[] slice : noisy.scan().hu()) {
            for (int n = 0; n < slice.length; n++) {
                slice[n] += (short) Math.round(140 * random.nextGaussian());
            }
        }
        assertThat(ContrastCheck.of(noisy.sides(), noisy.scan(), HuHistogram.of(noisy.scan()), null))
                .isEmpty();
    }

    /** The front of the chest is cut off, and the spine lies between the front halves of what is left. */
    @Test
    void theSpineOfABackHalfIsNoBlood() {
        DrawnChest whole = DrawnChest.of(1, new DrawnChest.Densities(-1000, 40, 400, 40, DrawnChest.NATIVE.lung()));
        int from = 50 * DrawnChest.COLUMNS;
        short[][] hu = new short[DrawnChest.SLICES][];
        byte[][] sides = new byte[DrawnChest.SLICES][];
        for (int k = 0; k < hu.length; k++) {
            hu[k] = Arrays.copyOfRange(whole.scan().hu()[k], from, whole.scan().hu()[k].length);
            sides[k] = Arrays.copyOfRange(whole.sides()[k], from, whole.sides()[k].length);
        }
        Volume back = new Volume(hu, DrawnChest.COLUMNS, 30, whole.scan().affine());
        assertThat(ContrastCheck.of(sides, back, HuHistogram.of(whole.scan()), null))
                .isEmpty();
    }

    @Test
    void aSpineIsNoBlood() {
        DrawnChest dense = DrawnChest.of(1, new DrawnChest.Densities(-1000, 40, 1500, 40, DrawnChest.NATIVE.lung()));
        assertThat(ContrastCheck.of(dense.sides(), dense.scan(), HuHistogram.of(dense.scan()), null))
                .isEmpty();
    }

    @Test
    void oneLungGivesNoAnswer() {
        assertThat(ContrastCheck.of(new byte[60][8000], ENHANCED.scan(), HuHistogram.of(ENHANCED.scan()), null))
                .isEmpty();
    }
}
