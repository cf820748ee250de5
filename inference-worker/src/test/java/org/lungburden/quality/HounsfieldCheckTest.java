package org.lungburden.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.geometry.HuHistogram;
import org.lungburden.geometry.Volume;

class HounsfieldCheckTest {
    static Stream<Arguments> notHounsfield() {
        return Stream.of(
                change("stored values", hu -> hu + 1024, "add the RescaleIntercept"),
                change("stored values of another scanner", hu -> hu + 1000, "Most voxels are at about 10; add"),
                change("stored values with padding", hu -> hu < -995 ? -2000 : hu + 1024, "air (-1000 HU) is missing"),
                change("the intercept twice", hu -> hu - 1024, "added twice"),
                change("8 bits", hu -> Math.max(0, Math.min(255, (hu + 1000) / 8)), "8-bit picture"),
                change("a mask", hu -> hu < -500 ? 1 : 0, "mask"),
                change("a soft-tissue window", hu -> Math.max(-160, Math.min(240, hu)), "go from -160 to 240"),
                change("negative values read as unsigned", hu -> hu < 0 ? 32767 : hu, "PixelRepresentation"),
                change("unsigned values read as signed", hu -> hu >= 0 ? -32768 : hu, "PixelRepresentation"),
                change("ten times", hu -> 10 * hu, "Air seems to be at -99"),
                change("inverted", hu -> -hu, "RescaleSlope -1"),
                change("beyond 12 bits", hu -> hu > -200 ? 6000 : hu, "none that a scanner writes"),
                change("a window that ends below water", hu -> Math.min(-1, hu), "The values end at -1 HU"),
                change("a window of lung alone", hu -> Math.min(-200, hu), "The values end at -200 HU"),
                change("air alone", hu -> -1000, "soft tissue (about 0 HU) is missing"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void notHounsfield(String name, IntUnaryOperator change, String sentence) {
        assertThat(check(change)).hasValueSatisfying(finding -> {
            assertThat(finding.code()).isEqualTo(Finding.Code.NOT_HOUNSFIELD);
            assertThat(finding.message()).contains(sentence);
        });
    }

    static Stream<Arguments> suspect() {
        return Stream.of(
                change("a lung window", hu -> Math.max(-1352, Math.min(152, hu)), "above 152 HU"),
                change(
                        "a window that ends at water",
                        hu -> Math.min(0, hu),
                        "intensities above 0 HU seem to be cut off"),
                change("a window that ends within muscle", hu -> Math.min(50, hu), "Neither bone nor muscle"),
                change("an intercept that is 80 too large", hu -> hu + 80, "Muscle seems to be at"),
                change("an intercept that is 50 too large", hu -> hu + 50, "Muscle seems to be at 95 HU"),
                change("an intercept that is 80 too small", hu -> hu - 80, "Air seems to be at -107"),
                change("an intercept that is 50 too small", hu -> hu - 50, "Muscle seems to be at -6 HU"),
                change("an intercept that is 200 too large", hu -> hu + 200, "Muscle seems to be at"),
                change("a slope of 0.6", hu -> hu * 6 / 10, "Air seems to be at -59"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void suspect(String name, IntUnaryOperator change, String sentence) {
        assertThat(check(change)).hasValueSatisfying(finding -> {
            assertThat(finding.code()).isEqualTo(Finding.Code.HU_SUSPECT);
            assertThat(finding.message()).contains(sentence);
        });
    }

    @Test
    void aChestPasses() {
        assertThat(check(hu -> hu)).isEmpty();
        assertThat(check(hu -> hu < -995 ? -3024 : hu))
                .as("air outside filled up")
                .isEmpty();
        assertThat(check(hu -> Math.max(-1024, hu))).isEmpty();
    }

    /** What is not lung was overwritten, and the rest is too little. */
    @Test
    void lungsAloneAreRefused() {
        HuHistogram lungs = new HuHistogram();
        lungs.add(-850, 990);
        lungs.add(20, 10);
        assertThat(HounsfieldCheck.of(lungs, 9000)).hasValueSatisfying(finding -> {
            assertThat(finding.code()).isEqualTo(Finding.Code.NOT_HOUNSFIELD);
            assertThat(finding.message()).contains("Soft tissue is missing");
        });
        assertThat(HounsfieldCheck.of(new HuHistogram(), 9000))
                .hasValueSatisfying(finding -> assertThat(finding.message()).contains("one value"));
    }

    private static Arguments change(String name, IntUnaryOperator change, String sentence) {
        return Arguments.of(name, change, sentence);
    }

    private static Optional<Finding> check(IntUnaryOperator change) {
        Volume scan = DrawnChest.whole().scan();
        for (short[] slice : scan.hu()) {
            for (int n = 0; n < slice.length; n++) {
                slice[n] = (short) change.applyAsInt(slice[n]);
            }
        }
        return HounsfieldCheck.of(HuHistogram.of(scan));
    }
}
