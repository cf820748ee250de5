package org.lungburden.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;
import org.lungburden.testing.Crop;

/** Headers that name the axes of one and the same chest rightly and wrongly. The right names are LPS. */
class OrientationCheckTest {
    private static final TurnedChest UPRIGHT = TurnedChest.upright();

    /** Left and right alone cannot be told. */
    @ParameterizedTest
    @ValueSource(strings = {"LPS", "RPS"})
    void aRightHeaderIsNotFlagged(String axes) {
        TurnedChest chest = UPRIGHT.called(axes);
        assertThat(OrientationCheck.ofAxes(chest.scan())).isEmpty();
        assertThat(ofLungs(chest)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "LSP, front to back",
        "RIA, front to back",
        "PSL, right to left",
        "AIR, right to left",
        "SPL, right to left",
        "IAR, right to left",
        "SLP, front to back",
        "ILA, front to back"
    })
    void slicesThatAreNotAxialAreFlagged(String axes, String told) {
        assertThat(OrientationCheck.ofAxes(UPRIGHT.called(axes).scan()))
                .hasValueSatisfying(
                        finding -> assertThat(finding.message()).contains(told).contains("not axial"));
    }

    @ParameterizedTest
    @CsvSource({
        "LPI, 'Head and feet seem'",
        "RPI, 'Head and feet seem'",
        "LAS, 'Front and back seem'",
        "RAS, 'Front and back seem'",
        "LAI, 'Head and feet, and front and back, seem'",
        "RAI, 'Head and feet, and front and back, seem'",
        "PLS, 'Left and right seem to be swapped with front and back'",
        "ARS, 'Left and right seem to be swapped with front and back'",
        "ALI, 'Left and right seem to be swapped with front and back'"
    })
    void axialSlicesThatAreTurnedAreFlagged(String axes, String told) {
        TurnedChest chest = UPRIGHT.called(axes);
        assertThat(OrientationCheck.ofAxes(chest.scan())).isEmpty();
        assertThat(ofLungs(chest))
                .hasValueSatisfying(finding -> assertThat(finding.message()).startsWith(told));
    }

    /** In a tight field of view the body reaches the edge at the sides too; then the spine tells. */
    @Test
    void theSpineTellsWhereTheFieldOfViewIsTight() {
        Volume narrow = Crop.columns(UPRIGHT.scan(), 12, 88);
        assertThat(OrientationCheck.ofAxes(narrow)).isEmpty();
        assertThat(OrientationCheck.ofAxes(
                        new TurnedChest(narrow, new LabelVolume(new byte[60][76 * 80], 76, 80, narrow.affine()))
                                .called("SPL")
                                .scan()))
                .isPresent();
    }

    /** Some tools add slices of one value at both ends. */
    @Test
    void slicesThatAreFilledUpAreNoAir() {
        Volume narrow = Crop.columns(UPRIGHT.scan(), 12, 88);
        short[][] hu = narrow.hu().clone();
        hu[0] = new short[hu[0].length];
        Arrays.fill(hu[0], (short) -1024);
        hu[1] = hu[0];
        assertThat(OrientationCheck.ofAxes(new Volume(hu, narrow.columns(), narrow.rows(), narrow.affine())))
                .isEmpty();
    }

    /** The lowest quarter of upright lungs is narrow below and wide above. */
    @Test
    void aPartOfTheLungsIsNotCalledUpsideDown() {
        for (int to = 24; to < 48; to++) {
            TurnedChest part = new TurnedChest(
                    new Volume(
                            Arrays.copyOf(UPRIGHT.scan().hu(), to),
                            DrawnChest.COLUMNS,
                            DrawnChest.ROWS,
                            UPRIGHT.scan().affine()),
                    new LabelVolume(
                            Arrays.copyOf(UPRIGHT.labels().labels(), to),
                            DrawnChest.COLUMNS,
                            DrawnChest.ROWS,
                            UPRIGHT.scan().affine()));
            assertThat(ofLungs(part)).as("%d slices", to).isEmpty();
        }
    }

    /** A single lung is deeper than wide, with the spine at its side. The image cuts the body, whose form then tells nothing. */
    @Test
    void onePieceIsNotCalledTurned() {
        TurnedChest chest = UPRIGHT.called("PLS");
        for (short[] slice : chest.scan().hu()) {
            for (int n = 0; n < slice.length; n += chest.scan().columns()) {
                slice[n] = 40;
            }
        }
        Lungs two = Lungs.of(chest.labels(), chest.scan());
        assertThat(two.secondShare()).isBetween(0.45, 0.5);
        Lungs one = new Lungs(
                two.lungMl(),
                two.extentMm(),
                two.box(),
                two.largestTwoShare(),
                0.25,
                two.bodyShare(),
                two.area(),
                two.shown(),
                two.hu(),
                two.huOfLabel(),
                two.voxelMl());
        assertThat(OrientationCheck.ofLungs(two, chest.labels(), chest.scan())).isPresent();
        assertThat(OrientationCheck.ofLungs(one, chest.labels(), chest.scan())).isEmpty();
    }

    /** A heart full of contrast medium is denser than the spine, but does not keep the lungs apart at the front. */
    @Test
    void aBrightHeartIsNotTakenForTheSpine() {
        short[][] hu = UPRIGHT.scan().hu().clone();
        for (int k = 0; k < hu.length; k++) {
            hu[k] = hu[k].clone();
            for (int n = 0; n < hu[k].length; n++) {
                boolean heart = Math.hypot(n % DrawnChest.COLUMNS - 49.5, n / DrawnChest.COLUMNS - 30) < 11;
                hu[k][n] = heart && UPRIGHT.labels().labels()[k][n] == 0 ? (short) 300 : hu[k][n];
            }
        }
        Volume scan = new Volume(
                hu, DrawnChest.COLUMNS, DrawnChest.ROWS, UPRIGHT.scan().affine());
        Lungs lungs = Lungs.of(UPRIGHT.labels(), scan);
        SpineSide spine = SpineSide.along(1, scan, UPRIGHT.labels(), lungs);
        assertThat(spine.boneAtStartMm()).isGreaterThan(spine.boneAtEndMm());
        assertThat(OrientationCheck.ofLungs(lungs, UPRIGHT.labels(), scan)).isEmpty();
    }

    private static Optional<Finding> ofLungs(TurnedChest chest) {
        return OrientationCheck.ofLungs(Lungs.of(chest.labels(), chest.scan()), chest.labels(), chest.scan());
    }
}
