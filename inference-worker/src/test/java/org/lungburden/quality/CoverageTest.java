package org.lungburden.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

class CoverageTest {
    /** The drawn lungs take the slices 6 to 53. */
    private static final int FIRST = 6;

    private static final int HEIGHT = 48;

    @Test
    void aWholeChestIsNotFlagged() {
        assertThat(of(DrawnChest.whole())).isEmpty();
        assertThat(of(DrawnChest.whole().slices(FIRST - 1, FIRST + HEIGHT + 1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 50, 70, 90})
    void eachCropIsFlaggedWithItsCut(int percent) {
        int slices = HEIGHT * percent / 100;
        assertThat(of(DrawnChest.whole().slices(0, FIRST + slices)))
                .hasValueSatisfying(finding ->
                        assertThat(finding.message()).contains("highest").doesNotContain("lowest"));
        assertThat(of(DrawnChest.whole().slices(FIRST + HEIGHT - slices, 60)))
                .hasValueSatisfying(finding ->
                        assertThat(finding.message()).contains("lowest").doesNotContain("highest"));
        int from = FIRST + (HEIGHT - slices) / 2;
        assertThat(of(DrawnChest.whole().slices(from, from + slices)))
                .hasValueSatisfying(finding -> assertThat(finding.message()).contains("lowest", "highest"));
    }

    /** The scan ends where its blank slices begin. */
    @Test
    void blankSlicesAtTheEndsDoNotHideACut() {
        DrawnChest chest = DrawnChest.whole();
        for (int k = 0; k < 20; k++) {
            Arrays.fill(chest.scan().hu()[k], (short) -1024);
            Arrays.fill(chest.labels().labels()[k], (byte) 0);
        }
        assertThat(of(chest)).hasValueSatisfying(finding -> {
            assertThat(finding.message()).contains("lowest").doesNotContain("highest");
            assertThat(finding.value()).isBetween(80.0, 99.0);
        });
    }

    /** Half an ellipsoid ends with its largest section. */
    @Test
    void theValueIsTheShareOfTheLargestSection() {
        assertThat(of(DrawnChest.whole().slices(0, 30)))
                .hasValueSatisfying(finding -> assertThat(finding.value()).isEqualTo(100));
    }

    @Test
    void aFieldOfViewThatCutsTheLungIsFlagged() {
        assertThat(of(narrowed(DrawnChest.whole(), 20))).hasValueSatisfying(finding -> {
            assertThat(finding.message()).contains("edge of the field of view").doesNotContain("lowest");
            assertThat(finding.value()).isBetween(5.0, 50.0);
        });
        assertThat(of(narrowed(DrawnChest.whole(), 8)))
                .as("the chest wall alone")
                .isEmpty();
    }

    /** A scanner fills what lies outside its circle with a number far below air. */
    @Test
    void aCircleThatCutsTheLungIsFlagged() {
        DrawnChest chest = DrawnChest.whole();
        for (int k = 0; k < DrawnChest.SLICES; k++) {
            for (int n = 0; n < chest.sides()[k].length; n++) {
                double x = n % DrawnChest.COLUMNS - 49.5;
                double y = n / DrawnChest.COLUMNS - 39.5;
                if (Math.hypot(x, y) > 26) {
                    chest.scan().hu()[k][n] = -2000;
                    chest.labels().labels()[k][n] = 0;
                }
            }
        }
        assertThat(of(chest))
                .hasValueSatisfying(finding -> assertThat(finding.message()).contains("edge of the field of view"));
    }

    private static Optional<Finding> of(DrawnChest chest) {
        return Coverage.of(chest.lungs(), chest.labels(), chest.scan());
    }

    /** Without the outer columns. */
    private static DrawnChest narrowed(DrawnChest chest, int columns) {
        int kept = DrawnChest.COLUMNS - 2 * columns;
        short[][] hu = new short[DrawnChest.SLICES][kept * DrawnChest.ROWS];
        byte[][] labels = new byte[DrawnChest.SLICES][kept * DrawnChest.ROWS];
        for (int k = 0; k < hu.length; k++) {
            for (int j = 0; j < DrawnChest.ROWS; j++) {
                int from = j * DrawnChest.COLUMNS + columns;
                System.arraycopy(chest.scan().hu()[k], from, hu[k], j * kept, kept);
                System.arraycopy(chest.labels().labels()[k], from, labels[k], j * kept, kept);
            }
        }
        return new DrawnChest(
                new Volume(hu, kept, DrawnChest.ROWS, chest.scan().affine()),
                new LabelVolume(labels, kept, DrawnChest.ROWS, chest.scan().affine()),
                labels);
    }
}
