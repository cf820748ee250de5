package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.dicom.series.SeriesUpload.SLICES;
import static org.lungburden.dicom.series.SeriesUpload.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.dicom.file.Tag;
import org.lungburden.study.Study;
import org.lungburden.testing.TestSlice;

/** What headers tell against the numbers, though the slices are a volume. */
class SeriesFlagsTest {
    @TempDir
    Path folder;

    /** Slices 2 mm apart. */
    private Study read(Consumer<TestSlice> change) throws IOException {
        return new SeriesUpload().series("1.2.3.10", SLICES, change).read(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MonoPlus 40 keV", "Mono 140keV", "GSI 55 KEV"})
    void anEnergyFarFromTheOrdinaryIsNoted(String description) throws Exception {
        assertThat(read(text(Tag.SERIES_DESCRIPTION, "LO", description)).quality())
                .singleElement()
                .satisfies(flag -> {
                    assertThat(flag.code()).isEqualTo("MONOENERGETIC");
                    assertThat(description.toUpperCase(Locale.ROOT).replace(" KEV", "KEV"))
                            .endsWith("%.0fKEV".formatted(flag.value()));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"MonoPlus 70 keV", "Mono 80 keV", "Thorax 120 kV", "Study 40"})
    void anOrdinaryEnergyIsNot(String description) throws Exception {
        assertThat(read(text(Tag.SERIES_DESCRIPTION, "LO", description)).quality())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.8", "4", "-4"})
    void aSpacingThatContradictsThePositionsIsNoted(String spacing) throws Exception {
        assertThat(read(text(Tag.SPACING_BETWEEN_SLICES, "DS", spacing)).quality())
                .singleElement()
                .satisfies(flag -> {
                    assertThat(flag.code()).isEqualTo("SLICE_DISTANCE_SUSPECT");
                    assertThat(flag.value()).isEqualTo(2.0);
                    assertThat(flag.message())
                            .contains("2 mm apart, but SpacingBetweenSlices is " + spacing.replace("-", "") + " mm.");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2.000001", "1.95", "-2", "0"})
    void aSpacingThatAgreesIsNot(String spacing) throws Exception {
        assertThat(read(text(Tag.SPACING_BETWEEN_SLICES, "DS", spacing)).quality())
                .isEmpty();
    }

    /** Neither of several values is that of the scan. */
    @Test
    void aSpacingThatDiffersFromSliceToSliceTellsNothing() throws Exception {
        Study study = SeriesUpload.slices(
                        "1.2.3.10",
                        SLICES,
                        (k, slice) -> slice.text(Tag.SPACING_BETWEEN_SLICES, "DS", "" + (3 + k % 2)))
                .read(folder);
        assertThat(study.quality()).isEmpty();
    }
}
