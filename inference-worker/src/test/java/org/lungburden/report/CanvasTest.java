package org.lungburden.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.testing.StartsPrograms;

@StartsPrograms
class CanvasTest {
    private static final int SIZE = 60;

    private final Canvas canvas = new Canvas(SIZE, SIZE);

    @ParameterizedTest
    @EnumSource
    void fillsWholePixelsWithTheInk(Ink ink) {
        canvas.fill(9.6, 20.4, 30, 10, ink);
        for (int[] at : new int[][] {{10, 20}, {39, 29}}) {
            assertThat(rgb(at[0], at[1])).isEqualTo(ink.rgb());
        }
        for (int[] at : new int[][] {{9, 20}, {10, 19}, {40, 29}, {39, 30}}) {
            assertThat(rgb(at[0], at[1])).isEqualTo(Ink.PAPER.rgb());
        }
    }

    @Test
    void partsOutsideAreLeftOut() {
        BufferedImage white = Canvas.blank(20, 20);
        Arrays.fill(Canvas.pixelsOf(white), (byte) (Palette.GRAYS - 1));
        canvas.picture(white, 50, 50);
        canvas.fill(-5, -5, 10, 10, Ink.LUNG_OUTLINE);
        canvas.text("HHHH", 55, 3, 28, Ink.TEXT);
        assertThat(rgb(59, 59)).isEqualTo(0xffffff);
        assertThat(rgb(49, 50)).isEqualTo(Ink.PAPER.rgb());
        assertThat(rgb(4, 4)).isEqualTo(Ink.LUNG_OUTLINE.rgb());
        assertThat(rgb(5, 4)).isEqualTo(Ink.PAPER.rgb());
    }

    @Test
    void lettersStandOnTheBaseline() {
        canvas.text("H", 10, 39.6, 28, Ink.TEXT);
        // a capital is 1409 / 2048 of 28 px = 19 px high; its left stem is 168 to 359 of 2048, its bar 653 to 809
        assertThat(bright(13, 22)).isTrue();
        assertThat(bright(13, 39)).isTrue();
        assertThat(bright(20, 29)).isTrue();
        assertThat(bright(20, 24)).isFalse();
        assertThat(bright(13, 40)).isFalse();
        assertThat(bright(13, 19)).isFalse();
    }

    @Test
    void aDecimalPointIsSeen() {
        canvas.text(".", 10, 20, 16, Ink.TEXT);
        assertThat(bright(12, 19)).isTrue();
    }

