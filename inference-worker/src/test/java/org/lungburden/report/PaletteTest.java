package org.lungburden.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.IndexColorModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaletteTest {
    private static final IndexColorModel COLORS = Palette.colorModel();

    @Test
    void fitsIntoAByte() {
        assertThat(COLORS.getMapSize()).isLessThanOrEqualTo(256);
        assertThat(COLORS.getRGB(0)).isEqualTo(0xff000000);
        assertThat(COLORS.getRGB(Palette.GRAYS - 1)).isEqualTo(0xffffffff);
    }

    @ParameterizedTest
    @EnumSource(Ink.class)
    void hasEveryInk(Ink ink) {
        assertThat(rgb(Palette.index(ink))).isEqualTo(ink.rgb());
    }

    @Test
    void aLesionIsMixedWithWhatLiesUnderIt() {
        // 45 % of (30, 110, 255) and (255, 214, 0), 55 % of black and of white
        assertThat(rgb(Palette.indicesOfLabel(2)[0])).isEqualTo(0x0e3273);
        assertThat(rgb(Palette.indicesOfLabel(2)[Palette.GRAYS - 1])).isEqualTo(0x9abeff);
        assertThat(rgb(Palette.indicesOfLabel(3)[0])).isEqualTo(0x736000);
        assertThat(rgb(Palette.indicesOfLabel(3)[Palette.GRAYS - 1])).isEqualTo(0xffed8c);
    }

    private static int rgb(int index) {
        return COLORS.getRGB(index & 255) & 0xffffff;
    }
}
