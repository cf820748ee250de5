package org.lungburden.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The measurements as cells of a table. Every study has the same columns, so that the rows of many studies make one
 * table. What was not measured is an empty cell.
 */
public final class MeasurementColumns {
    private static final List<String> ZONES =
            List.of("RIGHT_UPPER", "RIGHT_MIDDLE", "RIGHT_LOWER", "LEFT_UPPER", "LEFT_MIDDLE", "LEFT_LOWER");
    private static final List<String> SIDES = List.of("RIGHT", "LEFT");
    private static final List<String> BANDS = List.of("HYPER", "NORMAL", "POOR", "NONE");
    private static final List<String> CLASSES = List.of("LUNG", "GROUND_GLASS", "HIGH_OPACITY");

    private static final List<Column> COLUMNS = columns();

    private MeasurementColumns() {}

    private record Column(String name, BiFunction<ResultDocument.Measured, @Nullable String, @Nullable Object> cell) {}

    /** The columns in their order. */
    public static List<String> names() {
        return COLUMNS.stream().map(Column::name).toList();
    }

    /**
     * The cells by column, in the order of {@link #names}; null stands for an empty cell. Texts that a client or a
     * scanner chose are {@linkplain SheetText#harmless harmless}.
     *
     * @param reference the client's own id of the study; null when the client gave none
     */
    public static Map<String, @Nullable Object> cells(ResultDocument.Measured result, @Nullable String reference) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        COLUMNS.forEach(column -> cells.put(column.name(), column.cell().apply(result, reference)));
        return cells;
    }

    /** The cells of a study without a result: all are empty but the reference. */
    public static Map<String, @Nullable Object> cells(@Nullable String reference) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        COLUMNS.forEach(column -> cells.put(column.name(), null));
        cells.put("reference", SheetText.harmless(reference));
        return cells;
    }

    private static List<Column> columns() {
        Listed all = new Listed(new ArrayList<>());
        study(all);
        volumes(all);
        SIDES.forEach(side -> lung(all, side));
        ZONES.forEach(zone -> zone(all, zone));
        severity(all);
        aeration(all);
        CLASSES.forEach(of -> density(all, of));
        all.add("lesions", result -> of(result.lesions(), ResultDocument.Lesions::count));
        all.add(
                "notes",
                result -> result.quality().stream()
                        .map(ResultDocument.Quality::code)
                        .collect(Collectors.joining(" ")));
        all.add("model", result -> result.model().name() + " " + result.model().version());
        return List.copyOf(all.columns());
    }

    private static void study(Listed all) {
        all.columns().add(new Column("reference", (result, reference) -> SheetText.harmless(reference)));
        all.add(
                "study_instance_uid",
                result -> SheetText.harmless(result.study().studyInstanceUid()));
        all.add(
                "series_instance_uid",
                result -> SheetText.harmless(result.study().seriesInstanceUid()));
        all.add("format", result -> result.study().format());
        all.add("slices", result -> result.study().slices());
        all.add("slice_distance_mm", result -> result.study().spacingMm().get(2));
        all.add("slice_thickness_mm", result -> result.study().sliceThicknessMm());
        all.add("pixel_mm", result -> result.study().spacingMm().get(0));
        all.add("kernel", result -> SheetText.harmless(result.study().kernel()));
        all.add("contrast_enhanced", result -> result.study().contrastEnhanced());
    }

    private static void volumes(Listed all) {
        all.add("lung_ml", result -> result.volumesMl().lung());
        all.add("opacity_ml", result -> result.volumesMl().pneumonia());
        all.add("ground_glass_ml", result -> result.volumesMl().groundGlass());
        all.add("high_opacity_ml", result -> result.volumesMl().highOpacity());
        all.add("opacity_percent", result -> result.burdenPercent().pneumonia());
        all.add("ground_glass_percent", result -> result.burdenPercent().groundGlass());
        all.add("high_opacity_percent", result -> result.burdenPercent().highOpacity());
    }

    private static void lung(Listed all, String side) {
        Listed.Parts<ResultDocument.Lung> part = all.parts(column(side) + "_lung_", result -> {
            List<ResultDocument.Lung> lungs = result.lungs();
            return first(lungs == null ? List.of() : lungs, lung -> lung.side().equals(side));
        });
        part.add("ml", ResultDocument.Lung::lungMl);
        part.add("ground_glass_ml", ResultDocument.Lung::groundGlassMl);
        part.add("high_opacity_ml", ResultDocument.Lung::highOpacityMl);
        part.add("opacity_percent", ResultDocument.Lung::pneumoniaPercent);
    }

    private static void zone(Listed all, String zone) {
        Listed.Parts<ResultDocument.Region> part = all.parts(
                column(zone) + "_",
                result -> first(result.regions(), region -> region.region().equals(zone)));
        part.add("ml", ResultDocument.Region::lungMl);
        part.add("opacity_percent", ResultDocument.Region::pneumoniaPercent);
        part.add("score", ResultDocument.Region::severity);
    }

    private static void severity(Listed all) {
        Listed.Parts<ResultDocument.Severity> part = all.parts("", ResultDocument.Measured::severity);
        part.add("zonal_score", ResultDocument.Severity::zonal);
        part.add("zonal_score_of", ResultDocument.Severity::of);
        part.add("opacity_above_minus_200_hu_percent", ResultDocument.Severity::highOpacityPercent);
    }

    private static void aeration(Listed all) {
        Listed.Parts<ResultDocument.Aeration> part = all.parts("", ResultDocument.Measured::aeration);
        for (String name : BANDS) {
            part.add(
                    "aeration_" + column(name) + "_percent",
                    aeration -> of(
                            first(aeration.bands(), band -> band.band().equals(name)), ResultDocument.Band::percent));
        }
        part.add("well_aerated_percent", ResultDocument.Aeration::wellAeratedPercent);
        part.add("lung_mass_g", ResultDocument.Aeration::lungMassG);
    }

    private static void density(Listed all, String of) {
        Listed.Parts<ResultDocument.Density> part = all.parts(
                column(of) + "_",
                result -> first(result.density(), density -> density.of().equals(of)));
        part.add("mean_hu", ResultDocument.Density::meanHu);
        part.add("p50_hu", ResultDocument.Density::p50Hu);
    }

    private static String column(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static <T> @Nullable T first(List<T> all, Predicate<T> wanted) {
        return all.stream().filter(wanted).findFirst().orElse(null);
    }

    private static <T> @Nullable Object of(@Nullable T part, Function<T, @Nullable Object> cell) {
        return part == null ? null : cell.apply(part);
    }

    private record Listed(List<Column> columns) {

        void add(String name, Function<ResultDocument.Measured, @Nullable Object> cell) {
            columns.add(new Column(name, (result, reference) -> cell.apply(result)));
        }

        <T> Parts<T> parts(String prefix, Function<ResultDocument.Measured, @Nullable T> part) {
            return (name, cell) -> add(prefix + name, result -> of(part.apply(result), cell));
        }

        /** Adds columns of a part that a result may lack. */
        private interface Parts<T> {
            void add(String name, Function<T, @Nullable Object> cell);
        }
    }
}
