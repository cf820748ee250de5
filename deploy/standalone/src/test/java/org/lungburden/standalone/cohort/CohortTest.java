package org.lungburden.standalone.cohort;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.nifti.NiftiWriter;
import org.lungburden.standalone.cohort.CohortDocument.Missing;
import org.lungburden.standalone.cohort.plot.Plots;
import org.lungburden.statistics.Figure;

/** Masks of 10 x 8 x 6 voxels of 2 x 2 x 5 mm, 0.02 mL each. */
class CohortTest {
    private static final Affine GRID = Affine.ofRows(-2, 0, 0, 50, 0, -2, 0, 60, 0, 0, 5, -300);
    private static final String NAMES =
            "study,folder,status,error_code,reference,lung_ml,opacity_ml,ground_glass_ml,high_opacity_ml,opacity_percent\n";

    @TempDir
    Path folder;

    private Path references;
    private final StringBuilder table = new StringBuilder(NAMES);

    @BeforeEach
    void folders() throws IOException {
        references = Files.createDirectory(folder.resolve("references"));
    }

    /** The first voxels of a mask: as many as told are lung, ground glass, high opacity. */
    private static byte[][] voxels(int lung, int groundGlass, int highOpacity) {
        byte[][] labels = new byte[6][80];
        for (int n = 0; n < lung + groundGlass + highOpacity; n++) {
            labels[n / 80][n % 80] = (byte) (n < groundGlass ? 2 : n < groundGlass + highOpacity ? 3 : 1);
        }
        return labels;
    }

    private void result(String study, int lung, int groundGlass, int highOpacity) throws IOException {
        Path file = Files.createDirectory(folder.resolve(study)).resolve("labels.nii.gz");
        write(voxels(lung, groundGlass, highOpacity), GRID, file);
        row(study, lung + groundGlass + highOpacity, groundGlass, highOpacity);
    }

    private void row(String study, int lung, int groundGlass, int highOpacity) {
        table.append(String.format(
                Locale.ROOT,
                "%s.zip,%s,SUCCEEDED,,ref-%s,%.2f,%.2f,%.2f,%.2f,%.4f%n",
                study,
                study,
                study,
                0.02 * lung,
                0.02 * (groundGlass + highOpacity),
                0.02 * groundGlass,
                0.02 * highOpacity,
                100.0 * (groundGlass + highOpacity) / lung));
    }

    private static void write(byte[][] labels, Affine grid, Path file) throws IOException {
        NiftiWriter.writeLabels(new LabelVolume(labels, 10, 8, grid), null, file);
    }

    private Cohort cohort() throws IOException {
        Path file = Files.writeString(folder.resolve("cohort.csv"), table);
        return Cohort.read(file, references, "test", (study, number) -> {});
    }

    private static CohortDocument.Agreement agreement(Cohort cohort) {
        return requireNonNull(cohort.document().agreement());
    }

    private static List<CohortDocument.Compared> pairs(Cohort cohort, Measure measure) {
        return requireNonNull(cohort.comparison()).pairs(measure);
    }

