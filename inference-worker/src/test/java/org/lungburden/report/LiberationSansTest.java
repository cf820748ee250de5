package org.lungburden.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiberationSansTest {
    private static final double SIZE_PX = 20;
    /** A letter of Chinese, which the font lacks. */
    private static final String MISSING = "\u4e2d";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
                ".,:;-_+=/%()'_?!&#@*<>[]{}\"$^~|\\",
                "\u00e4\u00f6\u00fc\u00df\u00c4\u00d6\u00dc\u00e9\u00f1\u00e7\u00b0\u00b3\u00b5",
                "\u0151\u0142\u0161\u20ac\u03bb\u0416\u044f\u05d0"
            })
    void hasTheLettersOfNamesInLatinGreekCyrillicAndHebrew(String letters) {
        letters.codePoints().mapToObj(Character::toString).forEach(letter -> {
            assertThat(bounds(letter).isEmpty()).as(letter).isFalse();
            assertThat(bounds(letter)).as(letter).isNotEqualTo(bounds(MISSING));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d\ude00", "\u0639", "\t", "\u007f"})
    void aBoxStandsForALetterThatTheFontLacks(String missing) {
        assertThat(bounds(missing)).isEqualTo(bounds(MISSING));
        assertThat(LiberationSans.outline(missing, SIZE_PX).contains(bounds(missing)))
                .isFalse();
        assertThat(bounds(missing).getHeight()).isBetween(0.6 * SIZE_PX, 0.8 * SIZE_PX);
    }

    /** The file systems of Apple give names in the second form. */
    @Test
    void aLetterWithASeparateAccentIsOneLetter() {
        Area composed = new Area(LiberationSans.outline("J\u00f6rg", SIZE_PX));
        assertThat(composed.equals(new Area(LiberationSans.outline("Jo\u0308rg", SIZE_PX))))
                .isTrue();
        assertThat(LiberationSans.widthPx("o\u0308", SIZE_PX)).isEqualTo(LiberationSans.widthPx("\u00f6", SIZE_PX));
    }

    /** Heights of Liberation Sans 2.1 in 1/2048 em, as fonttools 4.38 reads them: H 1409, g -425. */
    @Test
    void lettersStandOnTheBaseline() {
        assertThat(bounds("H").getMaxY()).isCloseTo(0, within(0.01));
        assertThat(bounds("H").getMinY()).isCloseTo(-SIZE_PX * 1409 / 2048, within(0.01));
        assertThat(bounds("g").getMaxY()).isCloseTo(SIZE_PX * 425 / 2048, within(0.01));
    }

    @Test
    void wideTextIsWide() {
        assertThat(LiberationSans.widthPx("", 12)).isZero();
        assertThat(LiberationSans.widthPx("ii", 12)).isEqualTo(2 * LiberationSans.widthPx("i", 12));
        assertThat(LiberationSans.widthPx("W", 12)).isGreaterThan(LiberationSans.widthPx("i", 12));
        assertThat(LiberationSans.widthPx("W", 24)).isEqualTo(2 * LiberationSans.widthPx("W", 12));
        assertThat(LiberationSans.widthPx("\u00e9", 12)).isPositive();
    }

    @Test
    void aWordIsItsLettersSideBySide() {
        Path2D second = LiberationSans.outline("l", SIZE_PX);
        second.transform(AffineTransform.getTranslateInstance(LiberationSans.widthPx("H ", SIZE_PX), 0));
        Rectangle2D both = bounds("H").createUnion(second.getBounds2D());
        Rectangle2D word = bounds("H l");
        assertThat(word.getMinX()).isCloseTo(both.getMinX(), within(0.01));
        assertThat(word.getMaxX()).isCloseTo(both.getMaxX(), within(0.01));
    }

    @Test
    void aSpaceCoversNothing() {
        assertThat(bounds("  ").isEmpty()).isTrue();
        assertThat(LiberationSans.widthPx(" ", SIZE_PX)).isPositive();
    }

    private static Rectangle2D bounds(String text) {
        return LiberationSans.outline(text, SIZE_PX).getBounds2D();
    }
}