    @Test
    void boldLettersAreBolder() {
        canvas.bold("l", 10, 40, 28, Ink.TEXT);
        double bold = light();
        Canvas plain = new Canvas(SIZE, SIZE);
        plain.text("l", 10, 40, 28, Ink.TEXT);
        assertThat(bold).isGreaterThan(1.3 * light(plain));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.5, 0.75, 1, 7.5})
    void aLetterBeginsWhereItIsAsked(double x) {
        Canvas first = new Canvas(SIZE, SIZE);
        first.text("l", 10, 40, 20, Ink.TEXT);
        canvas.text("l", 10 + x, 40, 20, Ink.TEXT);
        assertThat(middle(canvas) - middle(first)).isCloseTo(x, within(0.1));
    }

    @ParameterizedTest
    @EnumSource(names = {"PAPER", "PANEL"})
    void lettersShadeFromTheirGroundToTheirInk(Ink ground) {
        for (Ink ink : new Ink[] {Ink.TEXT, Ink.FAINT}) {
            canvas.fill(0, 0, SIZE, SIZE, ground);
            canvas.text("O8", 5, 40, 28, ink);
            int[] pixels = canvas.image(SIZE).getRGB(0, 0, SIZE, SIZE, null, 0, SIZE);
            int[] grays = Arrays.stream(pixels)
                    .map(rgb -> rgb & 255)
                    .sorted()
                    .distinct()
                    .toArray();
            assertThat(Arrays.stream(pixels)).allMatch(rgb -> (rgb & 0xffffff) == 0x010101 * (rgb & 255));
            assertThat(grays[0]).isEqualTo(ground.rgb() & 255);
            assertThat(grays[grays.length - 1]).isEqualTo(ink.rgb() & 255);
            assertThat(grays.length).isGreaterThan(20);
        }
    }

    @Test
    void lettersThatTouchDoNotEraseEachOther() {
        canvas.text("O", 10, 40, 28, Ink.TEXT);
        int[] before = canvas.image(SIZE).getRGB(0, 0, SIZE, SIZE, null, 0, SIZE);
        canvas.text("O", 15.3, 40, 28, Ink.TEXT);
        int[] after = canvas.image(SIZE).getRGB(0, 0, SIZE, SIZE, null, 0, SIZE);
        for (int n = 0; n < before.length; n++) {
            assertThat(after[n] & 255).isGreaterThanOrEqualTo(before[n] & 255);
        }
    }

    @Test
    void aMarkIsGrayOnALesionOfAnyColor() {
        BufferedImage lesion = Canvas.blank(SIZE, SIZE);
        Arrays.fill(Canvas.pixelsOf(lesion), Palette.indicesOfLabel(3)[90]);
        canvas.picture(lesion, 0, 0);
        canvas.mark("R", 20, 40, 16);
        int color = rgb(0, 0);
        for (int rgb : canvas.image(SIZE).getRGB(0, 0, SIZE, SIZE, null, 0, SIZE)) {
            assertThat(rgb & 0xffffff).isIn(color, 0x010101 * (rgb & 255));
        }
        assertThat(rgb(18, 28)).isEqualTo(Ink.PAPER.rgb());
        assertThat(bright(22, 35)).isTrue();
    }

    @Test
    void longTextIsBrokenAtSpacesAndALongerWordAnywhere() {
        double width = LiberationSans.widthPx("aaa bbb", 12);
        assertThat(Canvas.wrapped("aaa bbb cccccc d", 12, width)).containsExactly("aaa bbb", "cccccc", "d");
        assertThat(Canvas.wrapped("aaa bbb", 12, width)).containsExactly("aaa bbb");
        assertThat(Canvas.wrapped("", 12, width)).containsExactly("");
        double three = LiberationSans.widthPx("ccc", 12);
        assertThat(Canvas.wrapped("cccccccc dd", 12, three)).containsExactly("ccc", "ccc", "cc", "dd");
        assertThat(Canvas.wrapped("c\ud83d\ude00\ud83d\ude00", 12, 1))
                .containsExactly("c", "\ud83d\ude00", "\ud83d\ude00");
    }

    /** A machine without any font: the JDK finds its fonts through fontconfig and remembers them in the user's home. */
    @Test
    void aMachineWithoutFontsDrawsTheSameLetters(@TempDir Path empty) throws Exception {
        Path fonts = Files.writeString(
                empty.resolve("fonts.conf"),
                "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig><dir>" + empty
                        + "</dir></fontconfig>");
        Path output = empty.resolve("output");
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Duser.home=" + empty,
                "-cp",
                System.getProperty("java.class.path"),
                Fontless.class.getName());
        java.environment().put("FONTCONFIG_FILE", fonts.toString());
        int exit = java.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();

        assertThat(exit).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output).trim()).isEqualTo("letters " + Fontless.letters());
    }

    /** Run in a process of its own; also names the libraries of fonts that the process has loaded. */
    static final class Fontless {
        private Fontless() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println("letters " + letters());
            Files.readAllLines(Path.of("/proc/self/maps")).stream()
                    .filter(library -> library.matches(".*(libfontmanager|libfreetype|libfontconfig).*"))
                    .forEach(System.out::println);
        }

        static int letters() {
            Canvas canvas = new Canvas(200, 40);
            canvas.bold("J\u00f6rg 12.5 mL", 5, 30, 20, Ink.TEXT);
            return Arrays.hashCode(Canvas.pixelsOf(canvas.image(40)));
        }
    }

    private int rgb(int x, int y) {
        return canvas.image(SIZE).getRGB(x, y) & 0xffffff;
    }

    private boolean bright(int x, int y) {
        return (rgb(x, y) & 255) > 128;
    }

    private double light() {
        return light(canvas);
    }

    /** The sum of what the letters add to the paper. */
    private static double light(Canvas canvas) {
        double sum = 0;
        for (byte index : Canvas.pixelsOf(canvas.image(SIZE))) {
            sum += index - Palette.index(Ink.PAPER);
        }
        return sum;
    }

    /** The center of what the letters cover along x. */
    private static double middle(Canvas canvas) {
        byte[] pixels = Canvas.pixelsOf(canvas.image(SIZE));
        double sum = 0;
        for (int n = 0; n < pixels.length; n++) {
            sum += (n % SIZE + 0.5) * (pixels[n] - Palette.index(Ink.PAPER));
        }
        return sum / light(canvas);
    }
}
