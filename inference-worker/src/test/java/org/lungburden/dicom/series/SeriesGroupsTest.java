package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lungburden.dicom.series.SeriesUpload.SLICES;
import static org.lungburden.dicom.series.SeriesUpload.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.dicom.file.Tag;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.SeriesChoiceException;
import org.lungburden.error.SeriesOption;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.SeriesChoice;
import org.lungburden.study.Study;
import org.lungburden.testing.RealCt;
import org.lungburden.testing.TestSlice;

/** What of an upload belongs together, and what is no volume. */
class SeriesGroupsTest {
    private static final String CHEST = "1.2.3.10";
    private static final String OTHER = "1.2.3.2";

    @TempDir
    Path folder;

    static Stream<Arguments> noVolumes() {
        Consumer<TestSlice> sagittal = text(Tag.IMAGE_ORIENTATION_PATIENT, "DS", "0\\1\\0\\0\\0\\-1");
        return Stream.of(
                other("all images at one place", upload -> {
                    for (int n = 0; n < 9; n++) {
                        upload.image(OTHER, 10, slice -> {});
                    }
                }),
                other("too few slices", upload -> upload.series(OTHER, 3)),
                other("too few slices", upload -> upload.image(CHEST, 4, sagittal)),
                other(
                        "compressed in a way that is not supported",
                        upload -> upload.series(OTHER, 40, 1, slice -> slice.syntax("1.2.840.10008.1.2.4.53"))),
                other(
                        "unevenly spaced slices",
                        upload -> upload.series(OTHER, 40, 1, slice -> {})
                                .image(OTHER, 40.5, slice -> {})
                                .image(OTHER, 7.3, slice -> {})),
                other(
                        "several different slices at one place",
                        upload -> upload.series(OTHER, 40).series(OTHER, 40)));
    }

    private static Arguments other(String reason, Consumer<SeriesUpload> other) {
        return Arguments.of(reason, other);
    }

    @ParameterizedTest
    @MethodSource("noVolumes")
    void whatIsNoVolumeIsLeftOut(String reason, Consumer<SeriesUpload> other) throws Exception {
        SeriesUpload upload = new SeriesUpload();
        other.accept(upload);
        Study study = upload.series(CHEST, SLICES).read(folder);
        assertThat(study.seriesInstanceUid()).isEqualTo(CHEST);
        assertThat(study.scan().slices()).isEqualTo(SLICES);
        SeriesChoice choice = Objects.requireNonNull(study.series());
        assertThat(choice.reason()).isEqualTo("It is the only CT series that is a volume.");
        assertThat(choice.others()).extracting(SeriesOption::reason).containsExactly(reason);
    }

    /** Pages of dose values and pictures of the screen have no place, also within the series of the scan. */
    @Test
    void aPageWithoutAPlaceIsLeftOut() throws Exception {
        Study study = new SeriesUpload()
                .image(
                        CHEST,
                        0,
                        slice -> slice.text(Tag.IMAGE_TYPE, "CS", "DERIVED\\SECONDARY\\SCREEN SAVE")
                                .without(Tag.IMAGE_POSITION_PATIENT))
                .series(CHEST, SLICES)
                .read(folder);
        assertThat(study.scan().slices()).isEqualTo(SLICES);
    }

    /** A damaged file of another series does no harm. */
    @Test
    void aDamagedSliceCountsOnlyInItsOwnSeries() throws Exception {
        SeriesUpload upload =
                new SeriesUpload().series(CHEST, SLICES).image(OTHER, 0, slice -> slice.without(Tag.PIXEL_DATA));
        assertThat(upload.read(folder).scan().slices()).isEqualTo(SLICES);
        assertCode(upload.image(CHEST, 100, slice -> slice.without(Tag.PIXEL_DATA)), ErrorCode.CORRUPT_IMAGE);
    }

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

    @Test
    void identicalFilesAreOneSlice() throws Exception {
        assertThat(new SeriesUpload()
                        .series(CHEST, SLICES)
                        .twice(file -> file)
                        .read(folder)
                        .scan()
                        .slices())
                .isEqualTo(SLICES);
    }

    static Stream<Consumer<TestSlice>> uids() {
        return Stream.of(slice -> slice.without(Tag.SOP_INSTANCE_UID), text(Tag.SOP_INSTANCE_UID, "UI", "1.2.3"));
    }

    /** Without a UID that proves it, equal Hounsfield units do. */
    @ParameterizedTest
    @MethodSource("uids")
    void equalPixelsAreOneSlice(Consumer<TestSlice> uid) throws Exception {
        SeriesUpload upload = new SeriesUpload().series(CHEST, SLICES, uid).twice(file -> file.clone());
        assertThat(upload.read(folder).scan().slices()).isEqualTo(SLICES);
    }

