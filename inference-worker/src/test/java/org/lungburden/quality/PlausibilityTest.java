package org.lungburden.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.geometry.HuHistogram;
import org.lungburden.geometry.LabelVolume;

class PlausibilityTest {
    @Test
    void theDrawnChestHas5Liters() {
        assertThat(DrawnChest.whole().lungs().lungMl()).isBetween(5000.0, 5200.0);
    }

    /** 0.3 L of a child to 9 L. */
    @ParameterizedTest
    @ValueSource(doubles = {0.39, 0.6, 1, 1.2})
    void chestsOfAllSizesPass(double scale) {
        assertThat(Plausibility.of(DrawnChest.of(scale, DrawnChest.NATIVE).lungs()))
                .isEmpty();
    }

    @Test
    void emphysemaPasses() {
        DrawnChest.Densities emphysema = DrawnChest.NATIVE.withLung(n -> n % 10 == 0 ? -300 : n % 10 < 7 ? -990 : -930);
        assertThat(Plausibility.of(DrawnChest.of(1.2, emphysema).lungs())).isEmpty();
    }

    @Test
    void consolidatedLungsPass() {
        DrawnChest.Densities dense = DrawnChest.NATIVE.withLung(n -> n % 10 < 7 ? 20 : -700);
        assertThat(Plausibility.of(DrawnChest.of(1, dense).lungs())).isEmpty();
    }

    @Test
    void oneLungPasses() {
        DrawnChest chest = DrawnChest.whole();
        assertThat(Plausibility.of(Lungs.of(where(chest, n -> n % DrawnChest.COLUMNS < 50), chest.scan())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, NO_LUNG_FOUND, 5.1 mL",
        "0.2, NO_LUNG_FOUND, mL",
        "3, NOT_A_CHEST_CT, 139 L",
        "10, NOT_A_CHEST_CT, L"
    })
    void wrongVoxelSizesAreRefused(double scale, Finding.Code code, String words) {
        refused(DrawnChest.of(scale, DrawnChest.NATIVE).lungs(), code, words);
        refused(DrawnChest.of(scale, DrawnChest.NATIVE).lungs(), code, "voxel sizes");
    }

    @Test
    void aWrongSliceDistanceIsRefused() {
        refused(stretched(0.25), Finding.Code.NOT_A_CHEST_CT, "flat");
        refused(stretched(2.2), Finding.Code.NOT_A_CHEST_CT, "measures");
        assertThat(Plausibility.of(stretched(0.6))).isEmpty();
    }

    private static Lungs stretched(double factor) {
        Lungs lungs = DrawnChest.whole().lungs();
        double[] mm = lungs.extentMm();
        return new Lungs(
                lungs.lungMl() * factor,
                new double[] {mm[0], mm[1], mm[2] * factor},
                lungs.box(),
                lungs.largestTwoShare(),
                lungs.secondShare(),
                lungs.bodyShare(),
                lungs.area(),
                lungs.shown(),
                lungs.hu(),
                lungs.huOfLabel(),
                lungs.voxelMl() * factor);
    }

    @Test
    void foamIsRefused() {
        DrawnChest.Densities foam = DrawnChest.NATIVE.withLung(n -> -800 + n % 40);
        refused(DrawnChest.of(1, foam).lungs(), Finding.Code.NOT_A_CHEST_CT, "foam");
    }

    @Test
    void gasInTissueIsRefused() {
        DrawnChest.Densities gas = DrawnChest.NATIVE.withLung(n -> n % 3 == 0 ? 40 : -1000);
        refused(DrawnChest.of(1, gas).lungs(), Finding.Code.NOT_A_CHEST_CT, "density of lung");
    }

    /** Stool, which has the density of lung, between gas and the wall of the bowel. */
    @Test
    void gasAndStoolAreRefused() {
        DrawnChest.Densities bowel =
                DrawnChest.NATIVE.withLung(n -> n % 4 == 0 ? -500 - n % 200 : n % 4 == 1 ? -1000 : 40);
        refused(DrawnChest.of(1, bowel).lungs(), Finding.Code.NOT_A_CHEST_CT, "gas and tissue");
    }

    /** Nearly half the lung is destroyed, and a sixth is consolidated. */
    @Test
    void pneumoniaInEmphysemaPasses() {
        DrawnChest.Densities both =
                DrawnChest.NATIVE.withLung(n -> n % 6 == 0 ? 20 : n % 6 < 3 ? -985 : -900 + n % 200);
        assertThat(Plausibility.of(DrawnChest.of(1, both).lungs())).isEmpty();
    }

    @Test
    void separatePocketsAreRefused() {
        DrawnChest chest = DrawnChest.whole();
        LabelVolume pockets = where(chest, n -> n / DrawnChest.COLUMNS % 8 < 6);
        refused(Lungs.of(pockets, chest.scan()), Finding.Code.NOT_A_CHEST_CT, "separate pockets");
    }

    @Test
    void aThinStripOfTheBodyIsRefused() {
        DrawnChest chest = DrawnChest.whole();
        LabelVolume strips = where(chest, n -> n / DrawnChest.COLUMNS == 40);
        refused(Lungs.of(strips, chest.scan()), Finding.Code.NOT_A_CHEST_CT, "cross-section");
    }

    /** Half of each value, or 500 less: what is wrong are the intensities, not the voxel sizes or the bowel. */
    @ParameterizedTest
    @CsvSource({"0.5, 0, -49", "1, -500, -14"})
    void intensitiesThatAreNoHounsfieldUnitsAreTheCause(double slope, int intercept, String airHu) {
        DrawnChest chest = DrawnChest.of(3, DrawnChest.NATIVE);
        HuHistogram scan = new HuHistogram();
        for (short[] slice : chest.scan().hu()) {
            for (short hu : slice) {
                scan.add((int) Math.round(slope * hu) + intercept);
            }
        }
        assertThat(Plausibility.of(chest.lungs(), scan)).hasValueSatisfying(finding -> {
            assertThat(finding.code()).isEqualTo(Finding.Code.NOT_A_CHEST_CT);
            assertThat(finding.message())
                    .startsWith("The intensities may not be Hounsfield units")
                    .contains("Air seems to be at " + airHu)
                    .doesNotContain("voxel sizes");
        });
        assertThat(Plausibility.of(DrawnChest.whole().lungs(), scan)).isEmpty();
        assertThat(Plausibility.of(chest.lungs(), HuHistogram.of(chest.scan())))
                .hasValueSatisfying(finding -> assertThat(finding.message()).contains("voxel sizes"));
    }

    @Test
    void noLungIsRefused() {
        DrawnChest chest = DrawnChest.whole();
        refused(Lungs.of(where(chest, n -> false), chest.scan()), Finding.Code.NO_LUNG_FOUND, "0.0 mL");
    }

    /** The lungs, where the index within a slice fulfils the condition. */
    private static LabelVolume where(DrawnChest chest, IntPredicate condition) {
        byte[][] labels = chest.labels().labels();
        for (byte[] slice : labels) {
            for (int n = 0; n < slice.length; n++) {
                slice[n] = condition.test(n) ? slice[n] : 0;
            }
        }
        return chest.labels();
    }

    private static void refused(Lungs lungs, Finding.Code code, String words) {
        assertThat(Plausibility.of(lungs)).hasValueSatisfying(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.message()).contains(words);
        });
    }
}