    private static Figure<Double> dice(Cohort cohort, String study, Measure measure) {
        return agreement(cohort).studies().stream()
                .filter(pair -> pair.study().equals(study))
                .map(pair -> pair.dice().get(measure.column()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void masksAreFoundByNameAndCounted() throws IOException {
        result("a", 100, 40, 10);
        result("b", 100, 40, 10);
        result("c", 100, 0, 0);
        write(voxels(90, 20, 10), GRID, references.resolve("a.nii.gz"));
        write(
                voxels(100, 40, 10),
                GRID,
                Files.createDirectory(references.resolve("b")).resolve("labels.nii.gz"));
        write(voxels(100, 0, 0), GRID, references.resolve("ref-c.nii.gz"));

        Cohort cohort = cohort();

        assertThat(agreement(cohort).notCompared()).isEmpty();
        // of a the first 20 voxels are ground glass in both, 40 and 20 on either side
        assertThat(dice(cohort, "a.zip", Measure.GROUND_GLASS)).isEqualTo(Figure.of(2.0 * 20 / (40 + 20)));
        assertThat(dice(cohort, "a.zip", Measure.HIGH_OPACITY)).isEqualTo(Figure.of(0.0));
        assertThat(dice(cohort, "a.zip", Measure.OPACITY)).isEqualTo(Figure.of(2.0 * 30 / (50 + 30)));
        assertThat(dice(cohort, "a.zip", Measure.LUNG)).isEqualTo(Figure.of(2.0 * 120 / (150 + 120)));
        assertThat(dice(cohort, "b.zip", Measure.LUNG)).isEqualTo(Figure.of(1.0));
        assertThat(dice(cohort, "c.zip", Measure.OPACITY).value()).isNull();
        assertThat(pairs(cohort, Measure.BURDEN).get(0).reference()).isEqualTo(100.0 * 30 / 120);
        String json = new String(cohort.json(), UTF_8);
        assertThat(json).doesNotContain("NaN").doesNotContain("Infinity").contains("\"absent\" : \"NOT_PRESENT\"");
    }

    @Test
    void anotherOrientationOfTheSameVoxelsIsTheSame() throws IOException {
        result("a", 100, 40, 10);
        byte[][] labels = voxels(100, 40, 10);
        byte[][] turned = new byte[6][80];
        for (int n = 0; n < 480; n++) {
            turned[5 - n / 80][79 - n % 80] = labels[n / 80][n % 80];
        }
        Affine reversed = GRID.compose(Affine.ofRows(-1, 0, 0, 9, 0, -1, 0, 7, 0, 0, -1, 5));
        write(turned, reversed, references.resolve("a.nii.gz"));

        assertThat(dice(cohort(), "a.zip", Measure.GROUND_GLASS)).isEqualTo(Figure.of(1.0));
    }

    @Test
    void whatCannotBeComparedIsNamed() throws IOException {
        for (String study : List.of("none", "shifted", "larger", "value", "text", "other", "away")) {
            result(study, 100, 40, 10);
        }
        write(
                voxels(9, 9, 9),
                Affine.ofRows(-2, 0, 0, 50.3, 0, -2, 0, 60, 0, 0, 5, -300),
                references.resolve("shifted.nii.gz"));
        NiftiWriter.writeLabels(
                new LabelVolume(new byte[7][80], 10, 8, GRID), null, references.resolve("larger.nii.gz"));
        byte[][] wrong = voxels(9, 9, 9);
        wrong[3][7] = (byte) 254;
        write(wrong, GRID, references.resolve("value.nii.gz"));
        Files.writeString(references.resolve("text.nii.gz"), "no mask");
        write(voxels(9, 9, 9), GRID, references.resolve("other.nii.gz"));
        write(voxels(50, 40, 10), GRID, folder.resolve("other").resolve("labels.nii.gz"));
        Files.delete(folder.resolve("away").resolve("labels.nii.gz"));
        row("../references/other", 27, 9, 9);

        CohortDocument.Agreement agreement = agreement(cohort());

        assertThat(agreement.compared()).isZero();
        assertThat(agreement.notCompared().stream().collect(Collectors.toMap(Missing::study, Missing::reason)))
                .isEqualTo(Map.of(
                        "none.zip", "NO_REFERENCE",
                        "shifted.zip", "GRID_DIFFERS",
                        "larger.zip", "GRID_DIFFERS",
                        "value.zip", "REFERENCE_UNREADABLE",
                        "text.zip", "REFERENCE_UNREADABLE",
                        "other.zip", "LABELS_OF_ANOTHER_STUDY",
                        "away.zip", "NO_LABELS",
                        "../references/other.zip", "NO_LABELS"));
        assertThat(agreement.notCompared())
                .extracting(Missing::detail)
                .contains(
                        "the reference lies 0.30 mm beside the result",
                        "the reference has 10 x 8 x 7 voxels, the result 10 x 8 x 6");
    }

    @Test
    void aReaderOfLesionsAloneTellsNothingOfTheLung() throws IOException {
        result("a", 100, 40, 10);
        write(voxels(0, 40, 10), GRID, references.resolve("a.nii.gz"));

        Cohort cohort = cohort();

        assertThat(pairs(cohort, Measure.LUNG)).isEmpty();
        assertThat(pairs(cohort, Measure.BURDEN)).isEmpty();
        assertThat(pairs(cohort, Measure.OPACITY)).hasSize(1);
    }

    @Test
    void tablesAndPlotsShowWhatWasComputed() throws IOException {
        Random random = new Random(3);
        for (int n = 0; n < 12; n++) {
            int groundGlass = random.nextInt(120);
            result("s" + n, 200, groundGlass, 20);
            write(
                    voxels(200, Math.max(0, groundGlass - random.nextInt(9)), 20),
                    GRID,
                    references.resolve("s" + n + ".nii.gz"));
        }
        table.append("r.zip,r,FAILED,NO_LUNG_FOUND,,,,,,\n");
        StringWriter printed = new StringWriter();

        Cohort cohort = cohort();
        cohort.print(new PrintWriter(printed, true));
        Map<String, String> plots = Plots.of(cohort);

        assertThat(printed.toString())
                .contains("13 studies, 12 with numbers", "NO_LUNG_FOUND", "12 studies compared with the reference")
                .doesNotContain("NaN");
        assertThat(plots.keySet())
                .contains("burden-histogram.svg", "bland-altman-lung.svg", "scatter-burden.svg")
                .hasSize(11);
        assertThat(plots.values()).allSatisfy(svg -> assertThat(svg).doesNotContain("NaN"));
        assertThat(requireNonNull(plots.get("scatter-opacity.svg")).split("<circle", -1))
                .hasSize(13);
    }
}
