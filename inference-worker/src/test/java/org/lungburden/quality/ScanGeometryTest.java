package org.lungburden.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Volume;

class ScanGeometryTest {
    @ParameterizedTest
    @CsvSource({"0.8, false", "1.5, false", "2.6, true"})
    void noScannerHasALargerField(double scale, boolean refused) {
        assertThat(ScanGeometry.fieldOfView(
                                DrawnChest.of(scale, DrawnChest.NATIVE).scan())
                        .map(Finding::code)
                        .filter(code -> code == Finding.Code.NOT_A_CHEST_CT)
                        .isPresent())
                .isEqualTo(refused);
    }

    /** 60 slices: 0.5 mm apart they are as high as 30 mm. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 5, NOT_A_CHEST_CT",
        "0.4, 4, NOT_A_CHEST_CT",
        "1, 5, SLICE_DISTANCE_SUSPECT",
        "2, 20, SLICE_DISTANCE_SUSPECT"
    })
    void aThicknessThatContradictsTheDistanceIsTold(double distanceMm, double thicknessMm, Finding.Code code) {
        assertThat(ScanGeometry.sliceDistance(scan(distanceMm), thicknessMm)).hasValueSatisfying(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.message()).contains(Finding.decimal(distanceMm) + " mm apart", "SliceThickness is");
        });
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "5, 5", "10, 1", "0.5, "})
    void overlapsAndGapsPass(double distanceMm, @Nullable Double thicknessMm) {
        assertThat(ScanGeometry.sliceDistance(scan(distanceMm), thicknessMm)).isEmpty();
    }

    @Test
    void aFlatLungThatTheScanCutsAtOneEndIsNoted() {
        DrawnChest cut = DrawnChest.whole().slices(14, 60);
        assertThat(ScanGeometry.flatLung(cut.lungs(), cut.scan())).isEmpty();
        DrawnChest flat = DrawnChest.flat(0.5).slices(14, 60);
        assertThat(ScanGeometry.flatLung(flat.lungs(), flat.scan()))
                .hasValueSatisfying(
                        finding -> assertThat(finding.message()).contains("slice distance of 0.5 mm", "mm high"));
        DrawnChest slab = DrawnChest.flat(0.5).slices(14, 40);
        assertThat(ScanGeometry.flatLung(slab.lungs(), slab.scan()))
                .as("a slab of thin slices")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 5, 10})
    void smallAnglesPass(double degrees) {
        for (int axis = 0; axis < 3; axis++) {
            assertThat(ScanGeometry.oblique(turned(axis, degrees))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {21, 30, 44})
    void slicesThatAreTurnedFarAreRefused(double degrees) {
        for (int axis = 0; axis < 3; axis++) {
            assertThat(ScanGeometry.oblique(turned(axis, degrees))).hasValueSatisfying(finding -> {
                assertThat(finding.code()).isEqualTo(Finding.Code.NOT_A_CHEST_CT);
                assertThat(finding.message()).contains("turned by " + Finding.whole(degrees) + " degrees");
            });
        }
    }

    /** A tilted gantry leaves the line through the slices as it is. */
    @ParameterizedTest
    @CsvSource({"5, none", "19, OBLIQUE", "22, NOT_A_CHEST_CT"})
    void aTiltedGantryCounts(double degrees, String code) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        Affine affine = Affine.ofRows(-2, 0, 0, 0, 0, -2 * cos, 0, 0, 0, 2 * sin, 5, 0);
        Volume scan = new Volume(new short[3][4], 2, 2, affine);
        assertThat(ScanGeometry.oblique(scan)
                        .map(finding -> finding.code().name())
                        .orElse("none"))
                .isEqualTo(code);
    }

    /** The slices stay axial. */
    @Test
    void aTableThatDriftsTurnsNothing() {
        Affine drift = Affine.ofRows(-2, 0, 2, 0, 0, -2, 0, 0, 0, 0, 5, 0);
        assertThat(ScanGeometry.oblique(new Volume(new short[3][4], 2, 2, drift)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {11, 15, 20})
    void slicesThatAreNotAxialAreNoted(double degrees) {
        for (int axis = 0; axis < 3; axis++) {
            assertThat(ScanGeometry.oblique(turned(axis, degrees))).hasValueSatisfying(finding -> {
                assertThat(finding.code()).isEqualTo(Finding.Code.OBLIQUE);
                assertThat(finding.value()).isEqualTo(degrees);
            });
        }
    }

    private static Volume scan(double distanceMm) {
        return DrawnChest.flat(distanceMm).scan();
    }

    private static Volume turned(int about, double degrees) {
        int a = (about + 1) % 3;
        int b = (about + 2) % 3;
        double[] rows = new double[12];
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        double[] mm = {-2, -2, 3};
        rows[4 * about + about] = mm[about];
        rows[4 * a + a] = cos * mm[a];
        rows[4 * b + a] = sin * mm[a];
        rows[4 * a + b] = -sin * mm[b];
        rows[4 * b + b] = cos * mm[b];
        return new Volume(new short[1][4], 2, 2, Affine.ofRows(rows));
    }
}
