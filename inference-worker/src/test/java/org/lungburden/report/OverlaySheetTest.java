package org.lungburden.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;
import org.lungburden.result.ResultDocument;

class OverlaySheetTest {
    private static final ResultDocument.Measured RESULT = new ResultDocument.Measured(
            new ResultDocument.Study(
                    "NIFTI", null, null, null, 30, 40, 60, List.of(5.0, 5.0, 8.0), "UNKNOWN", null, null),
            new ResultDocument.VolumesMl(4000, 1900.0, null, 300, 20, 320),
            new ResultDocument.BurdenPercent(8, 7.5, 0.5),
            List.of(),
            null,
            null,
            null,
            List.of(new ResultDocument.Density("LUNG", -800, null, null, null, null)),
            null,
            null,
            List.of(new ResultDocument.Quality("THICK_SLICES", "The slices are thick.", 8.0)),
            new ResultDocument.Model("net", "1", "ab"));

    /** Where the column of numbers and coronal pictures begins. */
    private static final int SIDE = 1830;

    @Test
    void lesionsShowOnThePatientsSide(@TempDir Path folder) throws Exception {
        // ground glass in the right lung, high opacity in the left
        Path png = folder.resolve("overlay.png");
        OverlaySheet.write(views(60, 40, 30), text(null), png);
        BufferedImage sheet = ImageIO.read(png.toFile());

        // the first panel: 440 px wide from x = 20
        double blue = meanX(sheet, 20, 460, OverlaySheetTest::isBlue);
        double yellow = meanX(sheet, 20, 460, OverlaySheetTest::isYellow);
        assertThat(blue).isBetween(20.0, 230.0);
        assertThat(yellow).isBetween(250.0, 460.0);
        assertThat(meanX(sheet, 20, 460, OverlaySheetTest::isOutline)).isBetween(220.0, 260.0);
    }

    @ParameterizedTest
    @CsvSource({"60, 40, 30", "40, 60, 3", "20, 60, 1", "200, 20, 14", "30, 90, 400"})
    void anyShapeFitsOnTheSheet(int columns, int rows, int slices) {
        BufferedImage sheet = OverlaySheet.paint(views(columns, rows, slices), text(null));

        assertThat(sheet.getWidth()).isBetween(2200, 2400);
        assertThat(sheet.getHeight()).isBetween(400, 2000);
        assertThat(meanX(sheet, SIDE, sheet.getWidth() - 20, OverlaySheetTest::isBlue))
                .isPositive();
    }

    /** Only the names differ; a letter has ten pixels or more, those that are drawn half included. */
    @Test
    void namesWhatItBelongsTo() {
        long none = faintPixels(text(null));
        long name = faintPixels(text("Thorax Jörg.nii.gz"));
        assertThat(name).isGreaterThan(none + 180);
        assertThat(faintPixels(text("H".repeat(128)))).isGreaterThan(name + 1000);
    }

    private static long faintPixels(OverlayText text) {
        Canvas canvas = new Canvas(440, 900);
        new NumbersPanel(canvas, text, "a").draw(0, 0, 440);
        BufferedImage panel = canvas.image(900);
        long count = 0;
        for (int y = 0; y < panel.getHeight(); y++) {
            for (int x = 0; x < panel.getWidth(); x++) {
                int green = panel.getRGB(x, y) >> 8 & 0xff;
                count += green > 50 && green < 200 ? 1 : 0;
            }
        }
        return count;
    }

    /** The sheet has room for three sentences; the panel names further flags by their codes. */
    @Test
    void noFlagIsLeftOut() {
        ResultDocument.Quality flag = new ResultDocument.Quality("CONTRAST", "a", null);
        long three = faintPixels(new OverlayText(null, null, withFlags(Collections.nCopies(3, flag))));
        long nine = faintPixels(new OverlayText(null, null, withFlags(Collections.nCopies(9, flag))));
        // eight letters of ten pixels, six times
        assertThat(nine).isGreaterThan(three + 480);
    }

