package org.lungburden.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Volume;

class ScanQualityTest {
    @ParameterizedTest
    @CsvSource({"3, 0, false", "3.01, 0, true", "1, 5, true", "1, 3, false", "6, 0, true"})
    void slicesAreThickBySpacingOrByThickness(double spacingMm, double thicknessMm, boolean thick) {
        Volume scan = new Volume(new short[1][4], 2, 2, Affine.ofRows(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, spacingMm, 0));
        assertThat(ScanQuality.thickSlices(scan, thicknessMm).map(Finding::value))
                .isEqualTo(thick ? Optional.of(Math.max(spacingMm, thicknessMm)) : Optional.empty());
    }

    @Test
    void gapsBetweenThinSlicesAreTold() {
        Volume scan = new Volume(new short[1][4], 2, 2, Affine.ofRows(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 10, 0));
        assertThat(ScanQuality.thickSlices(scan, 1.25))
                .hasValueSatisfying(finding -> assertThat(finding.message())
                        .contains("1.25 mm thick and lie 10 mm apart", "88 % of the lung")
                        .doesNotContain("thicker than"));
        assertThat(ScanQuality.thickSlices(scan, 10.0))
                .hasValueSatisfying(finding -> assertThat(finding.message()).contains("thicker than 3 mm"));
    }

    @Test
    void paddingThatIsNoAirIsTold() {
        Volume scan = new Volume(new short[10][100], 10, 10, Affine.ofRows(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0));
        assertThat(ScanQuality.padding(Map.of(0, 250L, -2000, 100L), scan)).hasValueSatisfying(finding -> {
            assertThat(finding.code()).isEqualTo(Finding.Code.PADDING_ASSUMED);
            assertThat(finding.value()).isEqualTo(25);
            assertThat(finding.message()).contains("exactly 0 HU");
        });
        assertThat(ScanQuality.padding(Map.of(-2000, 100L), scan)).isEmpty();
    }

    /** The estimate falls below the true deviation, because a block's own mean is taken and four blocks of five exceed it. */
    @ParameterizedTest
    @ValueSource(doubles = {120, 200})
    void noiseIsTold(double sd) {
        assertThat(ScanQuality.noise(noisy(sd))).hasValueSatisfying(finding -> {
            assertThat(finding.code()).isEqualTo(Finding.Code.NOISE);
            assertThat(finding.value()).isBetween(0.7 * sd, sd);
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 10, 60})
    void usualNoiseIsNotTold(double sd) {
        assertThat(ScanQuality.noise(noisy(sd))).isEmpty();
    }

    @Test
    void edgesAreNoNoise() {
        assertThat(ScanQuality.noise(DrawnChest.whole().scan())).isEmpty();
    }

    private static Volume noisy(double sd) {
        Random random = new Random(1);
        short[][] hu = new short[4][80 * 80];
        for (short[] slice : hu) {
            for (int n = 0; n < slice.length; n++) {
                slice[n] = (short) Math.round(50 + sd * random.nextGaussian());
            }
        }
        return new Volume(hu, 80, 80, Affine.ofRows(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0));
    }
}
