package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungburden.dicom.series.SeriesUpload.SLICES;
import static org.lungburden.dicom.series.SeriesUpload.text;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.dicom.file.Tag;
import org.lungburden.error.ErrorCode;
import org.lungburden.study.Study;
import org.lungburden.testing.TestSlice;

/** Exports drop or replace the identifiers of patient, study, series and frame of reference. */
class OddUidsTest {
    private static final String CHEST = "1.2.3.10";
    private static final String OTHER = "1.2.3.2";

    @TempDir
    Path folder;

    @Test
    void aSeriesForEachSliceIsOneVolume() throws Exception {
        SeriesUpload upload = new SeriesUpload();
        for (int k = 0; k < SLICES; k++) {
            upload.image("1.2.3." + (100 + k), 3 * k, slice -> {});
        }
        Study study = upload.read(folder);
        assertThat(study.scan().slices()).isEqualTo(SLICES);
        assertThat(study.seriesInstanceUid()).isEqualTo("1.2.3.100");
        assertThat(Objects.requireNonNull(study.series()).reason())
                .isEqualTo("It is the only CT series. The export gives its slices different series; together they are "
                        + "one volume.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.3.77", ""})
    void aStraySliceCompletesItsVolume(String uid) throws Exception {
        SeriesUpload upload = new SeriesUpload();
        for (int k = 0; k < SLICES; k++) {
            upload.image(k == 5 ? uid : CHEST, 3 * k, slice -> {});
        }
        assertThat(upload.read(folder).scan().slices()).isEqualTo(SLICES);
    }

    @Test
    void slicesOfAnotherFrameOfReferenceDoNotCompleteAVolume() throws Exception {
        SeriesUpload upload = new SeriesUpload();
        for (int k = 0; k < SLICES; k++) {
            String frame = k == 5 ? "1.9" : "1.8";
            upload.image(k == 5 ? OTHER : CHEST, 3 * k, text(Tag.FRAME_OF_REFERENCE_UID, "UI", frame));
        }
        assertCode(upload, ErrorCode.MISSING_SLICES);
    }

    static Stream<Arguments> oddUids() {
        return Stream.of(
                odd(
                        "padded patient",
                        (k, slice) -> slice.text(
                                Tag.PATIENT_ID,
                                "LO",
                                List.of("P12\0", "P12 ", " P12").get(k % 3))),
                odd(
                        "patient by case and blanks",
                        (k, slice) -> slice.text(
                                Tag.PATIENT_ID,
                                "LO",
                                List.of("AB 12", " ab12", "Ab  12").get(k % 3))),
                odd("patient missing in half", (k, slice) -> slice.text(Tag.PATIENT_ID, "LO", k % 2 == 0 ? "P" : "")),
                odd(
                        "study missing in half",
                        (k, slice) -> slice.text(Tag.STUDY_INSTANCE_UID, "UI", k % 2 == 0 ? "1.4" : "")),
                odd(
                        "frame missing in half",
                        (k, slice) -> slice.text(Tag.FRAME_OF_REFERENCE_UID, "UI", k % 2 == 0 ? "1.4" : "")),
                odd("frame for each slice", (k, slice) -> slice.text(Tag.FRAME_OF_REFERENCE_UID, "UI", "1.4." + k)),
                odd(
                        "frame changes",
                        (k, slice) -> slice.text(Tag.FRAME_OF_REFERENCE_UID, "UI", k < 13 ? "1.4" : "1.5")),
                odd(
                        "all for each slice",
                        (k, slice) -> slice.text(Tag.FRAME_OF_REFERENCE_UID, "UI", "1.4." + k)
                                .text(Tag.STUDY_INSTANCE_UID, "UI", "1.5." + k)
                                .text(Tag.SERIES_INSTANCE_UID, "UI", "1.6." + k)),
                odd("two series", (k, slice) -> slice.text(Tag.SERIES_INSTANCE_UID, "UI", k < 13 ? CHEST : OTHER)));
    }

