package org.lungburden.report.pdf;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lungburden.report.OverlayText;
import org.lungburden.report.Views;
import org.lungburden.result.ResultDocument;
import org.lungburden.study.Correction;

/** The sentences of the report. */
final class ReportWords {
    static final String TITLE = "CT lung opacity quantification \u2013 research use only";
    static final String NOT_REVIEWED = "NOT REVIEWED";
    static final String CORRECTED = "CORRECTED";
    static final String ACCEPTED = "CORRECTED, ACCEPTED";
    static final String NO_FLAGS = "No technical flags.";

    /** From this share of the opacity on, a zone is named as the main place. */
    private static final double MOSTLY_ZONE = 0.5;
    /** From this share of the opacity on, a lung is named as the main place. */
    private static final double MOSTLY_LUNG = 0.75;
    /** Less is printed as 0.0. */
    private static final double LEAST_PRINTED = 0.05;

    private static final List<String> SIDES = List.of("RIGHT", "LEFT");

    private static final int LONGEST_KERNEL = 60;

    private ReportWords() {}

    /** The word that stands large at the top. */
    static String review(@Nullable Correction correction) {
        return correction == null ? NOT_REVIEWED : correction.acceptance() == null ? CORRECTED : ACCEPTED;
    }

    /** The day is that of UTC, since the machine's zone may be another than the author's. */
    private static String day(Instant at) {
        return at.toString().substring(0, "2026-11-30".length());
    }

    private static String corrected(Correction correction) {
        String day = day(correction.at());
        String from = correction.base() == 0 ? "the network's outlines" : "revision " + correction.base();
        return (correction.author() == null ? "Corrected" : "Corrected by " + correction.author()) + " on " + day
                + ".  Revision " + correction.revision() + ", made from " + from + ".";
    }

    /** Whose scan this is and how it was made, line by line. */
    static List<String> head(OverlayText text, Heading heading) {
        ResultDocument.Study study = text.result().study();
        List<String> lines = new ArrayList<>();
        if (heading.correction() != null) {
            lines.add(corrected(heading.correction()));
            Correction.Acceptance acceptance = heading.correction().acceptance();
            if (acceptance != null) {
                lines.add("Accepted by " + acceptance.by() + " on " + day(acceptance.at()) + ".");
            }
        }
        if (heading.patient() != null) {
            lines.add(heading.patient());
        }
        List<String> names = new ArrayList<>();
        if (heading.scanDate() != null) {
            names.add("Scan of " + heading.scanDate());
        }
        if (text.reference() != null) {
            names.add("Reference " + text.reference());
        }
        if (!names.isEmpty()) {
            lines.add(String.join(".  ", names));
        }
        if (study.seriesInstanceUid() != null) {
            lines.add("Series " + study.seriesInstanceUid());
        }
        lines.add(String.format(
                Locale.ROOT,
                "%d slices every %.2f mm, %s, %d x %d pixels of %.2f mm, %s, %s.",
                study.slices(),
                study.spacingMm().get(2),
                thickness(study.sliceThicknessMm()),
                study.columns(),
                study.rows(),
                study.spacingMm().get(0),
                kernel(study.kernel()),
                contrast(study.contrastEnhanced())));
        return lines;
    }

    private static String thickness(@Nullable Double mm) {
        return mm == null ? "thickness unknown" : String.format(Locale.ROOT, "%.2f mm thick", mm);
    }

    /** @param kernel several values are separated by a backslash (DICOM PS3.5 6.4) */
    private static String kernel(@Nullable String kernel) {
        if (kernel == null) {
            return "kernel unknown";
        }
        String listed = kernel.replaceAll("\\s*\\\\\\s*", ", ");
        return "kernel "
                + (listed.length() > LONGEST_KERNEL
                        ? listed.substring(0, LONGEST_KERNEL).strip() + "\u2026"
                        : listed);
    }

    private static String contrast(String contrastEnhanced) {
        return switch (contrastEnhanced) {
            case "YES" -> "with contrast medium";
            case "NO" -> "without contrast medium";
            default -> "contrast medium unknown";
        };
    }

    /** The finding in one sentence. */
    static String finding(ResultDocument.Measured result) {
        double ml = result.volumesMl().pneumonia();
        if (ml == 0) {
            return "Opacity: none found.";
        }
        return "Opacity " + number(ml) + " mL, " + number(result.burdenPercent().pneumonia()) + " % of lung"
                + mainPlace(result.regions()) + ".";
    }

    /** The zone with most of the opacity; without such a zone, the lung. */
    private static String mainPlace(List<ResultDocument.Region> regions) {
        double all = regions.stream().mapToDouble(ReportWords::opacityMl).sum();
        Optional<String> zone = regions.stream()
                .filter(region -> opacityMl(region) >= MOSTLY_ZONE * all)
                .max(Comparator.comparingDouble(ReportWords::opacityMl))
                .map(region -> lower(region.region()) + " zone");
        return zone.or(() -> SIDES.stream()
                        .filter(side -> opacityMl(regions, side) >= MOSTLY_LUNG * all)
                        .map(side -> lower(side) + " lung")
                        .findFirst())
                .filter(place -> all > 0)
                .map(place -> ", mostly " + place)
                .orElse("");
    }

    private static double opacityMl(List<ResultDocument.Region> regions, String side) {
        return regions.stream()
                .filter(region -> region.region().startsWith(side))
                .mapToDouble(ReportWords::opacityMl)
                .sum();
    }

    private static double opacityMl(ResultDocument.Region zone) {
        return zone.groundGlassMl() + zone.highOpacityMl();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** With one decimal. What is there but rounds to nothing is told as little, not as nothing. */
    static String number(double value) {
        return value > 0 && value < LEAST_PRINTED ? "< 0.1" : String.format(Locale.ROOT, "%.1f", value);
    }

    /** Density, aeration and mass. */
    static String measures(ResultDocument.Measured result) {
        String density = result.density().stream()
                .map(of -> String.format(Locale.ROOT, "%s %d HU", lower(of.of()), Math.round(of.meanHu())))
                .collect(Collectors.joining(", ", "Mean density: ", "."));
        ResultDocument.Severity severity = result.severity();
        ResultDocument.Aeration aeration = result.aeration();
        if (severity == null || aeration == null) {
            return density;
        }
        Double massG = aeration.lungMassG();
        return density + " Opacity above -200 HU: " + number(severity.highOpacityPercent()) + " % of lung."
                + " Well aerated (-950 to -700 HU; " + kernel(result.study().kernel()) + "): "
                + number(aeration.wellAeratedPercent()) + " % of lung."
                + (massG == null ? "" : String.format(Locale.ROOT, " Lung mass: %.0f g.", massG));
    }

    static String foot(ResultDocument.Measured result) {
        String fluid = result.volumesMl().highOpacity() > 0 ? " " + ResultDocument.FLUID_NOTICE : "";
        return "Opacity of any cause; nothing is diagnosed." + fluid
                + " Zones are thirds of each lung's own height, each scored 0 to 4."
                + " Pictures: window " + Views.WINDOW
                + ", outlines white for lung, blue for ground glass, yellow and hatched for"
                + " high opacity.";
    }

    static String model(OverlayText text) {
        ResultDocument.Model model = text.result().model();
        return "Model " + model.name() + " " + model.version() + ". "
                + (text.job() == null ? "" : "Job " + text.job() + ". ")
                + "Research use only, not for clinical use.";
    }
}
