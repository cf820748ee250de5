package org.lungburden.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.geometry.HuHistogram;
import org.lungburden.geometry.Volume;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.testing.RealChest;

/** The phantom, whose noise every measured voxel has, with regions that one value fills. */
class PaddingTest {
    private static final PhantomScan SCAN = new PhantomScan(96, 90, 40, 4.0, 5.0, "LPS", 1);
    private static final short AIR = -1024;

    private final Volume scan = SCAN.volume();
    private final Volume before = SCAN.volume();

    @Test
    void aScanWithoutPaddingStaysAsItIs() {
        Padding.Replaced replaced = Padding.replace(scan);
        assertThat(replaced.isEmpty()).isTrue();
        assertThat(scan.hu()).isDeepEqualTo(before.hu());
        assertThat(replaced.histogram().voxels()).isEqualTo(40 * 96 * 90);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 40, 1024, 3071, 32767, -2000, -3024, -32768})
    void aValueOutsideTheCircleIsAirWhateverItIs(int hu) {
        long outside = fillOutsideCircle(scan, hu);
        Padding.Replaced replaced = Padding.replace(scan);
        assertThat(replaced.voxels()).isBetween(outside, outside + outside / 50);
        assertThat(replaced.voxelsOfHu()).containsOnlyKeys(hu);
        Volume expected = SCAN.volume();
        fillOutsideCircle(expected, AIR);
        assertThat(differences(scan, expected)).isLessThan(outside / 50);
        HuHistogram measured = replaced.histogram();
        assertThat(measured.voxels()).isEqualTo(40 * 96 * 90 - replaced.voxels());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1000, -1024, -1352, -800})
    void airStaysAsItIs(int hu) {
        fillOutsideCircle(scan, hu);
        fillOutsideCircle(before, hu);
        assertThat(Padding.replace(scan).isEmpty()).isTrue();
        assertThat(scan.hu()).isDeepEqualTo(before.hu());
    }

    @Test
    void slicesWithoutImageAreAir() {
        Arrays.fill(scan.hu()[0], (short) 0);
        Arrays.fill(scan.hu()[39], (short) 1024);
        assertThat(Padding.replace(scan).voxelsOfHu()).isEqualTo(Map.of(0, 8640L, 1024, 8640L));
        assertThat(scan.hu()[0]).containsOnly(AIR);
        assertThat(scan.hu()[1]).isEqualTo(before.hu()[1]);
    }

    /** Between arm and body, where the border is not reached. */
    @Test
    void aRegionWithinTheBodyIsPaddingToo() {
        fillOutsideCircle(scan, 0);
        square(scan, 0);
        Padding.replace(scan);
        assertThat(scan.hu()[20][45 * 96 + 48]).isEqualTo(AIR);
    }

    /** Lung that was read without its sign is clipped to one value; it must stay to be seen as a fault. */
    @ParameterizedTest
    @ValueSource(ints = {32767, 4096, -32768})
    void aRegionWithinTheBodyBeyondTheScannersRangeStays(int hu) {
        fillOutsideCircle(scan, hu);
        square(scan, hu);
        Padding.replace(scan);
        assertThat(scan.hu()[20][45 * 96 + 48]).isEqualTo((short) hu);
    }

    /** Without such a region at the border, nothing within the body is padding. */
    @Test
    void evenTissueIsNoPadding() {
        square(scan, 0);
        assertThat(Padding.replace(scan).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "covid-volumes/case-a",
                "covid-volumes/case-b-6mm",
                "covid-volumes/case-b-thin",
                "covid-volumes/case-c",
                "covid-volumes/case-d",
                "covid-volumes/case-e",
                "covid-volumes/case-f",
                "effusion-volumes/lung1-001",
                "effusion-volumes/lung1-002",
                "effusion-volumes/lung1-005",
                "effusion-volumes/lung1-008",
                "effusion-volumes/lung1-016",
                "effusion-volumes/lung1-024",
                "effusion-volumes/lung1-028",
                "normal-volume/normal-001"
            })
    void noRealChestHasTissueThatLooksLikePadding(String name) throws Exception {
        Volume real = RealChest.scan(name);
        assertThat(Padding.replace(real).voxelsOfHu()).isEmpty();
        for (int window : new int[] {150, 50, 0}) {
            clip(real, window);
            assertThat(Padding.replace(real).voxelsOfHu())
                    .as("clipped at %d HU", window)
                    .isEmpty();
        }
    }

    /** Tissue that reaches the border has one value there, and some tools leave a few voxels beyond. */
    @Test
    void theEndOfAWindowIsNoPadding() {
        clip(scan, 50);
        Arrays.fill(scan.hu()[20], 0, 96 * 20, (short) 50);
        Arrays.fill(scan.hu()[21], 0, 20, (short) 51);
        Volume clipped =
                new Volume(Arrays.stream(scan.hu()).map(short[]::clone).toArray(short[][]::new), 96, 90, scan.affine());
        assertThat(Padding.replace(scan).voxelsOfHu()).isEmpty();
        assertThat(scan.hu()).isDeepEqualTo(clipped.hu());
    }

    /** The corners around the circle lie below the end of the window. */
    @Test
    void aClippedScanHasPaddingToo() {
        fillOutsideCircle(scan, 0);
        clip(scan, 50);
        assertThat(Padding.replace(scan).voxelsOfHu()).containsOnlyKeys(0);
    }

    private static void clip(Volume scan, int hu) {
        for (short[] slice : scan.hu()) {
            for (int n = 0; n < slice.length; n++) {
                slice[n] = (short) Math.min(slice[n], hu);
            }
        }
    }

    private static long fillOutsideCircle(Volume scan, int hu) {
        long filled = 0;
        for (short[] slice : scan.hu()) {
            for (int n = 0; n < slice.length; n++) {
                if (Math.hypot(n % 96 - 47.5, n / 96 - 44.5) > 47) {
                    slice[n] = (short) hu;
                    filled++;
                }
            }
        }
        return filled;
    }

    private static void square(Volume scan, int hu) {
        for (int j = 42; j < 48; j++) {
            Arrays.fill(scan.hu()[20], j * 96 + 45, j * 96 + 51, (short) hu);
        }
    }

    private static long differences(Volume a, Volume b) {
        long count = 0;
        for (int k = 0; k < a.slices(); k++) {
            for (int n = 0; n < a.hu()[k].length; n++) {
                count += a.hu()[k][n] == b.hu()[k][n] ? 0 : 1;
            }
        }
        return count;
    }
}
