package org.lungburden.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Drawn;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;

class LungsOnlyTest {
    /** Voxels of 1 mL. */
    private static final Affine ML = Drawn.spacing(10, 10, 10);

    @Test
    void aLesionThatTouchesNoLungGoes() {
        expect("11111.22222222", "11111.........");
        expect("11111.2222221", "11111.2222221");
    }

    @Test
    void aLesionThatTouchesTheLungByACornerStays() {
        expect("11111....  .....3333", "11111....  .....3333");
    }

    @Test
    void aLesionAtTheEndOfTheLungInTheNextSliceStays() {
        LabelVolume drawn = Drawn.labels(ML, "11111.", ".....3");
        LungsOnly.apply(drawn.labels(), Drawn.filled(drawn, -800));
        assertThat(drawn.labels())
                .isDeepEqualTo(Drawn.labels(ML, "11111.", ".....3").labels());
    }

    @Test
    void specksBelowFiveMillilitresGo() {
        expect("1".repeat(60) + ".1111", "1".repeat(60) + ".....");
        expect("1".repeat(60) + ".11111", "1".repeat(60) + ".11111");
    }

    @Test
    void ofASmallChestSmallPartsStay() {
        expect("1".repeat(30) + ".111", "1".repeat(30) + ".111");
        expect("1".repeat(30) + ".11", "1".repeat(30) + "...");
    }

    @Test
    void gasInTracheaOrBowelGoes() {
        String trachea = "1".repeat(60) + "." + "1".repeat(10);
        assertThat(after(trachea, 61, -941)).isEqualTo("1".repeat(60) + ".".repeat(11));
        assertThat(after(trachea, 61, -940)).isEqualTo(trachea);
        assertThat(after(trachea, 67, -1000)).isEqualTo("1".repeat(60) + ".".repeat(11));
        assertThat(after(trachea, 68, -1000)).isEqualTo(trachea);
    }

    @Test
    void aLungOfLowDensityStays() {
        String emphysema = "1".repeat(60) + "." + "1".repeat(12);
        assertThat(after(emphysema, 61, -990)).isEqualTo(emphysema);
        assertThat(after("1".repeat(20), 0, -990)).isEqualTo("1".repeat(20));
    }

    @Test
    void ofNothingNothingIsLeft() {
        expect("....", "....");
    }

    private static void expect(String before, String after) {
        LabelVolume drawn = Drawn.labels(ML, before);
        LungsOnly.apply(drawn.labels(), Drawn.filled(drawn, -800));
        assertThat(drawn.labels()).isDeepEqualTo(Drawn.labels(ML, after).labels());
    }

    /** @param gasFrom from here on the scan has {@code gasHu}, before it -800 */
    private static String after(String row, int gasFrom, int gasHu) {
        LabelVolume drawn = Drawn.labels(ML, row);
        Volume scan = Drawn.filled(drawn, -800);
        Arrays.fill(scan.hu()[0], gasFrom, row.length(), (short) gasHu);
        LungsOnly.apply(drawn.labels(), scan);
        StringBuilder text = new StringBuilder();
        for (byte label : drawn.labels()[0]) {
            text.append(label == 0 ? "." : label);
        }
        return text.toString();
    }
}
