package org.lungburden.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LungQualityTest {
    @Test
    void aGoodScanHasNoFinding() {
        assertThat(LungQuality.of(DrawnChest.whole().lungs())).isEmpty();
    }

    @Test
    void fewSlicesAreCounted() {
        assertThat(LungQuality.of(DrawnChest.whole().slices(20, 42).lungs())).isEmpty();
        assertThat(LungQuality.of(DrawnChest.whole().slices(20, 41).lungs()))
                .extracting(Finding::code, Finding::value)
                .containsExactly(tuple(Finding.Code.FEW_SLICES, 21.0));
    }

    @ParameterizedTest
    @CsvSource({"-700, false", "-699, true", "-600, true"})
    void shallowBreathIsTold(int hu, boolean told) {
        Lungs lungs = DrawnChest.of(1, DrawnChest.NATIVE.withLung(n -> n % 10 == 0 ? -100 : hu))
                .lungs();
        assertThat(LungQuality.of(lungs))
                .extracting(Finding::code)
                .isEqualTo(told ? List.of(Finding.Code.LOW_LUNG_VOLUME) : List.of());
    }

    @ParameterizedTest
    @CsvSource({"2, -500, false", "2, -290, true", "2, -760, true", "3, -340, false", "3, 60, false", "3, -360, true"})
    void anUnusualClassIsTold(byte label, short hu, boolean told) {
        DrawnChest chest = DrawnChest.whole();
        paint(chest, label, hu, 50);
        assertThat(LungQuality.of(chest.lungs()))
                .extracting(Finding::code, Finding::value)
                .isEqualTo(told ? List.of(tuple(Finding.Code.CLASS_DENSITY, (double) hu)) : List.of());
    }

    @Test
    void aFewVoxelsOfAClassAreNotJudged() {
        DrawnChest chest = DrawnChest.whole();
        paint(chest, (byte) 3, (short) -800, 20);
        assertThat(LungQuality.of(chest.lungs())).isEmpty();
    }

    /** Voxels of 0.08 mL in the middle of the left lung, in one slice. */
    private static void paint(DrawnChest chest, byte label, short hu, int voxels) {
        int from = 40 * DrawnChest.COLUMNS + 58;
        for (int row = 0; row * 20 < voxels; row++) {
            int start = from + row * DrawnChest.COLUMNS;
            int end = start + Math.min(20, voxels - row * 20);
            Arrays.fill(chest.labels().labels()[30], start, end, label);
            Arrays.fill(chest.scan().hu()[30], start, end, hu);
        }
    }
}
