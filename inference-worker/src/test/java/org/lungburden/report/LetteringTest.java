package org.lungburden.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.testing.StartsPrograms;

@StartsPrograms
class LetteringTest {
    @Test
    void everyLetterOfTheSheetHasAGlyph() {
        for (char letter = ' '; letter <= '~'; letter++) {
            if (Character.isLetterOrDigit(letter) || " .,:;-+=/%()'_?!".indexOf(letter) >= 0) {
                assertThat(StrokeFont.has(letter)).as("%s", letter).isTrue();
            }
        }
    }

    @Test
    void wideTextIsWide() {
        StrokeFont font = new StrokeFont();
        assertThat(font.widthPx("", 12, false)).isZero();
        assertThat(font.widthPx("ii", 12, false)).isEqualTo(2 * font.widthPx("i", 12, false));
        assertThat(font.widthPx("W", 12, false)).isGreaterThan(font.widthPx("i", 12, false));
        assertThat(font.widthPx("W", 24, true)).isEqualTo(2 * font.widthPx("W", 12, false));
        assertThat(font.widthPx("é", 12, false)).isGreaterThan(0);
    }

    @Test
    void strokesStandOnTheBaseline() {
        Canvas canvas = new Canvas(60, 60, new Letters(new StrokeFont()));
        canvas.text("H", 10, 40, 28, Ink.TEXT);
        // capital: 6 / 8.4 of 28 px = 20 px above the baseline
        assertThat(bright(canvas, 10, 21)).isTrue();
        assertThat(bright(canvas, 10, 39)).isTrue();
        assertThat(bright(canvas, 10, 30)).isTrue();
        assertThat(bright(canvas, 17, 30)).isTrue();
        assertThat(bright(canvas, 17, 24)).isFalse();
        assertThat(bright(canvas, 10, 44)).isFalse();
        assertThat(bright(canvas, 10, 16)).isFalse();
    }

    @Test
    void aDecimalPointIsSeen() {
        Canvas canvas = new Canvas(30, 30, new Letters(new StrokeFont()));
        canvas.text(".", 10, 20, 16, Ink.TEXT);
        assertThat(bright(canvas, 10, 19) || bright(canvas, 9, 20)).isTrue();
    }

    private static boolean bright(Canvas canvas, int x, int y) {
        return (canvas.image().getRGB(x, y) & 255) > 128;
    }

    @Test
    void longTextIsBrokenAtSpaces() {
        Canvas canvas = new Canvas(10, 10, new Letters(new StrokeFont()));
        double width = new StrokeFont().widthPx("aaa bbb", 12, false);
        assertThat(canvas.wrapped("aaa bbb ccccccccccc d", 12, width)).containsExactly("aaa bbb", "ccccccccccc", "d");
        assertThat(canvas.wrapped("ccccccccccc", 12, 1)).containsExactly("ccccccccccc");
    }

    /** A machine without any font: the JDK finds its fonts through fontconfig and remembers them in the user's home. */
    @Test
    void withoutFontsTheStrokesAreUsed(@TempDir Path empty) throws Exception {
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
        assertThat(Files.readString(output).trim()).endsWith("StrokeFont");
    }

    /** Run in a process of its own. */
    static final class Fontless {
        private Fontless() {}

        public static void main(String[] arguments) {
            Lettering lettering = Lettering.ofMachine();
            Canvas canvas = new Canvas(100, 40, new Letters(lettering));
            canvas.text("12.5 mL", 5, 30, 20, Ink.TEXT);
            System.out.println(lettering.getClass().getSimpleName());
        }
    }
}
