package org.lungburden.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.geometry.HuHistogram;
import org.lungburden.geometry.Volume;

class AeratedTissueTest {
    private static DrawnChest chest(int lungHu) {
        return DrawnChest.of(1, DrawnChest.NATIVE.withLung(n -> lungHu + n % 40));
    }

    /** Emphysema, and lung that is nearly full of fluid. */
    @ParameterizedTest
    @ValueSource(ints = {-960, -870, -560})
    void lungIsSeen(int lungHu) {
        assertThat(of(chest(lungHu).scan())).isEmpty();
    }

    /** A body without lungs, and one with gas in place of them: their walls alone have densities of lung. */
    @ParameterizedTest
    @ValueSource(ints = {0, -1020})
    void whereNothingIsAeratedNoNetworkNeedsToLook(int hu) {
        assertThat(of(chest(hu).scan())).hasValueSatisfying(finding -> {
            assertThat(finding.code()).isEqualTo(Finding.Code.NO_LUNG_FOUND);
            assertThat(finding.message()).contains("1 mL of the scan", "(-960 to -500 HU)", "voxel sizes");
        });
    }

    /** A row of voxels between air and skin is as dense as lung. */
    @Test
    void theEdgeOfTheBodyIsNoLung() {
        DrawnChest body = chest(0);
        short[][] hu = body.scan().hu();
        for (short[] slice : hu) {
            for (int n = 1; n < slice.length; n++) {
                slice[n] = slice[n - 1] < -900 && slice[n] > -100 ? -700 : slice[n];
            }
        }
        assertThat(of(body.scan())).isPresent();
    }

    /** Then the network looks, and the sentence tells of the intensities. */
    @Test
    void shiftedIntensitiesTellNothing() {
        DrawnChest shifted = DrawnChest.of(1, new DrawnChest.Densities(-1000, 540, 700, 540, n -> 500 + n % 40));
        assertThat(of(shifted.scan())).isEmpty();
    }

    private static Optional<Finding> of(Volume scan) {
        return AeratedTissue.of(scan, HuHistogram.of(scan));
    }
}
