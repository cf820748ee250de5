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
        // 25 % of #4FA3FF and #FFD400, 75 % of black and of white
        assertThat(rgb(Palette.indicesOfLabel(2)[0])).isEqualTo(0x142940);
        assertThat(rgb(Palette.indicesOfLabel(2)[Palette.GRAYS - 1])).isEqualTo(0xd3e8ff);
        assertThat(rgb(Palette.indicesOfLabel(3)[0])).isEqualTo(0x403500);
        assertThat(rgb(Palette.indicesOfLabel(3)[Palette.GRAYS - 1])).isEqualTo(0xfff4bf);
    }

    @Test
    void theAnatomyShinesThroughTheHatching() {
        // 70 % of #FFD400, 30 % of black and of white
        assertThat(rgb(Palette.indicesOfHatching()[0])).isEqualTo(0xb39400);
        assertThat(rgb(Palette.indicesOfHatching()[Palette.GRAYS - 1])).isEqualTo(0xffe14d);
    }

    private static int rgb(int index) {
        return COLORS.getRGB(index & 255) & 0xffffff;
    }
}
