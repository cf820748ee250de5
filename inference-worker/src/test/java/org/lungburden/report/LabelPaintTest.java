package org.lungburden.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Small pictures of labels (0 none, 1 lung, 2 ground glass, 3 high opacity) on an even gray, and what becomes of them:
 * {@code .} the gray, {@code d} dark, {@code w} the lung's outline, {@code B} and {@code Y} outlines of ground glass and
 * high opacity, {@code b} and {@code y} their fillings, {@code /} hatching.
 */
class LabelPaintTest {
    private static final byte GRAY = 100;
    private static final byte DARK = 35;
    private static final Map<Byte, Character> SIGNS = signs();

    private static Map<Byte, Character> signs() {
        Map<Byte, Character> signs = new HashMap<>();
        signs.put(GRAY, '.');
        for (int label = 0; label <= 3; label++) {
            signs.put(Palette.indicesOfLabel(label)[DARK], 'd');
        }
        signs.put(Palette.indicesOfLabel(2)[GRAY], 'b');
        signs.put(Palette.indicesOfLabel(3)[GRAY], 'y');
        signs.put(Palette.indicesOfHatching()[GRAY], '/');
        signs.put((byte) Palette.index(Ink.LUNG_OUTLINE), 'w');
        signs.put((byte) Palette.index(Ink.GROUND_GLASS), 'B');
        signs.put((byte) Palette.index(Ink.HIGH_OPACITY), 'Y');
        return signs;
    }

    private static List<String> painted(LabelPaint.Pen pen, String... rows) {
        int width = rows[0].length();
        byte[] labels = new byte[width * rows.length];
        for (int n = 0; n < labels.length; n++) {
            labels[n] = (byte) (rows[n / width].charAt(n % width) - '0');
        }
        byte[] pixels = new byte[labels.length];
        Arrays.fill(pixels, GRAY);
        new LabelPaint(labels, width, rows.length, pen).paint(pixels);
        StringBuilder drawn = new StringBuilder();
        for (byte pixel : pixels) {
            drawn.append(SIGNS.getOrDefault(pixel, '?'));
        }
        return IntStream.range(0, rows.length)
                .mapToObj(row -> drawn.substring(row * width, (row + 1) * width))
                .toList();
    }

    @Test
    void aLesionHasALineOfTwoPixelsWithADarkHaloOnBothSides() {
        assertThat(painted(
                        LabelPaint.Pen.FINE,
                        "111111111",
                        "111111111",
                        "112222211",
                        "112222211",
                        "112222211",
                        "112222211",
                        "112222211",
                        "111111111",
                        "111111111"))
                .containsExactly(
                        "..ddddd..",
                        ".dBBBBBd.",
                        "dBBBBBBBd",
                        "dBBdddBBd",
                        "dBBdbdBBd",
                        "dBBdddBBd",
                        "dBBBBBBBd",
                        ".dBBBBBd.",
                        "..ddddd..");
    }

    @Test
    void aSmallLesionIsNotLost() {
        assertThat(painted(LabelPaint.Pen.FINE, "11111", "11111", "11311", "11111", "11111"))
                .containsExactly("..d..", ".dYd.", "dYYYd", ".dYd.", "..d..");
    }

    @Test
    void highOpacityIsHatchedWithADarkLineBesideEachBrightOne() {
        assertThat(painted(LabelPaint.Pen.FINE, "3333333333", "3333333333"))
                .containsExactly("/dyyyyyy/d", "dyyyyyy/dy");
        assertThat(painted(LabelPaint.Pen.BROAD, "3".repeat(20))).containsExactly("//dd" + "y".repeat(12) + "//dd");
    }

    @Test
    void whereBothKindsMeetTheLineIsThatOfHighOpacity() {
        assertThat(painted(LabelPaint.Pen.FINE, "222233333")).containsExactly("bbdYYdyy/");
        assertThat(painted(LabelPaint.Pen.BROAD, "2222233333")).containsExactly("bbdYYYYdyy");
    }

    @Test
    void theLungHasAThinLineInsideAndADarkOneOutside() {
        assertThat(painted(LabelPaint.Pen.FINE, "0011111100")).containsExactly(".dw....wd.");
        assertThat(painted(LabelPaint.Pen.BROAD, "0011111100")).containsExactly(".dww..wwd.");
    }

    @Test
    void aLesionAtTheEdgeOfTheLungHasItsOwnLine() {
        assertThat(painted(LabelPaint.Pen.FINE, "0002222211")).containsExactly(".dBBdbdBBd");
    }

    @Test
    void withoutLabelsThePictureStaysAsItIs() {
        assertThat(painted(LabelPaint.Pen.FINE, "000", "000")).containsExactly("...", "...");
    }
}
