package org.lungburden.report.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.report.OverlayText;
import org.lungburden.result.ResultDocument;

class ReportPdfTest {
    private static final UUID JOB = UUID.fromString("0e4f7e64-5d3c-4b7a-8f0a-2f6f1d1c9b11");

    @TempDir
    Path folder;

    private String text(@Nullable String reference, Heading heading, ResultDocument.Measured result)
            throws IOException {
        Path pdf = folder.resolve("report.pdf");
        ReportPdf.write(ReportResults.views(60, 40, 30), new OverlayText(reference, JOB, result), heading, pdf);
        try (PDDocument report = Loader.loadPDF(pdf.toFile())) {
            assertThat(report.getNumberOfPages()).isEqualTo(1);
            assertThat(report.getPage(0).getMediaBox().getWidth()).isBetween(595f, 596f);
            assertThat(report.getPage(0).getMediaBox().getHeight()).isBetween(841f, 842f);
            return new PDFTextStripper().getText(report).replaceAll("\\s+", " ");
        }
    }

    private static ResultDocument.Measured result(double groundGlass, double highOpacity) {
        return ReportResults.result(ReportResults.study("B30f", 8.0), groundGlass, highOpacity, List.of());
    }

    @Test
    void aPhysicianFindsTheFindingAndWhatItIsNot() throws IOException {
        ResultDocument.Quality flag = new ResultDocument.Quality("THICK_SLICES", "The slices are thick.", 8.0);
        ResultDocument.Measured result =
                ReportResults.result(ReportResults.study("I70f\\2", 8.0), 123.45, 0, List.of(flag));

        assertThat(text("study 7", Heading.NONE, result))
                .contains(
                        "CT lung opacity quantification \u2013 research use only",
                        "NOT REVIEWED",
                        "Reference study 7",
                        "1.2.840.99",
                        "8.00 mm thick",
                        "kernel I70f, 2, contrast medium unknown",
                        "Opacity 123.5 mL, 3.1 % of lung, mostly right lower zone.",
                        "15.9 %",
                        "no lung",
                        "Zonal score 3 of 20",
                        "\u2022 The slices are thick.",
                        "coronal, widest lung",
                        "coronal, most opacity",
                        "lung -800 HU, ground glass -610 HU",
                        "Well aerated (-950 to -700 HU; kernel I70f, 2): 71.3 % of lung.",
                        "Lung mass: 812 g",
                        "nothing is diagnosed",
                        "Model net 1. Job 0e4f7e64-5d3c-4b7a-8f0a-2f6f1d1c9b11.")
                .doesNotContain("NaN", "null", "pneumonia", "pleural fluid", "Scan of", "No technical flags");
    }

    @Test
    void theTableHasBothLungsAndEach() throws IOException {
        assertThat(text(null, Heading.NONE, result(100, 20)))
                .contains("both lungs", "right", "left")
                .containsSubsequence("Opacity", "120.0", "3.0", "120.0", "5.7", "0.0", "0.0")
                .containsSubsequence("high opacity", "20.0", "0.5", "20.0", "1.0")
                .containsSubsequence("Lung, with opacity", "4000.0", "2100.0", "1900.0");
    }

    @Test
    void highOpacityMayBeFluid() throws IOException {
        assertThat(text(null, Heading.NONE, result(100, 20)))
                .contains("High opacity may include pleural fluid, which then counts as lung.");
    }

    @Test
    void noOpacityIsToldAsSuch() throws IOException {
        assertThat(text(null, Heading.NONE, result(0, 0)))
                .contains("Opacity: none found.", "No technical flags.")
                .doesNotContain("mostly", "Reference");
    }

    @Test
    void aTraceIsNotNothing() throws IOException {
        assertThat(text(null, Heading.NONE, result(0.6, 0))).contains("Opacity 0.6 mL, < 0.1 % of lung");
    }

    @Test
    void dateAndPatientStandAboveTheReference() throws IOException {
        assertThat(text("7", new Heading("2020-03-01", "M\u00fcller, J\u00f6rg"), result(1, 0)))
                .containsSubsequence("M\u00fcller, J\u00f6rg", "Scan of 2020-03-01", "Reference 7");
    }

    /** A reference is the client's text: the page holds any letter. */
    @Test
    void lettersWithoutAGlyphBecomeQuestionMarks() throws IOException {
        String reference = "M\u00fcller Jo\u0308rg \u0141 \u6f22\u5b57 \ud83e\udec1 a\nb";
        assertThat(text(reference, Heading.NONE, result(10, 0))).contains("M\u00fcller J\u00f6rg \u0141 ?? ? a?b");
    }

    @Test
    void aResultOfTheFirstEditionHasNoEmptyNumbers() throws IOException {
        ResultDocument.Measured full = result(10, 0);
        ResultDocument.Measured first = new ResultDocument.Measured(
                ReportResults.study(null, null),
                new ResultDocument.VolumesMl(4000, null, null, 10, 0, 10),
                full.burdenPercent(),
                List.of(),
                null,
                null,
                null,
                full.density(),
                null,
                null,
                List.of(),
                full.model());
        assertThat(text(null, Heading.NONE, first))
                .contains("kernel unknown", "thickness unknown", "Opacity 10.0 mL", "no lung")
                .doesNotContain("null", "NaN", "mostly");
    }
}
