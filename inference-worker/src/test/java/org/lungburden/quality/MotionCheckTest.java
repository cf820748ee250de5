package org.lungburden.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

/** A drawn chest whose slices are 5 mm apart; z is 5 mm times the slice. */
class MotionCheckTest {
    private static final DrawnChest CHEST = DrawnChest.whole();

    @Test
    void aChestThatHoldsStillIsNotFlagged() {
        assertThat(of(CHEST)).isEmpty();
        assertThat(of(CHEST.slices(20, 40))).isEmpty();
    }

    /** From slice 25 on, everything lies one row farther back: the patient breathed out between two breath-holds. */
    @ParameterizedTest
    @ValueSource(ints = {20, 25, 38})
    void aStepIsFlaggedWithItsPlace(int from) {
        assertThat(of(shiftedBack(CHEST, from, 2))).hasValueSatisfying(finding -> {
            assertThat(finding.code()).isEqualTo(Finding.Code.MOTION);
            assertThat(finding.value()).isGreaterThan(1.5);
            assertThat(finding.message()).contains("at z " + 5 * (from - 1) + " to " + 5 * from + " mm,");
        });
    }

    @Test
    void everyStepIsCounted() {
        assertThat(of(shiftedBack(shiftedBack(CHEST, 20, 2), 35, 2)))
                .hasValueSatisfying(finding -> assertThat(finding.message()).contains(" mm and at 1 more place, "));
        assertThat(of(shiftedBack(shiftedBack(shiftedBack(CHEST, 18, 2), 26, 2), 35, 2)))
                .hasValueSatisfying(finding -> assertThat(finding.message()).contains(" mm and at 2 more places, "));
    }

    /** Slices that are missing look the same. */
    @ParameterizedTest
    @CsvSource({"10, 14", "44, 48"})
    void missingSlicesAreFlagged(int from, int to) {
        int left = DrawnChest.SLICES - to + from;
        short[][] hu = new short[left][];
        byte[][] labels = new byte[left][];
        for (int k = 0; k < left; k++) {
            hu[k] = CHEST.scan().hu()[k < from ? k : k + to - from];
            labels[k] = CHEST.labels().labels()[k < from ? k : k + to - from];
        }
        assertThat(of(chest(hu, labels))).isPresent();
    }

    /** As a resampled scan: every slice thrice. */
    @Test
    void slicesThatRepeatAreNoStep() {
        short[][] hu = new short[3 * DrawnChest.SLICES][];
        byte[][] labels = new byte[hu.length][];
        for (int k = 0; k < hu.length; k++) {
            hu[k] = CHEST.scan().hu()[k / 3];
            labels[k] = CHEST.labels().labels()[k / 3];
        }
        assertThat(of(chest(hu, labels))).isEmpty();
    }

    /** Slice 7 holds 12 % of the largest section of the lungs, slice 8 holds 20 %. */
    @Test
    void aStepAtTheTipsOfTheLungsDoesNotCount() {
        assertThat(of(shiftedBack(CHEST, 8, 2))).isEmpty();
        assertThat(of(shiftedBack(CHEST, 9, 2))).isPresent();
        assertThat(of(shiftedBack(CHEST, 57, 2))).isEmpty();
    }

    @Test
    void tooFewSlicesTellNothing() {
        assertThat(of(shiftedBack(CHEST.slices(20, 24), 2, 2))).isEmpty();
        assertThat(of(CHEST.slices(20, 21))).isEmpty();
    }

    private static DrawnChest shiftedBack(DrawnChest chest, int from, int rows) {
        short[][] hu = chest.scan().hu().clone();
        byte[][] labels = chest.labels().labels().clone();
        int shift = rows * DrawnChest.COLUMNS;
        for (int k = from; k < hu.length; k++) {
            short[] movedHu = hu[k].clone();
            byte[] movedLabels = labels[k].clone();
            System.arraycopy(hu[k], 0, movedHu, shift, movedHu.length - shift);
            System.arraycopy(labels[k], 0, movedLabels, shift, movedLabels.length - shift);
            hu[k] = movedHu;
            labels[k] = movedLabels;
        }
        return chest(hu, labels);
    }

    private static DrawnChest chest(short[][] hu, byte[][] labels) {
        return new DrawnChest(
                new Volume(hu, DrawnChest.COLUMNS, DrawnChest.ROWS, CHEST.scan().affine()),
                new LabelVolume(
                        labels,
                        DrawnChest.COLUMNS,
                        DrawnChest.ROWS,
                        CHEST.scan().affine()),
                labels);
    }

    private static Optional<Finding> of(DrawnChest chest) {
        return MotionCheck.of(chest.lungs(), chest.scan());
    }
}
