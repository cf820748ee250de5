package org.lungburden.report.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.report.OverlayText;
import org.lungburden.result.ResultDocument;

/** Nothing on the page overlaps anything else or leaves the page, however much there is to tell. */
class ReportLayoutTest {
    private static final double MARGIN = 30;
    private static final List<String> MARKS = List.of("R", "L");

    /** As long as the longest that the service writes; the service knows seventeen flags. */
    private static final String SENTENCE = "The NIfTI header's sform and qform disagree about left and right; the sform"
            + " is used. If the sform is wrong, left and right are swapped, and so are the sides of all numbers.";

    private static final String LONG_REFERENCE = "\u00dcberweisung W\u00e4chtersbach " + "W".repeat(96);
    private static final String LONG_KERNEL = "Qr40d\\" + "LUNG_ENHANCED_".repeat(12) + "\\3";

    @TempDir
    Path folder;

    private PageBoxes written(
            @Nullable String reference, Heading heading, ResultDocument.Measured result, int columns, int rows, int k)
            throws IOException {
        Path pdf = folder.resolve("report.pdf");
        ReportPdf.write(ReportResults.views(columns, rows, k), new OverlayText(reference, null, result), heading, pdf);
        try (PDDocument report = Loader.loadPDF(pdf.toFile())) {
            assertThat(report.getNumberOfPages()).isEqualTo(1);
            return PageBoxes.of(report);
        }
    }

    private static List<ResultDocument.Quality> flags(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> new ResultDocument.Quality("FLAG_" + n, n + ". " + SENTENCE, null))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 8, 17, 60})
    void anyNumberOfFlagsFits(int count) throws IOException {
        ResultDocument.Measured result =
                ReportResults.result(ReportResults.study(LONG_KERNEL, 8.0), 99999.9, 99999.9, flags(count));
        Heading heading = new Heading("2020-03-01", "Patient " + "M\u00fcller-L\u00fcdenscheidt ".repeat(12));
        PageBoxes boxes = written(LONG_REFERENCE, heading, result, 60, 40, 30);

        assertFree(boxes);
        String all = String.join(
                "\n", boxes.words().stream().map(PageBoxes.Words::text).toList());
        for (int n = 0; n < count; n++) {
            assertThat(all).containsPattern("(?m)^" + n + "\\. The NIfTI|FLAG_" + n + "\\b");
        }
        if (count <= 17) {
            assertThat(all).doesNotContain("Also:");
        }
        assertThat(all).contains("NOT REVIEWED", "nothing is diagnosed", "Model net 1", "\u00dcberweisung");
    }

    @ParameterizedTest
    @CsvSource({"60, 40, 30", "40, 60, 120", "120, 40, 8", "60, 60, 60", "16, 200, 20", "20, 18, 12", "8, 8, 40"})
    void lungsOfAnyShapeFit(int columns, int rows, int slices) throws IOException {
        PageBoxes boxes = written(
                "a",
                Heading.NONE,
                ReportResults.result(ReportResults.study(null, null), 1, 1, flags(2)),
                columns,
                rows,
                slices);

        assertFree(boxes);
        assertThat(boxes.pictures()).allMatch(picture -> picture.getHeight() > 60 || picture.getWidth() > 200);
    }

    private static void assertFree(PageBoxes boxes) {
        List<Rectangle2D> texts =
                boxes.words().stream().map(PageBoxes.Words::box).toList();
        Rectangle2D page = new Rectangle2D.Double(MARGIN, MARGIN, Page.WIDTH - 2 * MARGIN, Page.HEIGHT - 2 * MARGIN);
        assertThat(boxes.pictures()).hasSize(4);
        assertThat(Stream.concat(texts.stream(), boxes.pictures().stream())).allMatch(page::contains);
        assertThat(boxes.bars()).hasSize(4);
        for (int n = 0; n < boxes.words().size(); n++) {
            PageBoxes.Words words = boxes.words().get(n);
            assertThat(boxes.words().subList(0, n))
                    .as(words.text())
                    .noneMatch(other -> overlap(other.box(), words.box()));
            assertThat(boxes.bars()).as(words.text()).noneMatch(bar -> overlap(bar, words.box()));
            if (!MARKS.contains(words.text())) {
                assertThat(boxes.pictures()).as(words.text()).noneMatch(picture -> overlap(picture, words.box()));
            }
        }
        for (int n = 0; n < 4; n++) {
            Rectangle2D picture = boxes.pictures().get(n);
            assertThat(boxes.pictures().subList(0, n)).noneMatch(other -> overlap(other, picture));
        }
    }

    private static boolean overlap(Rectangle2D one, Rectangle2D other) {
        Rectangle2D both = one.createIntersection(other);
        return both.getWidth() > 0.1 && both.getHeight() > 0.1;
    }
}
