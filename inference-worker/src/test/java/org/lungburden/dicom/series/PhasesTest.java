package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungburden.dicom.series.SeriesUpload.SLICES;
import static org.lungburden.dicom.series.SeriesUpload.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.dicom.file.Tag;
import org.lungburden.error.SeriesOption;
import org.lungburden.study.Study;
import org.lungburden.testing.TestSlice;

/** Several phases, or reconstructions, at the same places in one series. */
class PhasesTest {
    private static final String CHEST = "1.2.3.10";
    private static final String CHOOSE =
            ". Choose one with seriesInstanceUid and the number of its volume behind a colon, such as 1.2.3.10:1.";

    @TempDir
    Path folder;

    static Stream<Arguments> phases() {
        return Stream.of(
                Arguments.of(Tag.ACQUISITION_NUMBER, "IS", "1", "2", "AcquisitionNumber: 1 (12 slices), 2 (12 slices)"),
                Arguments.of(
                        Tag.TEMPORAL_POSITION_IDENTIFIER,
                        "IS",
                        "1",
                        "",
                        "TemporalPositionIdentifier: 1 (12 slices), no value (12 slices)"),
                Arguments.of(
                        Tag.NOMINAL_PERCENTAGE_OF_CARDIAC_PHASE,
                        "DS",
                        "40",
                        "75",
                        "NominalPercentageOfCardiacPhase: 40 (12 slices), 75 (12 slices)"),
                Arguments.of(
                        Tag.IMAGE_TYPE,
                        "CS",
                        "ORIGINAL\\PRIMARY\\AXIAL\\A",
                        "ORIGINAL\\PRIMARY\\AXIAL\\B",
                        "ImageType: 12 slices, 12 slices"),
                Arguments.of(Tag.CONVOLUTION_KERNEL, "SH", "B31f", "B40f", "ConvolutionKernel: 12 slices, 12 slices"),
                Arguments.of(
                        Tag.CONTRAST_BOLUS_AGENT,
                        "LO",
                        "MILLER JANE",
                        "MILLER JOHN",
                        "ContrastBolusAgent: 12 slices, 12 slices"));
    }

    @ParameterizedTest
    @MethodSource("phases")
    void phasesAtOnePlaceAreTwoGroups(int tag, String vr, String one, String other, String differ) throws Exception {
        Study study = new SeriesUpload()
                .series(CHEST, SLICES + 3, text(tag, vr, one))
                .series(CHEST, SLICES, text(tag, vr, other))
                .read(folder);
        assertThat(study.scan().slices()).isEqualTo(SLICES + 3);
        assertThat(Objects.requireNonNull(study.series()).others())
                .containsExactly(new SeriesOption(CHEST, SLICES, 2.0, "fewer slices", number(study)));
        assertAmbiguous(
                new SeriesUpload()
                        .series(CHEST, SLICES, text(tag, vr, one))
                        .series(CHEST, SLICES, text(tag, vr, other)),
                "2 phases or reconstructions that are equally suitable. They differ in " + differ + CHOOSE);
    }

    /** That of the other of two volumes. */
    private static int number(Study study) {
        return Objects.requireNonNull(study.series()).reason().endsWith("It is volume 1 of its series.") ? 2 : 1;
    }

    /** No single attribute tells them all apart. */
    @Test
    void fourPhasesByTwoAttributesAreNamedByBoth() {
        SeriesUpload upload = new SeriesUpload();
        for (String acquisition : List.of("1", "2")) {
            for (String kilovolts : List.of("80", "140")) {
                upload.series(
                        CHEST,
                        SLICES,
                        slice -> slice.text(Tag.ACQUISITION_NUMBER, "IS", acquisition)
                                .text(Tag.KVP, "DS", kilovolts));
            }
        }
        assertAmbiguous(
                upload,
                "4 phases or reconstructions that are equally suitable. They differ in AcquisitionNumber, KVP: "
                        + "12 slices, 12 slices, 12 slices, 12 slices" + CHOOSE);
    }

    private interface Times extends IntFunction<Consumer<TestSlice>> {}

