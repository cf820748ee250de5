package org.lungburden.report.pdf;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.lungburden.result.ResultDocument;

/** The sentences of the report. */
final class ReportWords {
    static final String TITLE = "CT lung opacity quantification – research use only";
    static final String NOT_REVIEWED = "NOT REVIEWED";
    static final String FOOT = "Opacity of any cause; nothing is diagnosed. High opacity may include pleural fluid,"
            + " which then counts as lung.";
    static final String NO_FLAGS = "No technical flags.";

    /** From this share of the opacity on, a zone is named as the main place. */
    private static final double MOSTLY = 0.5;

    private ReportWords() {}

    /** The finding in one sentence. */
    static String finding(ResultDocument.Measured result) {
        double ml = result.volumesMl().pneumonia();
        if (ml == 0) {
            return "Opacity: none found.";
        }
        return "Opacity " + ml(ml) + ", " + percent(result.burdenPercent().pneumonia()) + " of lung"
                + mainPlace(result.regions()) + ".";
    }

    private static String mainPlace(List<ResultDocument.Region> regions) {
        double all = regions.stream().mapToDouble(ReportWords::opacityMl).sum();
        return regions.stream()
                .max(Comparator.comparingDouble(ReportWords::opacityMl))
                .filter(zone -> opacityMl(zone) >= MOSTLY * all)
                .map(zone -> ", mostly " + zone(zone.region()))
                .orElse("");
    }

    private static double opacityMl(ResultDocument.Region zone) {
        return zone.groundGlassMl() + zone.highOpacityMl();
    }

    /** {@code RIGHT_LOWER} becomes "right lower zone". */
    static String zone(String region) {
        return region.toLowerCase(Locale.ROOT).replace('_', ' ') + " zone";
    }

    static String ml(double ml) {
        return String.format(Locale.ROOT, "%.1f mL", ml);
    }

    static String percent(double percent) {
        return String.format(Locale.ROOT, "%.1f %%", percent);
    }

    static String contrast(String contrastEnhanced) {
        return switch (contrastEnhanced) {
            case "YES" -> "with contrast medium";
            case "NO" -> "without contrast medium";
            default -> "contrast medium unknown";
        };
    }
}
