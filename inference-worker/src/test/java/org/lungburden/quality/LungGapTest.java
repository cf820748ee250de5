package org.lungburden.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

/** A drawn chest whose lungs fill slices 6 to 53; z is 5 mm times the slice. */
class LungGapTest {
    private static final DrawnChest CHEST = DrawnChest.whole();

    @Test
    void aChestHasNoGap() {
        assertThat(of(CHEST)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 30", "30, 60", "20, 40", "6, 54"})
    void aPartOfAChestHasNone(int from, int to) {
        assertThat(of(CHEST.slices(from, to))).isEmpty();
    }

    /** The slices from one on come first, the others behind. */
    @ParameterizedTest
    @ValueSource(ints = {20, 30, 40})
    void slicesThatWereWrappedAroundAreTold(int first) {
        assertThat(of(joined(CHEST.slices(first, 60), CHEST.slices(0, first)))).hasValueSatisfying(finding -> {
            assertThat(finding.code()).isEqualTo(Finding.Code.MOTION);
            assertThat(finding.value()).isNull();
            assertThat(finding.message()).startsWith("The lungs end at z ");
        });
    }

    /** Without the slices that show no lung, the section still becomes small where the tips meet. */
    @Test
    void twoChestsInOneVolumeAreTold() {
        assertThat(of(joined(CHEST, CHEST))).isPresent();
        DrawnChest lungs = CHEST.slices(6, 54);
        assertThat(of(joined(lungs, lungs))).isPresent();
    }

    private static DrawnChest joined(DrawnChest below, DrawnChest above) {
        return new DrawnChest(
                new Volume(
                        joined(below.scan().hu(), above.scan().hu(), short[][]::new),
                        DrawnChest.COLUMNS,
                        DrawnChest.ROWS,
                        below.scan().affine()),
                new LabelVolume(
                        joined(below.labels().labels(), above.labels().labels(), byte[][]::new),
                        DrawnChest.COLUMNS,
                        DrawnChest.ROWS,
                        below.scan().affine()),
                joined(below.sides(), above.sides(), byte[][]::new));
    }

    private static <T> T[] joined(T[] below, T[] above, IntFunction<T[]> array) {
        return Stream.of(below, above).flatMap(Stream::of).toArray(array);
    }

    private static Optional<Finding> of(DrawnChest chest) {
        return LungGap.of(chest.lungs(), chest.scan());
    }
}