    @ParameterizedTest
    @MethodSource("uids")
    void differentPixelsAtOnePlaceAreNoCopies(Consumer<TestSlice> uid) {
        assertCode(
                new SeriesUpload().series(CHEST, SLICES, uid).series(CHEST, SLICES, uid), ErrorCode.DUPLICATE_SLICES);
    }

    /** An archive sends a series twice under two UIDs. */
    @Test
    void equalSeriesAreNotAmbiguous() throws Exception {
        SeriesUpload upload = new SeriesUpload();
        for (String uid : List.of(OTHER, CHEST)) {
            for (int k = 0; k < SLICES; k++) {
                int value = k;
                upload.image(uid, 2 * k, slice -> slice.pixels(1124, value, 1, 2, 3, 4, 5, 6, 7, 8, 9, 4095));
            }
        }
        assertThat(upload.read(folder).seriesInstanceUid()).isEqualTo(CHEST);
    }

    /** Scanners that go step by step count each slice as an acquisition. */
    @Test
    void anAcquisitionForEachSliceIsOneVolume() throws Exception {
        SeriesUpload upload = new SeriesUpload();
        for (int k = 0; k < SLICES; k++) {
            upload.image(CHEST, 5 * k, text(Tag.ACQUISITION_NUMBER, "IS", "" + k));
        }
        assertThat(upload.read(folder).scan().slices()).isEqualTo(SLICES);
    }

    /** Neck and chest in one series, with a gap between them. */
    @Test
    void acquisitionsWithAGapAreTwoGroups() throws Exception {
        SeriesUpload upload = new SeriesUpload();
        for (int k = 0; k < SLICES; k++) {
            upload.image(CHEST, 2 * k, text(Tag.ACQUISITION_NUMBER, "IS", "1"));
        }
        for (int k = 0; k < 2 * SLICES; k++) {
            upload.image(CHEST, 101 + 2 * k, text(Tag.ACQUISITION_NUMBER, "IS", "2"));
        }
        assertThat(upload.read(folder).scan().slices()).isEqualTo(2 * SLICES);
    }