    private static Arguments odd(String name, BiConsumer<Integer, TestSlice> change) {
        return Arguments.of(name, change);
    }

    /** Exports drop or replace what only names the scan. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("oddUids")
    void oneEvenStackIsOneVolume(String name, BiConsumer<Integer, TestSlice> change) throws Exception {
        Study study = SeriesUpload.slices(CHEST, 2 * SLICES, change).read(folder);
        assertThat(study.scan().slices()).as(name).isEqualTo(2 * SLICES);
        assertThat(Objects.requireNonNull(study.series()).others()).isEmpty();
    }

    private static final int MANY = 60;

    /** In the order of places, of names such as IM1, IM10, IM2, and in no order. */
    static Stream<Comparator<Integer>> orders() {
        return Stream.of(
                Comparator.naturalOrder(),
                Comparator.reverseOrder(),
                Comparator.comparing(String::valueOf),
                Comparator.comparing(k -> k * 37 % MANY));
    }

    /** Half of the lungs would be an even stack, too. */
    @ParameterizedTest
    @MethodSource("orders")
    void aMissingSliceIsToldWhenEachSliceHasItsOwnSeries(Comparator<Integer> order) {
        List<Integer> slices = IntStream.range(0, MANY)
                .filter(k -> k != 30)
                .boxed()
                .sorted(order)
                .toList();
        SeriesUpload series = new SeriesUpload();
        SeriesUpload all = new SeriesUpload();
        for (int k : slices) {
            series.image("1.2.3." + (100 + k), 3 * k, slice -> {});
            all.image(
                    "1.2.3." + (100 + k),
                    3 * k,
                    slice -> slice.text(Tag.FRAME_OF_REFERENCE_UID, "UI", "1.4." + k)
                            .text(Tag.STUDY_INSTANCE_UID, "UI", "1.5." + k));
        }
        for (SeriesUpload upload : List.of(series, all)) {
            assertThatThrownBy(() -> upload.read(folder))
                    .hasMessageStartingWith("MISSING_SLICES: Not measured: 1 slice is missing between z 87 and 93 mm");
        }
    }

    /** A slice of the pile that lies beside its place is told, too, not "too few slices". */
    @Test
    void anOddSliceIsToldWhenEachSliceHasItsOwnSeries() {
        SeriesUpload upload = new SeriesUpload();
        for (int k = 0; k < MANY; k++) {
            upload.image("1.2.3." + (100 + k), k == 30 ? 91.2 : 3 * k, slice -> {});
        }
        assertCode(upload, ErrorCode.UNEVEN_SPACING);
    }

    /** Two scans whose slices lie between each other's stay apart. */
    @Test
    void interleavedVolumesStayApart() {
        assertCode(
                SeriesUpload.slices(
                        CHEST, 2 * SLICES, (k, slice) -> slice.text(Tag.FRAME_OF_REFERENCE_UID, "UI", "1." + k % 2)),
                ErrorCode.AMBIGUOUS_SERIES);
        assertCode(
                SeriesUpload.slices(
                        CHEST,
                        2 * SLICES,
                        (k, slice) -> slice.text(Tag.SERIES_INSTANCE_UID, "UI", k % 2 == 0 ? CHEST : OTHER)),
                ErrorCode.AMBIGUOUS_SERIES);
    }

    @Test
    void aPatientForEachImageIsToldAsTheCause() {
        SeriesUpload upload =
                SeriesUpload.slices(CHEST, SLICES, (k, slice) -> slice.text(Tag.PATIENT_ID, "LO", "ANON" + k));
        assertThatThrownBy(() -> upload.read(folder))
                .hasMessageStartingWith(
                        "AMBIGUOUS_SERIES: Not measured: the PatientID differs from image to image (12 in")
                .hasMessageContaining("give all of them one PatientID.");
    }

    private void assertCode(SeriesUpload upload, ErrorCode code) {
        upload.assertRefused(folder, code);
    }
}
