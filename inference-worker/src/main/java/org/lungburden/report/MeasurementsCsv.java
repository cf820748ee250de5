package org.lungburden.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.lungburden.result.ResultDocument;

/**
 * The measurements as a table of one row (RFC 4180). Every study has the same columns, so that the rows of many studies
 * make one table. What was not measured is an empty cell.
 */
public final class MeasurementsCsv {

    private static final List<String> ZONES =
            List.of("RIGHT_UPPER", "RIGHT_MIDDLE", "RIGHT_LOWER", "LEFT_UPPER", "LEFT_MIDDLE", "LEFT_LOWER");
    private static final List<String> SIDES = List.of("RIGHT", "LEFT");
    private static final List<String> BANDS = List.of("HYPER", "NORMAL", "POOR", "NONE");
    private static final List<String> CLASSES = List.of("LUNG", "GROUND_GLASS", "HIGH_OPACITY");
    /** A spreadsheet would run a text that begins with one of these as a formula. */
    private static final String FORMULA = "=+-@\t\r";

    private MeasurementsCsv() {}

    public static void write(OverlayText text, Path csv) throws IOException {
        Map<String, @Nullable Object> row = row(text);
        try (Writer out = Files.newBufferedWriter(csv, StandardCharsets.UTF_8);
                CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
            printer.printRecord(row.keySet());
            printer.printRecord(row.values());
        }
    }

    /** The cells by column, in the order of the columns. */
    static Map<String, @Nullable Object> row(OverlayText text) {
        ResultDocument.Measured result = text.result();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        ResultDocument.Study study = result.study();
        row.put("reference", harmless(text.reference()));
        row.put("study_instance_uid", harmless(study.studyInstanceUid()));
        row.put("series_instance_uid", harmless(study.seriesInstanceUid()));
        row.put("format", study.format());
        row.put("slices", study.slices());
        row.put("slice_distance_mm", study.spacingMm().get(2));
        row.put("slice_thickness_mm", study.sliceThicknessMm());
        row.put("pixel_mm", study.spacingMm().get(0));
        row.put("kernel", harmless(study.kernel()));
        row.put("contrast_enhanced", study.contrastEnhanced());
        volumes(row, result);
        for (String side : SIDES) {
            part(row, side, lung(result, side));
        }
        for (String zone : ZONES) {
            zone(row, zone, result);
        }
        ResultDocument.Severity severity = result.severity();
        row.put("zonal_score", severity == null ? null : severity.zonal());
        row.put("zonal_score_of", severity == null ? null : severity.of());
        row.put("opacity_above_minus_200_hu_percent", severity == null ? null : severity.highOpacityPercent());
        aeration(row, result.aeration());
        for (String of : CLASSES) {
            density(row, of, result);
        }
        row.put("lesions", result.lesions() == null ? null : result.lesions().count());
        row.put(
                "notes",
                result.quality().stream().map(ResultDocument.Quality::code).collect(Collectors.joining(" ")));
        row.put("model", result.model().name() + " " + result.model().version());
        return row;
    }

    private static void volumes(Map<String, @Nullable Object> row, ResultDocument.Measured result) {
        ResultDocument.VolumesMl ml = result.volumesMl();
        ResultDocument.BurdenPercent percent = result.burdenPercent();
        row.put("lung_ml", ml.lung());
        row.put("opacity_ml", ml.pneumonia());
        row.put("ground_glass_ml", ml.groundGlass());
        row.put("high_opacity_ml", ml.highOpacity());
        row.put("opacity_percent", percent.pneumonia());
        row.put("ground_glass_percent", percent.groundGlass());
        row.put("high_opacity_percent", percent.highOpacity());
    }

    private static ResultDocument.@Nullable Lung lung(ResultDocument.Measured result, String side) {
        List<ResultDocument.Lung> lungs = result.lungs() == null ? List.of() : result.lungs();
        return lungs.stream()
                .filter(lung -> lung.side().equals(side))
                .findFirst()
                .orElse(null);
    }

    private static void part(Map<String, @Nullable Object> row, String side, ResultDocument.@Nullable Lung lung) {
        String name = column(side) + "_lung_";
        row.put(name + "ml", lung == null ? null : lung.lungMl());
        row.put(name + "ground_glass_ml", lung == null ? null : lung.groundGlassMl());
        row.put(name + "high_opacity_ml", lung == null ? null : lung.highOpacityMl());
        row.put(name + "opacity_percent", lung == null ? null : lung.pneumoniaPercent());
    }

    private static void zone(Map<String, @Nullable Object> row, String name, ResultDocument.Measured result) {
        ResultDocument.Region zone = result.regions().stream()
                .filter(region -> region.region().equals(name))
                .findFirst()
                .orElse(null);
        row.put(column(name) + "_ml", zone == null ? null : zone.lungMl());
        row.put(column(name) + "_opacity_percent", zone == null ? null : zone.pneumoniaPercent());
        row.put(column(name) + "_score", zone == null ? null : zone.severity());
    }

    private static void aeration(Map<String, @Nullable Object> row, ResultDocument.@Nullable Aeration aeration) {
        for (String name : BANDS) {
            List<ResultDocument.Band> bands = aeration == null ? List.of() : aeration.bands();
            row.put(
                    "aeration_" + column(name) + "_percent",
                    bands.stream()
                            .filter(band -> band.band().equals(name))
                            .map(ResultDocument.Band::percent)
                            .findFirst()
                            .orElse(null));
        }
        row.put("well_aerated_percent", aeration == null ? null : aeration.wellAeratedPercent());
        row.put("lung_mass_g", aeration == null ? null : aeration.lungMassG());
    }

    private static void density(Map<String, @Nullable Object> row, String of, ResultDocument.Measured result) {
        ResultDocument.Density density = result.density().stream()
                .filter(found -> found.of().equals(of))
                .findFirst()
                .orElse(null);
        row.put(column(of) + "_mean_hu", density == null ? null : density.meanHu());
        row.put(column(of) + "_p50_hu", density == null ? null : density.p50Hu());
    }

    private static String column(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String harmless(@Nullable String text) {
        return text == null || text.isEmpty() || FORMULA.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }
}
