package org.lungburden.report.pdf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;
import org.lungburden.report.OverlayText;
import org.lungburden.report.ReportPictures;
import org.lungburden.result.ResultDocument;

/**
 * The report: one A4 page that a physician reads in half a minute. Its text can be selected. The page holds no patient
 * data except the client's own reference.
 */
public final class ReportPdf {

    private static final double LEFT = 40;
    private static final double RIGHT = Page.WIDTH - 40;
    private static final double MIDDLE = 320;
    private static final double TEXT = 9;
    private static final double LINE = 14;
    private static final int MOST_FLAGS = 6;

    private final Page page;
    private final @Nullable String reference;
    private final ResultDocument.Measured result;

    private ReportPdf(Page page, OverlayText text) {
        this.page = page;
        this.reference = text.reference();
        this.result = text.result();
    }

    /**
     * @param scan in canonical orientation
     * @param labels on its grid, with at least one voxel of lung
     */
    public static void write(Volume scan, LabelVolume labels, OverlayText text, Path pdf) throws IOException {
        try (Page page = new Page(ReportWords.TITLE)) {
            new ReportPdf(page, text).draw(ReportPictures.of(scan, labels));
            page.save(pdf);
        }
    }

    private void draw(ReportPictures pictures) throws IOException {
        double y = head();
        page.bold(ReportWords.finding(result), LEFT, y + 24, 15);
        double table = table(y + 50);
        double zones = zones(y + 44);
        y = flags(Math.max(table, zones) + 10);
        y = pictures(pictures, y + 8);
        density(y + 16);
        foot();
    }

    private double head() throws IOException {
        page.bold(ReportWords.TITLE, LEFT, 48, 13);
        page.bold(ReportWords.NOT_REVIEWED, RIGHT - page.width(ReportWords.NOT_REVIEWED, 16), 48, 16);
        ResultDocument.Study study = result.study();
        double y = 66;
        if (reference != null) {
            y = page.paragraph("Study " + reference, LEFT, y, TEXT, RIGHT - LEFT) + LINE;
        }
        if (study.seriesInstanceUid() != null) {
            y = page.paragraph("Series " + study.seriesInstanceUid(), LEFT, y, TEXT, RIGHT - LEFT) + LINE;
        }
        String scan = String.format(
                Locale.ROOT,
                "%d slices of %.2f mm, %d x %d pixels of %.2f mm, %s",
                study.slices(),
                study.spacingMm().get(2),
                study.columns(),
                study.rows(),
                study.spacingMm().get(0),
                ReportWords.contrast(study.contrastEnhanced()));
        page.text(scan, LEFT, y, TEXT);
        page.line(LEFT, y + 8, RIGHT, y + 8, 0.8, 0);
        return y + 8;
    }

    private double table(double top) throws IOException {
        ResultDocument.VolumesMl ml = result.volumesMl();
        ResultDocument.BurdenPercent percent = result.burdenPercent();
        double y = top;
        y = row("", "volume", "of lung", y);
        page.line(LEFT, y - 10, MIDDLE - 60, y - 10, 0.4, 0.4);
        y = row("Opacity", ml.pneumonia(), percent.pneumonia(), y + 2);
        y = row("  ground glass", ml.groundGlass(), percent.groundGlass(), y);
        y = row("  high opacity", ml.highOpacity(), percent.highOpacity(), y);
        y = row("Lung, with opacity", ml.lung(), null, y + 4);
        y = row("  right", ml.rightLung(), null, y);
        y = row("  left", ml.leftLung(), null, y);
        Map<String, ResultDocument.Lung> lungs = result.lungs() == null
                ? Map.of()
                : result.lungs().stream().collect(Collectors.toMap(ResultDocument.Lung::side, lung -> lung));
        for (String side : new String[] {"RIGHT", "LEFT"}) {
            ResultDocument.Lung lung = lungs.get(side);
            if (lung != null) {
                String name = "Opacity, " + side.toLowerCase(Locale.ROOT);
                y = row(name, lung.groundGlassMl() + lung.highOpacityMl(), lung.pneumoniaPercent(), y);
            }
        }
        return y;
    }

