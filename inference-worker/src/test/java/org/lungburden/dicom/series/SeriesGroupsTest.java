package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungburden.dicom.series.SeriesUpload.SLICES;
import static org.lungburden.dicom.series.SeriesUpload.text;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.dicom.file.Tag;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.SeriesOption;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.SeriesChoice;
import org.lungburden.study.Study;
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

    /** Two kernels are two scans' worth of noise, though their slices alternate evenly. */
    @Test
    void interleavedKernelsAreTwoGroups() throws Exception {
        Study study = SeriesUpload.slices(
                        CHEST,
                        2 * SLICES,
                        (k, slice) -> slice.text(Tag.CONVOLUTION_KERNEL, "SH", k % 2 == 0 ? "B30f" : "B70f"))
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MIP",
                "MINIP",
                "MAX_IP",
                "MIN_IP",
                "PROJECTION IMAGE",
                "VOLUME_RENDER",
                "VRT",
                "SSD",
                "SUBTRACTION"
            })
    void projectionsAreNoVolume(String type) throws Exception {
        Consumer<TestSlice> projection = text(Tag.IMAGE_TYPE, "CS", "DERIVED\\PRIMARY\\AXIAL\\" + type);
        SeriesUpload alone = new SeriesUpload().series(OTHER, 2 * SLICES, projection);
        assertThatThrownBy(() -> alone.read(folder))
                .hasMessageStartingWith("NOT_HOUNSFIELD: Not measured: ImageType " + type)
                .hasMessageEndingWith("Send the original axial series.");
        assertThatThrownBy(() -> alone.read(folder, OTHER)).hasMessageStartingWith("NOT_HOUNSFIELD");
        assertThat(alone.series(CHEST, SLICES).read(folder).scan().slices()).isEqualTo(SLICES);
    }

    @Test
    void aReformatAloneIsNoted() throws Exception {
        SeriesUpload upload =
                new SeriesUpload().series(CHEST, SLICES, text(Tag.IMAGE_TYPE, "CS", "DERIVED\\SECONDARY\\MPR"));
        assertThat(upload.read(folder).quality()).extracting(QualityFlag::code).containsExactly("REFORMATTED");
    }

    /** An anonymizer wrote DERIVED\\SECONDARY into all slices and dropped the places of some. */
    @Test
    void aSliceWithoutAPlaceIsNoPageWhereAllAreSecondary() {
        Consumer<TestSlice> secondary = text(Tag.IMAGE_TYPE, "CS", "DERIVED\\SECONDARY");
        assertThatThrownBy(() -> new SeriesUpload()
                        .series(CHEST, SLICES, secondary)
                        .image(CHEST, 24, secondary.andThen(slice -> slice.without(Tag.IMAGE_POSITION_PATIENT)))
                        .read(folder))
                .hasMessageContaining("ImagePositionPatient");
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

    private void assertCode(SeriesUpload upload, ErrorCode code) {
        upload.assertRefused(folder, code);
    }
}
