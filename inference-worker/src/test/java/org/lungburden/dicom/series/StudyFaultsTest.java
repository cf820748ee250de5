package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungburden.dicom.series.TestUploads.files;
import static org.lungburden.dicom.series.TestUploads.read;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
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
import org.lungburden.study.MemoryCheck;
import org.lungburden.testing.RealCt;
import org.lungburden.testing.TestSlice;

/** What cannot be measured is told by code, and by a sentence that names the attribute. */
class StudyFaultsTest {
    private static final int[] DIFFERENT = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    @TempDir
    Path folder;

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("NO_CT_IMAGES", series -> series.clear()),
                fault("NO_CT_IMAGES", series -> series.forEach(slice -> slice.text(Tag.MODALITY, "CS", "MR"))),
                fault(
                        "NO_CT_IMAGES",
                        series -> series.forEach(
                                slice -> slice.without(Tag.MODALITY).without(Tag.SOP_CLASS_UID))),
                fault("TOO_FEW_SLICES", series -> series.subList(7, 10).clear()),
                fault("TOO_FEW_SLICES", series -> series.subList(1, 10).clear()),
                fault("MISSING_SLICES", series -> series.remove(4)),
                fault("MISSING_SLICES", series -> series.subList(3, 5).clear()),
                fault("DUPLICATE_SLICES", series -> series.add(TestSlice.at(4).pixels(DIFFERENT))),
                fault("DUPLICATE_SLICES", series -> series.addAll(TestSlice.series(10, TestUploads::another))),
                fault("UNEVEN_SPACING", series -> series.add(TestSlice.at(20.6))),
                fault("MIXED_GEOMETRY", series -> series.get(4).text(Tag.PIXEL_SPACING, "DS", "0.75\\0.51")),
                fault("MIXED_GEOMETRY", series -> series.get(4).text(Tag.PIXEL_SPACING, "DS", "0.76\\0.5")),
                fault("MIXED_GEOMETRY", series -> series.get(3).u16(Tag.ROWS, 2)),
                fault("MIXED_GEOMETRY", series -> series.get(6).u16(Tag.COLUMNS, 3)),
                fault(
                        "MIXED_GEOMETRY",
                        series -> series.get(5).text(Tag.IMAGE_ORIENTATION_PATIENT, "DS", "0\\1\\0\\1\\0\\0")),
                fault(
                        "MIXED_GEOMETRY",
                        series -> series.get(5).text(Tag.IMAGE_ORIENTATION_PATIENT, "DS", "1\\0\\0\\0\\0.99995\\0.01")),
                fault("MIXED_GEOMETRY", series -> series.get(4).text(Tag.IMAGE_POSITION_PATIENT, "DS", "10.6\\20\\8")),
                fault("NOT_HOUNSFIELD", series -> series.get(2).without(Tag.RESCALE_INTERCEPT)),
                fault("NOT_HOUNSFIELD", series -> series.get(2).text(Tag.RESCALE_SLOPE, "DS", "0")),
                fault("NOT_HOUNSFIELD", series -> series.get(2).text(Tag.RESCALE_INTERCEPT, "DS", "abc")),
                fault("NOT_HOUNSFIELD", series -> series.get(2).text(Tag.RESCALE_TYPE, "LO", "MGML")),
                fault(
                        "NOT_HOUNSFIELD",
                        series -> series.get(2)
                                .text(Tag.RESCALE_TYPE, "LO", "US")
                                .text(Tag.IMAGE_TYPE, "CS", "DERIVED\\PRIMARY\\AXIAL")
                                .pixels(1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024)),
                fault("UNSUPPORTED_TRANSFER_SYNTAX", series -> series.get(6).syntax("1.2.840.10008.1.2.4.201")),
                fault("CORRUPT_IMAGE", series -> series.get(6).without(Tag.PIXEL_DATA)),
                fault("CORRUPT_IMAGE", series -> series.get(6).pixels(1, 2, 3)),
                fault("CORRUPT_IMAGE", series -> series.get(6).without(Tag.IMAGE_POSITION_PATIENT)),
                fault("CORRUPT_IMAGE", series -> series.get(6).text(Tag.IMAGE_POSITION_PATIENT, "DS", "1\\2")),
                fault("CORRUPT_IMAGE", series -> series.get(6).without(Tag.IMAGE_ORIENTATION_PATIENT)),
                fault(
                        "CORRUPT_IMAGE",
                        series -> series.get(6).text(Tag.IMAGE_ORIENTATION_PATIENT, "DS", "1\\0\\0\\0\\2\\0")),
                fault(
                        "CORRUPT_IMAGE",
                        series -> series.get(6).text(Tag.IMAGE_ORIENTATION_PATIENT, "DS", "1.1\\0\\0\\0\\1\\0")),
                fault(
                        "CORRUPT_IMAGE",
                        series -> series.get(6).text(Tag.IMAGE_ORIENTATION_PATIENT, "DS", "1\\0\\0\\1\\0\\0")),
                fault("CORRUPT_IMAGE", series -> series.get(6).text(Tag.PIXEL_SPACING, "DS", "0\\1")),
                fault("CORRUPT_IMAGE", series -> series.get(6).text(Tag.PIXEL_SPACING, "DS", "1\\-1")),
                fault("CORRUPT_IMAGE", series -> series.get(6).without(Tag.ROWS)),
                fault("CORRUPT_IMAGE", series -> series.get(6).u16(Tag.COLUMNS, 0)),
                fault("CORRUPT_IMAGE", series -> series.get(6).u16(Tag.BITS_ALLOCATED, 32)),
                fault("CORRUPT_IMAGE", series -> series.get(6).u16(Tag.BITS_STORED, 17)),
                fault("CORRUPT_IMAGE", series -> series.get(6).text(Tag.NUMBER_OF_FRAMES, "IS", "2")));
    }

    private static Arguments fault(String code, Consumer<List<TestSlice>> spoil) {
        return Arguments.of(code, spoil);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void tellsFaultsByCode(String code, Consumer<List<TestSlice>> spoil) throws Exception {
        List<TestSlice> series = TestSlice.series(10);
        spoil.accept(series);
        Path upload = RealCt.zip(folder, files(series));
        assertThatThrownBy(() ->
                        new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE).read(upload, progress -> {}))
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.valueOf(code)));
    }

    static Stream<Arguments> sentences() {
        return Stream.of(
                fault("An image has no PixelSpacing", series -> series.get(6).without(Tag.PIXEL_SPACING)),
                fault(
                        "PixelSpacing does not hold 2 numbers",
                        series -> series.get(6).text(Tag.PIXEL_SPACING, "DS", "1")),
                fault("PixelSpacing is 0.0 and 1.0 mm", series -> series.get(6).text(Tag.PIXEL_SPACING, "DS", "0\\1")),
                fault(
                        "An image has no ImagePositionPatient",
                        series -> series.get(6).without(Tag.IMAGE_POSITION_PATIENT)),
                fault(
                        "An image has no ImageOrientationPatient",
                        series -> series.get(6).text(Tag.IMAGE_ORIENTATION_PATIENT, "DS", "")),
                fault(
                        "ImageOrientationPatient is not two",
                        series -> series.get(6).text(Tag.IMAGE_ORIENTATION_PATIENT, "DS", "1\\0\\0\\0\\2\\0")),
                fault("An image has no Rows", series -> series.get(6).without(Tag.ROWS)),
                fault("Columns is 0", series -> series.get(6).u16(Tag.COLUMNS, 0)),
                fault("BitsAllocated is 32", series -> series.get(6).u16(Tag.BITS_ALLOCATED, 32)),
                fault("BitsStored is 17", series -> series.get(6).u16(Tag.BITS_STORED, 17)),
                fault("An image has no PixelData", series -> series.get(6).without(Tag.PIXEL_DATA)),
                fault(
                        "An image has no PixelData; export the series with its images. It is the image with InstanceNumber 7.",
                        series -> series.get(6)
                                .text(Tag.INSTANCE_NUMBER, "IS", "7")
                                .without(Tag.PIXEL_DATA)),
                fault(
                        "An image has FloatPixelData instead of PixelData",
                        series ->
                                series.get(6).without(Tag.PIXEL_DATA).bytes(Tag.FLOAT_PIXEL_DATA, "OF", new byte[48])),
                fault(
                        "An image has DoubleFloatPixelData instead of PixelData",
                        series -> series.get(6)
                                .without(Tag.PIXEL_DATA)
                                .bytes(Tag.DOUBLE_FLOAT_PIXEL_DATA, "OD", new byte[100_000])),
                fault("PixelData ends before", series -> series.get(6).pixels(1, 2, 3)),
                fault("NumberOfFrames differs", series -> series.get(6).text(Tag.NUMBER_OF_FRAMES, "IS", "2")));
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void sentencesNameTheAttribute(String sentence, Consumer<List<TestSlice>> spoil) {
        List<TestSlice> series = TestSlice.series(10);
        spoil.accept(series);
        assertCode(series, "CORRUPT_IMAGE: " + sentence);
    }

    @Test
    void namesWhatDiffers() {
        List<TestSlice> spacing = TestSlice.series(8);
        spacing.get(3).text(Tag.PIXEL_SPACING, "DS", "0.75\\0.51");
        assertSentence(
                spacing,
                "MIXED_GEOMETRY: Not measured: the slices differ in PixelSpacing. Send one series of one scan.");
        List<TestSlice> rows = TestSlice.series(8);
        rows.get(3).u16(Tag.ROWS, 2);
        assertSentence(
                rows,
                "MIXED_GEOMETRY: Not measured: the slices differ in Rows or Columns. Send one series of one scan.");
    }

    /** Wherever a CT file breaks off behind the attribute that makes it CT, that is told. */
    @Test
    void aCutFileIsCorrupt() throws Exception {
        byte[] whole = TestSlice.at(20).file();
        for (int length = 260; length < whole.length; length += 7) {
            List<byte[]> files = files(TestSlice.series(10));
            files.add(Arrays.copyOf(whole, length));
            Path upload = RealCt.zip(folder, files);
            assertThatThrownBy(() -> new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE)
                            .read(upload, progress -> {}))
                    .as("%s of %s bytes", length, whole.length)
                    .isInstanceOfSatisfying(
                            CodedException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_IMAGE));
        }
    }

    /** What stands behind the pixels is not used, but the archive's checksum covers it. */
    @Test
    void aFileThatDiffersFromItsChecksumIsACorruptArchive() throws Exception {
        List<TestSlice> series = TestSlice.series(8, slice -> slice.bytes(0xfffcfffc, "OB", new byte[50_000]));
        Path upload = RealCt.zip(folder, files(series));
        byte[] zip = Files.readAllBytes(upload);
        int directory = HexFormat.of().formatHex(zip).indexOf("504b0102") / 2;
        zip[directory + 16] ^= 1;
        Files.write(upload, zip);
        assertThatThrownBy(() ->
                        new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE).read(upload, progress -> {}))
                .hasMessageStartingWith("CORRUPT_ARCHIVE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-9\\1e-9", "1e308\\1e308", "0.5\\51", "0\\0.5", "-1\\-1"})
    void impossiblePixelSpacingIsCorrupt(String spacing) {
        assertCode(TestSlice.series(8, slice -> slice.text(Tag.PIXEL_SPACING, "DS", spacing)), "CORRUPT_IMAGE");
    }

    @ParameterizedTest
    @CsvSource({
        "60, 60 mm apart and reach over 480 mm",
        "51, 51 mm apart and reach over 408 mm",
        "1e4, 10000 mm apart and reach over 80000 mm",
        "1e5, farther away than any scanner reaches",
        "1e300, farther away than any scanner reaches"
    })
    void slicesFartherApartThanAnyScannerReachesAreTold(double stepMm, String told) {
        List<TestSlice> series =
                IntStream.range(0, 8).mapToObj(k -> TestSlice.at(k * stepMm)).toList();
        assertThatThrownBy(() -> read(folder, files(series)))
                .hasMessageStartingWith("CORRUPT_IMAGE: ")
                .hasMessageContaining("ImagePositionPatient")
                .hasMessageContaining(told)
                .hasMessageContaining("xport the series again");
    }

    @Test
    void aPatientOfFourMetersIsTold() {
        List<TestSlice> series =
                IntStream.range(0, 100).mapToObj(k -> TestSlice.at(40.0 * k)).toList();
        assertSentence(
                series,
                "CORRUPT_IMAGE: Not measured: by ImagePositionPatient the 100 slices lie 40 mm apart and reach over 4000"
                        + " mm, farther than any patient or couch. Export the series again from the archive, with the"
                        + " scanner's ImagePositionPatient in mm.");
    }

    private void assertCode(List<TestSlice> series, String code) {
        assertThatThrownBy(() -> read(folder, files(series))).hasMessageStartingWith(code);
    }

    private void assertSentence(List<TestSlice> series, String sentence) {
        assertThatThrownBy(() -> read(folder, files(series))).hasMessage(sentence);
    }
}