    @Test
    void twoPatientsOrTwoStudiesAreAmbiguous() {
        SeriesUpload patients = new SeriesUpload()
                .series(CHEST, SLICES, text(Tag.PATIENT_ID, "LO", "Miller"))
                .series(OTHER, SLICES, text(Tag.PATIENT_ID, "LO", "Baker"));
        assertThatThrownBy(() -> patients.read(folder)).isInstanceOfSatisfying(SeriesChoiceException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.AMBIGUOUS_SERIES);
            assertThat(e.detail())
                    .isEqualTo("Not measured: the upload holds CT series of 2 patients (PatientID). Choose one with "
                            + "seriesInstanceUid.");
            assertThat(e.candidates())
                    .containsExactly(
                            new SeriesOption(CHEST, SLICES, 2.0, "a volume"),
                            new SeriesOption(OTHER, SLICES, 2.0, "a volume"));
        });
        SeriesUpload studies = new SeriesUpload()
                .series(CHEST, SLICES)
                .series(OTHER, SLICES, text(Tag.STUDY_INSTANCE_UID, "UI", "1.4"));
        assertThatThrownBy(() -> studies.read(folder)).hasMessageContaining("CT series of 2 studies");
    }

    private static SeriesUpload slices(BiConsumer<Integer, TestSlice> change) {
        SeriesUpload upload = new SeriesUpload();
        for (int k = 0; k < 2 * SLICES; k++) {
            int n = k;
            upload.image(CHEST, 2 * k, slice -> change.accept(n, slice));
        }
        return upload;
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
        Study study = slices(change).read(folder);
        assertThat(study.scan().slices()).as(name).isEqualTo(2 * SLICES);
        assertThat(Objects.requireNonNull(study.series()).others()).isEmpty();
    }

    /** Two scans whose slices lie between each other's stay apart. */
    @Test
    void interleavedVolumesStayApart() {
        assertCode(
                slices((k, slice) -> slice.text(Tag.FRAME_OF_REFERENCE_UID, "UI", "1." + k % 2)),
                ErrorCode.AMBIGUOUS_SERIES);
        assertCode(
                slices((k, slice) -> slice.text(Tag.SERIES_INSTANCE_UID, "UI", k % 2 == 0 ? CHEST : OTHER)),
                ErrorCode.AMBIGUOUS_SERIES);
    }

    /** Two kernels are two scans' worth of noise, though their slices alternate evenly. */
    @Test
    void interleavedKernelsAreTwoGroups() throws Exception {
        Study study = slices((k, slice) -> slice.text(Tag.CONVOLUTION_KERNEL, "SH", k % 2 == 0 ? "B30f" : "B70f"))
                .read(folder);
        assertThat(study.scan().slices()).isEqualTo(SLICES);
        assertThat(Objects.requireNonNull(study.dicom()).kernel()).isEqualTo("B30f");
    }

    @ParameterizedTest
    @CsvSource({"31, 2.5", "5, 5"})
    void scansWithoutAcquisitionNumbersAreTwoGroups(double gapMm, double stepMm) throws Exception {
        SeriesUpload upload = new SeriesUpload().series(CHEST, 2 * SLICES);
        for (int k = 0; k < SLICES; k++) {
            upload.image(CHEST, 4 * SLICES - 2 + gapMm + stepMm * k, slice -> {});
        }
        Study study = upload.read(folder);
        assertThat(study.scan().slices()).isEqualTo(2 * SLICES);
        assertThat(Objects.requireNonNull(study.series()).others())
                .extracting(SeriesOption::slices)
                .containsExactly(SLICES);
    }

    /** A fault within one scan is no end of it. */
    @Test
    void aShiftWithinAScanIsNoBreak() {
        SeriesUpload upload = new SeriesUpload();
        for (int k = 0; k < 2 * SLICES; k++) {
            upload.image(CHEST, 2 * k + (k < SLICES ? 0 : 1.5), slice -> {});
        }
        assertCode(upload, ErrorCode.UNEVEN_SPACING);
    }

    @Test
    void aDerivedPictureWithoutAPlaceIsLeftOut() throws Exception {
        Consumer<TestSlice> page = slice ->
                slice.text(Tag.IMAGE_TYPE, "CS", "DERIVED\\PRIMARY\\OTHER").without(Tag.IMAGE_POSITION_PATIENT);
        assertThat(new SeriesUpload()
                        .series(CHEST, SLICES)
                        .image(CHEST, 90, page)
                        .read(folder)
                        .scan()
                        .slices())
                .isEqualTo(SLICES);
        SeriesUpload gap = new SeriesUpload()
                .series(CHEST, SLICES)
                .image(CHEST, 24 + 2, slice -> {})
                .image(CHEST, 24, page);
        assertThatThrownBy(() -> gap.read(folder)).hasMessageContaining("ImagePositionPatient");
    }

    /** A report or a scout of another study is no reason to refuse the scan. */
    @Test
    void onlyVolumesOfAnotherStudyAreAmbiguous() throws Exception {
        Study study = new SeriesUpload()
                .series(CHEST, SLICES)
                .series(OTHER, 2, text(Tag.STUDY_INSTANCE_UID, "UI", "1.4"))
                .read(folder);
        assertThat(study.seriesInstanceUid()).isEqualTo(CHEST);
    }

    @Test
    void theClientChooses() throws Exception {
        SeriesUpload upload = new SeriesUpload()
                .series(CHEST, SLICES)
                .series(OTHER, SLICES - 2, text(Tag.STUDY_INSTANCE_UID, "UI", "1.4"));
        Study study = upload.read(folder, OTHER);
        assertThat(study.seriesInstanceUid()).isEqualTo(OTHER);
        assertThat(study.scan().slices()).isEqualTo(SLICES - 2);
        assertThat(Objects.requireNonNull(study.series()).reason()).isEqualTo("The request asks for this series.");
        assertThatThrownBy(() -> upload.read(folder, "1.2.3.999"))
                .isInstanceOfSatisfying(SeriesChoiceException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SERIES_NOT_FOUND);
                    assertThat(e.candidates())
                            .extracting(SeriesOption::seriesInstanceUid)
                            .containsExactly(CHEST, OTHER);
                });
    }

    @Test
    void aChosenSeriesThatIsNoVolumeSaysWhy() {
        SeriesUpload upload = new SeriesUpload().series(CHEST, SLICES).series(OTHER, 3);
        assertThatThrownBy(() -> upload.read(folder, OTHER)).hasMessageStartingWith("TOO_FEW_SLICES");
    }

    /** Given with their right answers in the shared data. */
    @ParameterizedTest
    @ValueSource(strings = {"series-bolus-tracking", "series-uid-per-slice"})
    void fieldCasesReadAsTheirBase(String name) throws Exception {
        Study base = read("base-24-slices-of-60");
        Study study = read(name);
        assertThat(study.scan().hu()).isDeepEqualTo(base.scan().hu());
        assertThat(study.scan().affine().rows())
                .containsExactly(base.scan().affine().rows(), within(1e-9));
    }

    @Test
    void fieldCaseOfCopies() throws Exception {
        Study study = read("identical-copies");
        assertThat(study.scan().slices()).isEqualTo(12);
        assertThat(study.scan().affine().at(2, 2)).isEqualTo(10, within(1e-9));
    }

    @Test
    void fieldCaseOfRoundedPositions() throws Exception {
        Study study = read("spacing-1.25-rounded-0.1");
        assertThat(study.scan().slices()).isEqualTo(40);
        assertThat(study.scan().affine().at(2, 2)).isEqualTo(1.25, within(0.001));
    }

    private static Study read(String name) throws Exception {
        return new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE)
                .read(RealCt.file("field-cases/" + name + ".zip"), progress -> {});
    }

    private void assertCode(SeriesUpload upload, ErrorCode code) {
        assertThatThrownBy(() -> upload.read(folder))
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
