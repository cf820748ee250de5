package org.lungburden.report.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;
import org.lungburden.report.OverlayText;
import org.lungburden.result.ResultDocument;

class ReportPdfTest {
    @TempDir
    Path folder;

    private static ResultDocument.Measured result(double groundGlass, List<ResultDocument.Quality> quality) {
        double percent = groundGlass / 40;
        return new ResultDocument.Measured(
                new ResultDocument.Study(
                        "DICOM", "1.2", "1.2.840.99", null, 30, 40, 60, List.of(5.0, 5.0, 8.0), "UNKNOWN", "B30f", 8.0),
                new ResultDocument.VolumesMl(4000, 1900.0, 2100.0, groundGlass, 0, groundGlass),
                new ResultDocument.BurdenPercent(percent, percent, 0),
                List.of(
                        new ResultDocument.Region("RIGHT_UPPER", 700, 0, 0, 0, 0),
                        new ResultDocument.Region("RIGHT_MIDDLE", 700, 0.1 * groundGlass, 0, 1.2, 1),
                        new ResultDocument.Region("RIGHT_LOWER", 700, 0.9 * groundGlass, 0, 33.3, 2),
                        new ResultDocument.Region("LEFT_UPPER", 600, 0, 0, 0, 0),
                        new ResultDocument.Region("LEFT_LOWER", 700, 0, 0, 0, 0)),
                List.of(new ResultDocument.Lung("RIGHT", 2100, groundGlass, 0, 12.5)),
                new ResultDocument.Severity(3, 20, percent, 1.5),
                new ResultDocument.Aeration(List.of(), 0, 71.3, 812.0),
                List.of(new ResultDocument.Density("LUNG", -800, 1.0, 1.0, 1.0, 1.0)),
                null,
                null,
                quality,
                new ResultDocument.Model("net", "1", "ab"));
    }

    private PDDocument written(
            @Nullable String reference, ResultDocument.Measured result, int columns, int rows, int slices)
            throws IOException {
        Affine affine = Affine.ofRows(-5, 0, 0, 0, 0, -5, 0, 0, 0, 0, 8, 0);
        byte[][] labels = new byte[slices][columns * rows];
        short[][] hu = new short[slices][columns * rows];
        for (int k = 1; k < slices - 1; k++) {
            for (int n = 0; n < columns * rows; n++) {
                int i = n % columns;
                int j = n / columns;
                boolean lung = j > rows / 5
                        && j < rows * 4 / 5
                        && (i > columns / 8 && i < columns * 3 / 8 || i > columns * 5 / 8 && i < columns * 7 / 8);
                labels[k][n] = (byte) (lung ? i < columns / 4 ? 2 : 1 : 0);
                hu[k][n] = (short) (lung ? -800 : 40);
            }
        }
        Path pdf = folder.resolve("report.pdf");
        ReportPdf.write(
                new Volume(hu, columns, rows, affine),
                new LabelVolume(labels, columns, rows, affine),
                new OverlayText(reference, result),
                pdf);
        return Loader.loadPDF(pdf.toFile());
    }

    @Test
    void aPhysicianFindsTheFindingAndWhatItIsNot() throws IOException {
        ResultDocument.Quality flag = new ResultDocument.Quality("THICK_SLICES", "The slices are thick.", 8.0);
        try (PDDocument report = written("study 7", result(123.45, List.of(flag)), 60, 40, 30)) {
            String text = new PDFTextStripper().getText(report);
            assertThat(report.getNumberOfPages()).isEqualTo(1);
            assertThat(text)
                    .contains(
                            "research use only",
                            "NOT REVIEWED",
                            "study 7",
                            "1.2.840.99",
                            "contrast medium unknown",
                            "Opacity 123.5 mL, 3.1 % of lung, mostly right lower zone.",
                            "33.3 %",
                            "Zonal score 3 of 20",
                            "Note: The slices are thick.",
                            "Coronal, most opacity",
                            "Lung mass: 812 g",
                            "nothing is diagnosed",
                            "may include pleural fluid",
                            "Model net 1")
                    .doesNotContain("NaN", "null", "pneumonia");
        }
    }

    @Test
    void noOpacityIsToldAsSuch() throws IOException {
        try (PDDocument report = written(null, result(0, List.of()), 60, 40, 30)) {
            assertThat(new PDFTextStripper().getText(report))
                    .contains("Opacity: none found.", "No technical flags.")
                    .doesNotContain("mostly");
        }
    }

    /** A reference is the client's text: the page holds any letter and any length. */
    @Test
    void anyReferenceFits() throws IOException {
        String reference = "Müller Ł \u6f22\u5b57 \ud83e\udec1 a\nb " + "x".repeat(300);
        try (PDDocument report = written(reference, result(10, List.of()), 60, 40, 30)) {
            assertThat(report.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(report)).contains("Müller Ł ?? ?", "a?b");
        }
    }

    /** Nothing runs over the foot of the page, whatever the shape of the lungs. */
    @ParameterizedTest
    @CsvSource({"60, 40, 30", "40, 60, 120", "120, 40, 8", "60, 60, 60"})
    void picturesLeaveTheFootFree(int columns, int rows, int slices) throws IOException {
        List<ResultDocument.Quality> flags = Collections.nCopies(
                8,
                new ResultDocument.Quality(
                        "A", "A sentence of some length that tells what follows for the reader.", null));
        try (PDDocument report = written("study", result(10, flags), columns, rows, slices)) {
            BufferedImage page = new PDFRenderer(report).renderImageWithDPI(0, 72);
            assertThat(darkIn(page, 770, 781)).isZero();
            assertThat(darkIn(page, 790, 800)).isPositive();
            assertThat(darkIn(page, 812, page.getHeight())).isZero();
        }
    }

    private static long darkIn(BufferedImage page, int fromY, int toY) {
        long dark = 0;
        for (int y = fromY; y < toY; y++) {
            for (int x = 0; x < page.getWidth(); x++) {
                dark += (page.getRGB(x, y) & 0xff) < 200 ? 1 : 0;
            }
        }
        return dark;
    }
}