    private static ResultDocument.Measured withFlags(List<ResultDocument.Quality> flags) {
        return new ResultDocument.Measured(
                RESULT.study(),
                RESULT.volumesMl(),
                RESULT.burdenPercent(),
                List.of(),
                null,
                null,
                null,
                RESULT.density(),
                null,
                null,
                flags,
                RESULT.model());
    }

    @Test
    void theLowerCoronalPictureShowsTheMostOpacity() {
        LabelVolume labels = lungs(60, 40, 30);
        // a lesion of the whole row j = 10 in lungs that are equally wide from 5 to 35
        for (byte[] slice : labels.labels()) {
            for (int n = 10 * 60; n < 11 * 60; n++) {
                slice[n] = (byte) (slice[n] == 0 ? 0 : 2);
            }
        }
        Views views = new Views(scan(60, 40, 30), labels, SliceNames.NONE);
        assertThat(views.widestCoronal().place()).isEqualTo("y = 25.0 mm");
        assertThat(views.worstCoronal().place()).isEqualTo("y = 50.0 mm");
    }

    private static OverlayText text(@Nullable String reference) {
        return new OverlayText(reference, null, RESULT);
    }

    @Test
    void sameInputSamePicture(@TempDir Path folder) throws Exception {
        Path first = folder.resolve("a.png");
        Path second = folder.resolve("b.png");
        OverlaySheet.write(views(60, 40, 30), text(null), first);
        OverlaySheet.write(views(60, 40, 30), text(null), second);
        assertThat(first).hasSameBinaryContentAs(second);
    }

    private static Views views(int columns, int rows, int slices) {
        return new Views(scan(columns, rows, slices), lungs(columns, rows, slices), SliceNames.NONE);
    }

    private static Volume scan(int columns, int rows, int slices) {
        short[][] hu = new short[slices][columns * rows];
        for (short[] slice : hu) {
            java.util.Arrays.fill(slice, (short) -850);
        }
        return new Volume(hu, columns, rows, affine());
    }

    private static LabelVolume lungs(int columns, int rows, int slices) {
        byte[][] labels = new byte[slices][columns * rows];
        for (byte[] slice : labels) {
            for (int n = 0; n < slice.length; n++) {
                int i = n % columns * 60 / columns;
                int j = n / columns * 40 / rows;
                boolean lesion = j > 20 && j < 34;
                if (j >= 5 && j < 36 && (i >= 5 && i < 25 || i >= 35 && i < 55)) {
                    slice[n] = (byte) (lesion && i > 8 && i < 20 ? 2 : lesion && i > 40 && i < 50 ? 3 : 1);
                }
            }
        }
        return new LabelVolume(labels, columns, rows, affine());
    }

    private static Affine affine() {
        return Affine.ofRows(-5, 0, 0, 0, 0, -5, 0, 0, 0, 0, 8, 0);
    }

    /** Whether a pixel is of a kind. */
    private interface Kind {
        boolean of(Color color);
    }

    private static boolean isBlue(Color color) {
        return color.getBlue() > color.getRed() + 60 && color.getBlue() > color.getGreen() + 30;
    }

    private static boolean isYellow(Color color) {
        return color.getRed() > color.getBlue() + 60 && color.getGreen() > color.getBlue() + 60;
    }

    private static boolean isOutline(Color color) {
        return (color.getRGB() & 0xffffff) == Ink.LUNG_OUTLINE.rgb();
    }

    private static double meanX(BufferedImage sheet, int from, int to, Kind kind) {
        double sum = 0;
        long count = 0;
        for (int y = 0; y < sheet.getHeight(); y++) {
            for (int x = from; x < to; x++) {
                if (kind.of(new Color(sheet.getRGB(x, y)))) {
                    sum += x;
                    count++;
                }
            }
        }
        return count == 0 ? -1 : sum / count;
    }
}
