package org.lungburden.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.result.ResultDocument;

class MeasurementsCsvTest {
    @TempDir
    Path folder;

    private static ResultDocument.Study study(@Nullable String kernel, @Nullable Double thicknessMm) {
        return new ResultDocument.Study(
                "DICOM", null, null, null, 30, 40, 60, List.of(0.7, 0.7, 2.5), "UNKNOWN", kernel, thicknessMm);
    }

    private static ResultDocument.Measured bare(List<ResultDocument.Region> regions) {
        return bare(study(null, null), regions);
    }

    private static ResultDocument.Measured bare(ResultDocument.Study study, List<ResultDocument.Region> regions) {
        return new ResultDocument.Measured(
                study,
                new ResultDocument.VolumesMl(4000, null, null, 300, 20.5, 320.5),
                new ResultDocument.BurdenPercent(8.013, 7.5, 0.513),
                regions,
                null,
                null,
                null,
                List.of(new ResultDocument.Density("LUNG", -800.5, null, null, null, null)),
                null,
                null,
                List.of(
                        new ResultDocument.Quality("THICK_SLICES", "a, b", 6.0),
                        new ResultDocument.Quality("CONTRAST", "c", null)),
                new ResultDocument.Model("net", "1", "ab"));
    }

    private List<String> lines(@Nullable String reference, ResultDocument.Measured result) throws IOException {
        Path csv = folder.resolve("measurements.csv");
        MeasurementsCsv.write(new OverlayText(reference, null, result), csv);
        String text = Files.readString(csv);
        assertThat(text).endsWith("\r\n");
        return text.lines().toList();
    }

    @Test
    void everyStudyHasTheSameColumns() throws IOException {
        List<String> bare = lines("a", bare(List.of()));
        List<String> zones = lines("b", bare(List.of(new ResultDocument.Region("LEFT_LOWER", 10, 1, 2, 30, 2))));

        assertThat(bare).hasSize(2);
        assertThat(zones.get(0)).isEqualTo(bare.get(0));
        assertThat(zones.get(1).split(",", -1)).hasSameSizeAs(bare.get(1).split(",", -1));
        assertThat(cell(bare, "opacity_ml")).isEqualTo("320.5");
        assertThat(cell(bare, "opacity_percent")).isEqualTo("8.013");
        assertThat(cell(bare, "lung_mean_hu")).isEqualTo("-800.5");
        assertThat(cell(bare, "left_lower_score")).isEmpty();
        assertThat(cell(zones, "left_lower_score")).isEqualTo("2");
        assertThat(cell(zones, "left_lower_opacity_percent")).isEqualTo("30.0");
        assertThat(cell(bare, "notes")).isEqualTo("THICK_SLICES CONTRAST");
        assertThat(cell(bare, "model")).isEqualTo("net 1");
        assertThat(cell(bare, "slice_distance_mm")).isEqualTo("2.5");
    }

    @Test
    void whatTheHeaderTellsOfTheReconstructionHasItsColumns() throws IOException {
        List<String> bare = lines("a", bare(List.of()));
        List<String> told = lines("b", bare(study("-B30f", 3.75), List.of()));

        assertThat(told.get(0)).isEqualTo(bare.get(0));
        assertThat(cell(bare, "kernel")).isEmpty();
        assertThat(cell(bare, "slice_thickness_mm")).isEmpty();
        assertThat(cell(told, "kernel")).isEqualTo("'-B30f");
        assertThat(cell(told, "slice_thickness_mm")).isEqualTo("3.75");
    }

    private static String cell(List<String> lines, String column) {
        int at = List.of(lines.get(0).split(",", -1)).indexOf(column);
        assertThat(at).as(column).isNotNegative();
        return lines.get(1).split(",", -1)[at];
    }

    @Test
    void aReferenceMayHoldWhatSeparatesCells() throws IOException {
        assertThat(lines("a,\"b\"", bare(List.of())).get(1)).startsWith("\"a,\"\"b\"\"\",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)"})
    void aReferenceIsNoFormula(String reference) throws IOException {
        assertThat(lines(reference, bare(List.of())).get(1)).startsWith("'" + reference + ",");
    }
}
