package org.lungburden.report;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lungburden.result.ResultDocument;

/** The numbers of a result, with the legend of the colors. */
final class NumbersPanel {
    private static final double TITLE_PX = 26;
    private static final double TEXT_PX = 18;
    private static final double SMALL_PX = 15;
    private static final double LINE = 27;
    private static final int MOST_FLAGS = 3;
    private static final int SWATCH_GRAY = 40;

    private final Canvas canvas;
    private final @Nullable String reference;
    private final ResultDocument.Measured result;
    private final String counting;
    private double left;
    private double right;
    private double baseline;

    /** @param counting a sentence on how the slices are numbered */
    NumbersPanel(Canvas canvas, OverlayText text, String counting) {
        this.canvas = canvas;
        this.reference = text.reference();
        this.result = text.result();
        this.counting = counting;
    }

    /** @return the lower end in pixels */
    double draw(double x, double y, double width) {
        left = x;
        right = x + width;
        baseline = y + TITLE_PX;
        canvas.bold("Opacity in the lungs", left, baseline, TITLE_PX, Ink.TEXT);
        baseline += 4;
        origin("Study ", reference);
        origin("Series ", result.study().seriesInstanceUid());
        baseline += 10;
        ResultDocument.VolumesMl ml = result.volumesMl();
        ResultDocument.BurdenPercent percent = result.burdenPercent();
        row(null, "Opacity, both", ml.pneumonia(), percent.pneumonia());
        row(Ink.GROUND_GLASS, "Ground glass", ml.groundGlass(), percent.groundGlass());
        row(Ink.HIGH_OPACITY, "High opacity", ml.highOpacity(), percent.highOpacity());
        row(Ink.LUNG_OUTLINE, "Lung, with opacities", ml.lung(), null);
        side("right", ml.rightLung());
        side("left", ml.leftLung());
        baseline += 4;
        note("Percent of the lung volume, opacities included.");
        note(counting + " Window " + Views.WINDOW + ".");
        if (ml.highOpacity() > 0) {
            note(ResultDocument.FLUID_NOTICE);
        }
        note("Model " + result.model().name() + " " + result.model().version());
        flags(result.quality());
        return baseline + 8;
    }

    /** Further flags than there is room for are named, so that none is missed. */
    private void flags(List<ResultDocument.Quality> flags) {
        flags.stream().limit(MOST_FLAGS).forEach(flag -> note(flag.code() + ": " + flag.message()));
        if (flags.size() > MOST_FLAGS) {
            note("Also: "
                    + flags.stream()
                            .skip(MOST_FLAGS)
                            .map(ResultDocument.Quality::code)
                            .collect(Collectors.joining(", ")));
        }
    }

    private void row(@Nullable Ink ink, String name, double ml, @Nullable Double percent) {
        baseline += LINE;
        if (ink != null) {
            canvas.fill(left + 1, baseline - 14, 15, 15, ink);
        }
        if (ink == Ink.LUNG_OUTLINE) {
            canvas.fill(left + 2, baseline - 13, 13, 13, Ink.PAPER);
        } else if (ink != null) {
            canvas.picture(swatch(ink), (int) left + 3, (int) Math.round(baseline) - 12);
        }
        canvas.text(name, left + 26, baseline, TEXT_PX, Ink.TEXT);
        canvas.textRight(String.format(Locale.ROOT, "%.1f mL", ml), right - 90, baseline, TEXT_PX, Ink.TEXT);
        if (percent != null) {
            canvas.textRight(String.format(Locale.ROOT, "%.1f %%", percent), right, baseline, TEXT_PX, Ink.TEXT);
        }
    }

    /** The inside of a lesion over dark lung, as the pictures show it. */
    private static BufferedImage swatch(Ink ink) {
        int size = 11;
        BufferedImage swatch = Canvas.blank(size, size);
        byte[] labels = new byte[size * size];
        Arrays.fill(labels, (byte) (ink == Ink.GROUND_GLASS ? 2 : 3));
        Arrays.fill(Canvas.pixelsOf(swatch), (byte) SWATCH_GRAY);
        new LabelPaint(labels, size, size, LabelPaint.Pen.FINE).paint(Canvas.pixelsOf(swatch));
        return swatch;
    }

    private void side(String name, @Nullable Double ml) {
        if (ml != null) {
            baseline += LINE - 4;
            canvas.text(name, left + 46, baseline, TEXT_PX, Ink.FAINT);
            canvas.textRight(String.format(Locale.ROOT, "%.1f mL", ml), right - 90, baseline, TEXT_PX, Ink.FAINT);
        }
    }

    /** The study that the numbers belong to. */
    private void origin(String what, @Nullable String name) {
        if (name != null) {
            note(what + name);
        }
    }

    private void note(String text) {
        for (String line : Canvas.wrapped(text, SMALL_PX, right - left)) {
            baseline += SMALL_PX + 6;
            canvas.text(line, left, baseline, SMALL_PX, Ink.FAINT);
        }
    }
}