    private double row(String name, @Nullable Double ml, @Nullable Double percent, double y) throws IOException {
        return ml == null ? y : row(name, ReportWords.ml(ml), percent == null ? "" : ReportWords.percent(percent), y);
    }

    private double row(String name, String volume, String percent, double y) throws IOException {
        page.text(name, LEFT + (name.startsWith(" ") ? 10 : 0), y, 10);
        page.textRight(volume, LEFT + 165, y, 10);
        page.textRight(percent, MIDDLE - 60, y, 10);
        return y + LINE;
    }

    private double zones(double top) throws IOException {
        double middle = (MIDDLE + RIGHT) / 2;
        new LungDrawing(page, middle, top, 86, 112).draw(result.regions());
        ResultDocument.Severity severity = result.severity();
        if (severity == null) {
            return top + 116;
        }
        String score = "Zonal score " + severity.zonal() + " of " + severity.of() + " (thirds of each lung's height)";
        page.text(score, middle - page.width(score, TEXT) / 2, top + 130, TEXT);
        return top + 132;
    }

    private double flags(double top) throws IOException {
        double y = top;
        if (result.quality().isEmpty()) {
            page.text(ReportWords.NO_FLAGS, LEFT, y, TEXT);
            return y;
        }
        for (ResultDocument.Quality flag : result.quality()
                .subList(0, Math.min(MOST_FLAGS, result.quality().size()))) {
            y = page.paragraph("Note: " + flag.message(), LEFT, y, TEXT, RIGHT - LEFT) + LINE;
        }
        return y - LINE;
    }

    private double pictures(ReportPictures pictures, double top) throws IOException {
        double width = (RIGHT - LEFT - 10) / 2;
        double left = picture(pictures.axialPlain(), LEFT, top, width);
        double right = picture(pictures.axial(), LEFT + width + 10, top, width);
        double second = Math.max(left, right) + 8;
        left = picture(pictures.coronalOfOpacity(), LEFT, second, width);
        right = picture(pictures.coronalOfLung(), LEFT + width + 10, second, width);
        return Math.max(left, right);
    }

    /** Pictures share the rest of the page, whatever the shape of the lungs is. */
    private double picture(ReportPictures.Picture picture, double x, double top, double width) throws IOException {
        double most = ReportPictures.MOST_HEIGHT;
        double scale = Math.min(
                width / picture.image().getWidth(), most / picture.image().getHeight());
        double shown = picture.image().getWidth() * scale;
        double height = picture.image().getHeight() * scale;
        page.picture(picture.image(), x + (width - shown) / 2, top, shown, height);
        page.text(picture.caption(), x, top + height + 10, 8);
        return top + height + 10;
    }

    private void density(double y) throws IOException {
        String density = result.density().stream()
                .map(of -> String.format(
                        Locale.ROOT,
                        "%s %.0f HU",
                        of.of().toLowerCase(Locale.ROOT).replace('_', ' '),
                        of.meanHu()))
                .collect(Collectors.joining(", ", "Mean density: ", "."));
        page.text(density, LEFT, y, 8);
        ResultDocument.Severity severity = result.severity();
        ResultDocument.Aeration aeration = result.aeration();
        if (severity != null && aeration != null) {
            String more = String.format(
                    Locale.ROOT,
                    "Opacity above -200 HU: %.1f %% of lung. Well aerated (-950 to -700 HU): %.1f %% of lung.",
                    severity.highOpacityPercent(),
                    aeration.wellAeratedPercent());
            Double massG = aeration.lungMassG();
            page.text(
                    more + (massG == null ? "" : String.format(Locale.ROOT, " Lung mass: %.0f g.", massG)),
                    LEFT,
                    y + 11,
                    8);
        }
    }

    private void foot() throws IOException {
        double y = Page.HEIGHT - 46;
        page.line(LEFT, y - 12, RIGHT, y - 12, 0.4, 0.4);
        page.text(ReportWords.FOOT, LEFT, y, 8);
        page.text(
                "Model " + result.model().name() + " " + result.model().version() + ". " + ResultDocument.NOTICE,
                LEFT,
                y + 11,
                8);
    }
}