    /** By the number of the file: two passes of 12 slices. */
    static Stream<Arguments> times() {
        return Stream.of(
                times("ContentTime", 240, n -> text(Tag.CONTENT_TIME, "TM", n < SLICES ? "120100" : "120500")),
                times(
                        "AcquisitionTime",
                        26,
                        n -> text(Tag.ACQUISITION_TIME, "TM", "1201" + (10 + n + n / SLICES * 14))),
                times(
                        "AcquisitionTime",
                        600,
                        n -> slice -> slice.text(Tag.ACQUISITION_DATE, "DA", n < SLICES ? "20251231" : "20260101")
                                .text(Tag.ACQUISITION_TIME, "TM", n < SLICES ? "235500.0" : "000500.0")),
                times(
                        "AcquisitionDateTime",
                        30.5,
                        n -> text(
                                Tag.ACQUISITION_DATE_TIME,
                                "DT",
                                n < SLICES ? "20260102120100.25+0100" : "20260102120130.75+0100")),
                times("TriggerTime", 0.4, n -> text(Tag.TRIGGER_TIME, "DS", n < SLICES ? "100" : "500")));
    }

    private static Arguments times(String keyword, double laterSeconds, Times times) {
        return Arguments.of(keyword, SpacingFault.decimal(laterSeconds), times);
    }

    @ParameterizedTest
    @MethodSource("times")
    void passesAreToldApartByTheirTimes(String keyword, String laterSeconds, Times times) throws Exception {
        assertAmbiguous(
                passes(SLICES, SLICES, times),
                "the series holds 2 phases or reconstructions that are equally suitable. They differ in " + keyword
                        + ": 12 slices, 12 slices from " + laterSeconds + " s later" + CHOOSE);
    }

    private static SeriesUpload passes(int first, int second, Times times) {
        SeriesUpload upload = new SeriesUpload();
        for (int n = 0; n < first + second; n++) {
            upload.image(CHEST, 2 * (n < first ? n : n - first), times.apply(n));
        }
        return upload;
    }

    /** The long pause lies between the passes, though each could give slices to the other. */
    @Test
    void theLongestPauseEndsAPass() throws Exception {
        Times seconds = n -> text(Tag.ACQUISITION_TIME, "TM", n < SLICES ? "1201" + (10 + n) : "1202" + (10 + n));
        assertThat(passes(SLICES, 9, seconds).read(folder).scan().slices()).isEqualTo(SLICES);
        SeriesUpload downwards = new SeriesUpload();
        for (int n = 0; n < SLICES + 9; n++) {
            downwards.image(CHEST, 2 * (n < 9 ? n : SLICES + 8 - n), seconds.apply(n < 9 ? n : n + 3));
        }
        Study study = downwards.read(folder);
        assertThat(study.scan().slices()).isEqualTo(SLICES);
        assertThat(Objects.requireNonNull(study.series()).others())
                .extracting(SeriesOption::slices)
                .containsExactly(9);
    }

    /** Times that do not tell two passes apart: each slice again at once, or one slice alone again. */
    @Test
    void repeatedSlicesAreNoPass() {
        SeriesUpload atOnce = new SeriesUpload();
        for (int n = 0; n < 2 * SLICES; n++) {
            atOnce.image(CHEST, 2 * (n / 2), text(Tag.CONTENT_TIME, "TM", "1201" + (10 + n)));
        }
        assertThatThrownBy(() -> atOnce.read(folder)).hasMessageStartingWith("DUPLICATE_SLICES");
        SeriesUpload one = passes(SLICES, 0, n -> text(Tag.CONTENT_TIME, "TM", "120100"))
                .image(CHEST, 4, text(Tag.CONTENT_TIME, "TM", "120500"));
        assertThatThrownBy(() -> one.read(folder)).hasMessageStartingWith("DUPLICATE_SLICES");
    }

    /** An archive that sends a series twice may write the time anew. */
    @Test
    void copiesOfAnotherTimeAreCopies() throws Exception {
        SeriesUpload upload = new SeriesUpload();
        for (int n = 0; n < 2 * SLICES; n++) {
            int k = n % SLICES;
            String time = n < SLICES ? "120100" : "120500";
            upload.image(
                    CHEST,
                    2 * k,
                    slice -> slice.text(Tag.CONTENT_TIME, "TM", time).pixels(1124, k, 1, 2, 3, 4, 5, 6, 7, 8, 9, 4095));
        }
        assertThat(upload.read(folder).scan().slices()).isEqualTo(SLICES);
    }

    private void assertAmbiguous(SeriesUpload upload, String sentence) {
        assertThatThrownBy(() -> upload.read(folder))
                .hasMessageStartingWith("AMBIGUOUS_SERIES")
                .hasMessageEndingWith(sentence);
    }
}
