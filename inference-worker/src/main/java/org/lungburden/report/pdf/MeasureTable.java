package org.lungburden.report.pdf;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.lungburden.report.Ink;
import org.lungburden.result.ResultDocument;

/** Opacity and lung in mL and in percent of the lung: both lungs, right, left. */
final class MeasureTable {
    private static final double SIZE = 9;
    private static final double LINE = 15;
    private static final double NAME = 84;
    private static final double ML = 36;
    private static final double PERCENT = 36;
    private static final double WIDTH = NAME + 3 * (ML + PERCENT);
    private static final String NOTHING = "\u2013";

    private final Page page;
    private final double left;
    private final ResultDocument.Measured result;

    MeasureTable(Page page, double left, ResultDocument.Measured result) {
        this.page = page;
        this.left = left;
        this.result = result;
    }

    /**
     * @param top baseline of the first line
     * @return baseline of the last
     */
    double draw(double top) throws IOException {
        String[] columns = {"both lungs", "right", "left"};
        for (int n = 0; n < columns.length; n++) {
            page.textMiddle(columns[n], right(n) - PERCENT + 2, top, SIZE);
            page.textRight("mL", right(n) - PERCENT, top + 12, SIZE - 1);
            page.textRight("%", right(n), top + 12, SIZE - 1);
        }
        page.line(left, top + 16, left + WIDTH, top + 16, 0.4, 0.4);
        ResultDocument.VolumesMl ml = result.volumesMl();
        double y = top + 30;
        page.bold("Opacity", left, y, SIZE);
        y = row(ml.pneumonia(), lung -> lung.groundGlassMl() + lung.highOpacityMl(), y);
        page.swatch(Ink.GROUND_GLASS, false, left + 2, y, 6.5);
        page.text("ground glass", left + 14, y, SIZE);
        y = row(ml.groundGlass(), ResultDocument.Lung::groundGlassMl, y);
        page.swatch(Ink.HIGH_OPACITY, true, left + 2, y, 6.5);
        page.text("high opacity", left + 14, y, SIZE);
        y = row(ml.highOpacity(), ResultDocument.Lung::highOpacityMl, y);
        page.line(left, y - 10, left + WIDTH, y - 10, 0.4, 0.4);
        y += 2;
        page.text("Lung, with opacity", left, y, SIZE);
        page.textRight(ReportWords.number(ml.lung()), right(0) - PERCENT, y, SIZE);
        page.textRight(number(ml.rightLung()), right(1) - PERCENT, y, SIZE);
        page.textRight(number(ml.leftLung()), right(2) - PERCENT, y, SIZE);
        return y;
    }

    private double right(int column) {
        return left + NAME + (column + 1) * (ML + PERCENT);
    }

    /** @return the next baseline */
    private double row(double both, ToDoubleFunction<ResultDocument.Lung> ofLung, double y) throws IOException {
        cells(0, both, result.volumesMl().lung(), y);
        for (int n = 1; n <= 2; n++) {
            Optional<ResultDocument.Lung> lung = lung(n == 1 ? "RIGHT" : "LEFT");
            if (lung.isPresent()) {
                cells(n, ofLung.applyAsDouble(lung.get()), lung.get().lungMl(), y);
            } else {
                page.textRight(NOTHING, right(n) - PERCENT, y, SIZE);
                page.textRight(NOTHING, right(n), y, SIZE);
            }
        }
        return y + LINE;
    }

    private void cells(int column, double ml, double lungMl, double y) throws IOException {
        page.textRight(ReportWords.number(ml), right(column) - PERCENT, y, SIZE);
        page.textRight(lungMl > 0 ? ReportWords.number(100 * ml / lungMl) : NOTHING, right(column), y, SIZE);
    }

    private Optional<ResultDocument.Lung> lung(String side) {
        List<ResultDocument.Lung> lungs = result.lungs();
        return lungs == null
                ? Optional.empty()
                : lungs.stream().filter(lung -> lung.side().equals(side)).findFirst();
    }

    private static String number(@Nullable Double ml) {
        return ml == null ? NOTHING : ReportWords.number(ml);
    }
}
