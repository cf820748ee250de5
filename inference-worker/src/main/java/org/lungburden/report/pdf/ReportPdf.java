package org.lungburden.report.pdf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lungburden.report.OverlayText;
import org.lungburden.report.ReportPictures;
import org.lungburden.report.ScaleBar;
import org.lungburden.report.Views;
import org.lungburden.result.ResultDocument;

/**
 * The report: one A4 page that a physician reads in half a minute. Its text can be selected, and it is readable in gray.
 * Words come first and are never cut by pictures: these share the room that the words leave.
 */
public final class ReportPdf {
    private static final double LEFT = 40;
    private static final double RIGHT = Page.WIDTH - 40;
    private static final double BOTTOM = Page.HEIGHT - 34;
    private static final double MIDDLE = 352;
    private static final double TEXT = 9;
    private static final double SMALL = 8;
    private static final double FOOT = 7.5;
    private static final double FINDING = 14;
    private static final int MOST_LINES = 2;

    private static final double GAP = 10;
    private static final double CAPTION = 11;
    private static final double MOST_PICTURE_HEIGHT = 230;
    private static final double LEAST_PICTURE_HEIGHT = 96;

    private final Page page;
    private final OverlayText text;
    private final Heading heading;
    private final ResultDocument.Measured result;

    private ReportPdf(Page page, OverlayText text, Heading heading) {
        this.page = page;
        this.text = text;
        this.heading = heading;
        this.result = text.result();
    }

    public static void write(Views views, OverlayText text, Heading heading, Path pdf) throws IOException {
        try (Page page = new Page(ReportWords.TITLE)) {
            new ReportPdf(page, text, heading).draw(views);
            page.save(pdf);
        }
    }

    private void draw(Views views) throws IOException {
        double y = finding(head());
        double table = new MeasureTable(page, LEFT, result).draw(y + 22);
        y = Math.max(table, zones(y + 10));
        double end = foot();
        double least = 2 * (LEAST_PICTURE_HEIGHT + CAPTION + GAP);
        y = new FlagList(page, LEFT, RIGHT - LEFT).draw(result.quality(), y + 16, end - least - y - 16);
        pictures(views, y + 8, end);
    }

    private double head() throws IOException {
        page.bold(ReportWords.TITLE, LEFT, 52, 13);
        String review = ReportWords.review(heading.correction());
        double width = page.width(review, 18);
        page.bold(review, RIGHT - width - 6, 53.5, 18);
        page.frame(RIGHT - width - 12, 36, width + 12, 22.5);
        double y = 70;
        for (String line : ReportWords.head(text, heading)) {
            y = TEXT * 1.35 + page.draw(page.block(line, TEXT, RIGHT - LEFT).atMost(MOST_LINES), LEFT, y);
        }
        page.line(LEFT, y - 4, RIGHT, y - 4, 0.8, 0);
        return y - 4;
    }

    private double finding(double top) throws IOException {
        TextBlock sentence = page.block(ReportWords.finding(result), FINDING, RIGHT - LEFT - 4);
        double y = top + 20;
        for (String line : sentence.lines()) {
            page.bold(line, LEFT, y, FINDING);
            y += sentence.leading();
        }
        return y - sentence.leading();
    }

    private double zones(double top) throws IOException {
        double middle = (MIDDLE + RIGHT) / 2;
        new LungDrawing(page, middle, top + 4, 80, 108).draw(result.regions());
        ResultDocument.Severity severity = result.severity();
        if (severity == null) {
            return top + 112;
        }
        String score = "Zonal score " + severity.zonal() + " of " + severity.of();
        page.bold(score, middle - page.width(score, TEXT) / 2, top + 126, TEXT);
        return top + 126;
    }

    /**
     * The small print, which stands on the lower margin.
     *
     * @return its upper end
     */
    private double foot() throws IOException {
        double width = RIGHT - LEFT;
        TextBlock measures = page.block(ReportWords.measures(result), SMALL, width);
        TextBlock words = page.block(ReportWords.foot(result), FOOT, width)
                .and(page.block(ReportWords.model(text), FOOT, width).atMost(MOST_LINES));
        double line = BOTTOM - words.height() - 2;
        page.draw(words, LEFT, line + FOOT + 3);
        page.line(LEFT, line, RIGHT, line, 0.4, 0.4);
        page.draw(measures, LEFT, line - measures.height() + 5);
        return line - measures.height() - 6;
    }

    private void pictures(Views views, double top, double end) throws IOException {
        double width = (RIGHT - LEFT - GAP) / 2;
        double height = Math.min(MOST_PICTURE_HEIGHT, (end - top) / 2 - CAPTION - GAP);
        List<ReportPictures.Picture> pictures = ReportPictures.of(views, width, height);
        double y = top;
        for (int n = 0; n < pictures.size(); n += 2) {
            picture(pictures.get(n), LEFT, y, width);
            picture(pictures.get(n + 1), LEFT + width + GAP, y, width);
            y += Math.max(pictures.get(n).height(), pictures.get(n + 1).height()) + CAPTION + GAP;
        }
    }

    private void picture(ReportPictures.Picture picture, double left, double top, double width) throws IOException {
        double x = left + (width - picture.width()) / 2;
        page.picture(picture, x, top);
        page.mark("R", x + 4, top + 10, TEXT);
        page.mark("L", x + picture.width() - 4 - page.width("L", TEXT), top + 10, TEXT);
        double below = top + picture.height() + CAPTION - 2;
        page.text(picture.name(), left, below, SMALL);
        page.textRight(picture.place(), left + width, below, SMALL);
        scaleBar(
                picture.pointsPerMm(),
                left + page.width(picture.name(), SMALL) + GAP,
                left + width - page.width(picture.place(), SMALL) - GAP,
                below);
    }

    /** Between the other parts of the caption. */
    private void scaleBar(double pointsPerMm, double from, double to, double below) throws IOException {
        double words = 4 + page.width("5 cm", SMALL);
        int cm = ScaleBar.centimeters(pointsPerMm, to - from - words);
        double bar = ScaleBar.length(cm, pointsPerMm);
        double left = (from + to - bar - words) / 2;
        page.rectangle(left, below - 4, bar, 2, 0);
        page.text(cm + " cm", left + bar + 4, below, SMALL);
    }
}
