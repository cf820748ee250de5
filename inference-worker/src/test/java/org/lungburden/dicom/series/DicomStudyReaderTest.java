package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
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
import org.lungburden.dicom.file.Uid;
import org.lungburden.dicom.write.DecimalString;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.Study;
import org.lungburden.testing.RealCt;
import org.lungburden.testing.TestSlice;

class DicomStudyReaderTest {
    private static final int[] DIFFERENT = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    @TempDir
    Path folder;

    @Test
    void readsASeriesWhateverItsFileOrder() throws Exception {
        List<TestSlice> series = TestSlice.series(9);
        for (int k = 0; k < 9; k++) {
            series.get(k).pixels(1024 + k, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4095);
        }
        Collections.shuffle(series, new Random(1));
        Study study = read(files(series));
        assertThat(study.scan().columns()).isEqualTo(TestSlice.COLUMNS);
        assertThat(study.scan().rows()).isEqualTo(TestSlice.ROWS);
        for (int k = 0; k < 9; k++) {
            assertThat(study.scan().hu()[k]).startsWith(k, -1024).endsWith(3071);
        }
        assertThat(study.scan().affine().rows())
                .containsExactly(new double[] {-0.5, 0, 0, -10, 0, -0.75, 0, -20, 0, 0, 2, 0}, within(1e-12));
        assertThat(study.studyInstanceUid()).isEqualTo("1.2.3");
        assertThat(study.seriesInstanceUid()).isEqualTo("1.2.3.4");
        assertThat(study.quality()).isEmpty();
        assertThat(study.niftiCodes()).isNull();
    }

    @Test
    void ordersAlongTheNormalOfReversedRows() throws Exception {
        List<TestSlice> series =
                TestSlice.series(8, slice -> slice.text(Tag.IMAGE_ORIENTATION_PATIENT, "DS", "-1\\0\\0\\0\\1\\0"));
        series.get(7).pixels(1024, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        Study study = read(files(series));
        assertThat(study.scan().hu()[0][0]).isZero();
        assertThat(study.scan().affine().rows())
                .containsExactly(new double[] {0.5, 0, 0, -10, 0, -0.75, 0, -20, 0, 0, -2, 14}, within(1e-12));
    }

    @Test
    void ignoresWhatIsNoCtSlice() throws Exception {
        List<byte[]> files = files(TestSlice.series(8));
        files.add("not DICOM at all".getBytes(StandardCharsets.US_ASCII));
        files.add(new byte[0]);
        files.add(new byte[200]);
        files.add(mr().file());
        files.add(other("1.2.840.10008.1.3.10", "", "").file());
        files.add(other("1.2.840.10008.5.1.4.1.1.88.11", "SR", "").file());
        files.add(other("1.2.840.10008.5.1.4.1.1.7", "CT", "DERIVED\\SECONDARY").file());
        files.add(other(Uid.CT_IMAGE_STORAGE, "CT", "ORIGINAL\\PRIMARY\\LOCALIZER")
                .file());
        files.add(other(Uid.CT_IMAGE_STORAGE, "CT", "DERIVED\\SECONDARY")
                .text(Tag.PHOTOMETRIC_INTERPRETATION, "CS", "RGB")
                .file());
        files.add(other(Uid.CT_IMAGE_STORAGE, "CT", "DERIVED\\SECONDARY")
                .u16(Tag.SAMPLES_PER_PIXEL, 3)
                .file());
        byte[] cutMr = mr().file();
        files.add(Arrays.copyOf(cutMr, 300));
        assertThat(read(files).scan().slices()).isEqualTo(8);
    }

    @Test
    void keepsSecondaryImages() throws Exception {
        List<byte[]> files = files(TestSlice.series(
                8, slice -> slice.text(Tag.IMAGE_TYPE, "CS", "DERIVED\\SECONDARY\\REFORMATTED\\AVERAGE")));
        assertThat(read(files).scan().slices()).isEqualTo(8);
    }

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
                fault("DUPLICATE_SLICES", series -> series.addAll(TestSlice.series(10, DicomStudyReaderTest::another))),
                fault("UNEVEN_SPACING", series -> series.add(TestSlice.at(20.6))),
                fault("MIXED_GEOMETRY", series -> series.get(4).text(Tag.PIXEL_SPACING, "DS", "0.75\\0.51")),
                fault("MIXED_GEOMETRY", series -> series.get(4).text(Tag.PIXEL_SPACING, "DS", "0.76\\0.5")),
                fault("MIXED_GEOMETRY", series -> series.get(0).u16(Tag.ROWS, 2)),
                fault("MIXED_GEOMETRY", series -> series.get(9).u16(Tag.COLUMNS, 3)),
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

    @Test
    void namesTheGapsAndTheSlices() {
        List<TestSlice> series = numbered(14);
        series.subList(3, 5).clear();
        series.remove(8);
        assertSentence(
                series,
                "MISSING_SLICES: Not measured: 3 slices are missing between z 4 and 10 mm (InstanceNumber 3 and 6), "
                        + "between z 18 and 22 mm (InstanceNumber 10 and 12). Send the whole series.");
        List<TestSlice> one = TestSlice.series(14);
        one.remove(4);
        assertSentence(
                one, "MISSING_SLICES: Not measured: 1 slice is missing between z 6 and 10 mm. Send the whole series.");
    }

    @Test
    void namesTheSliceBesideItsPlace() {
        List<TestSlice> series = numbered(20);
        series.get(10).text(Tag.IMAGE_POSITION_PATIENT, "DS", "10\\20\\20.9");
        assertSentence(
                series,
                "UNEVEN_SPACING: Not measured: the slices are not evenly spaced. On a grid of 2 mm these lie beside "
                        + "their place: z 20.9 mm (InstanceNumber 11) by 0.85 mm. Send a series with one slice "
                        + "distance.");
    }

    @Test
    void namesTheSlicesAtOnePlace() {
        List<TestSlice> series = numbered(10);
        numbered(10).subList(4, 9).forEach(slice -> series.add(another(slice)));
        assertSentence(
                series,
                "DUPLICATE_SLICES: Not measured: several different slices lie at one place: z 8 mm (InstanceNumber 5 "
                        + "and 5), z 10 mm (InstanceNumber 6 and 6), z 12 mm (InstanceNumber 7 and 7) and at 2 more "
                        + "places. Send one scan or one phase of the scan alone.");
    }

    @Test
    void namesPositionsThatAreAllTheSame() {
        List<TestSlice> series = numbered(10);
        for (int k = 0; k < 10; k++) {
            series.get(k)
                    .text(Tag.IMAGE_POSITION_PATIENT, "DS", "0\\0\\0")
                    .pixels(1124, k, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4095);
        }
        assertSentence(
                series,
                "DUPLICATE_SLICES: Not measured: ImagePositionPatient is the same in all slices, so nothing tells their "
                        + "order and distance. Export the series again from the archive, with the scanner's "
                        + "ImagePositionPatient.");
    }

    @Test
    void namesWhereTheDistanceChanges() {
        List<TestSlice> series = numbered(16);
        series.removeIf(slice -> series.indexOf(slice) > 8 && series.indexOf(slice) % 2 == 1);
        assertSentence(
                series,
                "UNEVEN_SPACING: Not measured: the slice distance changes from 2 mm to 4 mm at z 16 mm "
                        + "(InstanceNumber 9). Send a series with one slice distance.");
    }

    /** A gantry tilted by 30 degrees: cosines 0.866 and 0.5. */
    @Test
    void roundedCosinesAreMadePerpendicular() throws Exception {
        Study study = read(files(TestSlice.series(
                8, slice -> slice.text(Tag.IMAGE_ORIENTATION_PATIENT, "DS", "1\\0\\0\\0\\0.87\\-0.5"))));
        double length = Math.hypot(0.87, 0.5);
        assertThat(study.scan().affine().at(1, 1)).isEqualTo(-0.75 * 0.87 / length, within(1e-9));
        assertThat(study.scan().affine().at(2, 1)).isEqualTo(-0.75 * 0.5 / length, within(1e-9));
        assertCode(
                TestSlice.series(
                        8, slice -> slice.text(Tag.IMAGE_ORIENTATION_PATIENT, "DS", "1\\0\\0\\0.02\\0.87\\-0.5")),
                "CORRUPT_IMAGE: ImageOrientationPatient");
    }

    @Test
    void derivedImagesOfAnUnspecifiedUnitAreReadWhereTheyShowHounsfieldUnits() throws Exception {
        Study study = read(files(TestSlice.series(
                8,
                slice -> slice.text(Tag.RESCALE_TYPE, "LO", "US")
                        .text(Tag.IMAGE_TYPE, "CS", "DERIVED\\PRIMARY\\AXIAL"))));
        assertThat(study.quality()).extracting(QualityFlag::code).containsExactly("RESCALE_ASSUMED");
        assertThat(study.scan().hu()[0]).startsWith(100, -1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.3.12.2.1107.5.9.4711", "1.2.840.113619.4.815"})
    void aScrambledClassMayKeepTheRootOfAManufacturer(String sopClass) throws Exception {
        List<TestSlice> series = TestSlice.series(8, slice -> slice.text(Tag.SOP_CLASS_UID, "UI", sopClass));
        assertThat(read(files(series)).quality()).extracting(QualityFlag::code).containsExactly("HEADER_REPAIRED");
        series.forEach(slice -> slice.without(Tag.IMAGE_POSITION_PATIENT));
        assertCode(series, "NO_CT_IMAGES");
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

    private static List<TestSlice> numbered(int slices) {
        List<TestSlice> series = TestSlice.series(slices);
        for (int k = 0; k < slices; k++) {
            series.get(k).text(Tag.INSTANCE_NUMBER, "IS", "" + (k + 1));
        }
        return series;
    }

    private void assertSentence(List<TestSlice> series, String sentence) {
        assertThatThrownBy(() -> read(files(series))).hasMessage(sentence);
    }

    /** Positions with one decimal, and geometry that differs in the fourth decimal, as exports write it. */
    @Test
    void roundingIsNoFault() throws Exception {
        List<TestSlice> series = new ArrayList<>();
        for (int k = 0; k < 40; k++) {
            series.add(TestSlice.at(Math.rint((-233.75 + 1.25 * k) * 10) / 10)
                    .text(Tag.SOP_INSTANCE_UID, "UI", "1.2.3.4." + (k + 1))
                    .text(Tag.PIXEL_SPACING, "DS", k % 2 == 0 ? "0.75\\0.5" : "0.7504\\0.4996")
                    .text(
                            Tag.IMAGE_ORIENTATION_PATIENT,
                            "DS",
                            k % 3 == 0 ? "1\\0\\0\\0\\1\\0" : "1\\0.0004\\0\\-0.0004\\1\\0"));
        }
        Study study = read(files(series));
        assertThat(study.scan().slices()).isEqualTo(40);
        assertThat(study.scan().affine().at(2, 2)).isEqualTo(1.25, within(0.0005));
        assertThat(study.quality()).isEmpty();
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

    @Test
    void rescaleMayDifferPerSlice() throws Exception {
        List<TestSlice> series = TestSlice.series(8);
        series.get(3).text(Tag.RESCALE_SLOPE, "DS", "2.5").text(Tag.RESCALE_INTERCEPT, "DS", "-1000.5");
        Study study = read(files(series));
        assertThat(study.scan().hu()[2]).startsWith(100, -1024, -1023);
        assertThat(study.scan().hu()[3]).startsWith(1810, -1000, -998, -995);
    }

    /** Within the tolerance, lengths of 1.001 would make the volumes larger by 0.2 %. */
    @Test
    void cosinesAreMadeUnitVectors() throws Exception {
        Study study = read(files(TestSlice.series(
                8, slice -> slice.text(Tag.IMAGE_ORIENTATION_PATIENT, "DS", "1.0009\\0\\0\\0.0005\\1.0009\\0"))));
        assertThat(study.scan().affine().voxelMl()).isEqualTo(0.5 * 0.75 * 2 / 1000, within(1e-12));
        assertThat(study.scan().affine().at(0, 1)).isEqualTo(0.0, within(1e-12));
    }

    @Test
    void aTiltedGantryKeepsItsShearedGrid() throws Exception {
        // 10 degrees about the patient's left-right axis, table steps of 3 mm along z
        double sin = Math.sin(Math.toRadians(10));
        double cos = Math.cos(Math.toRadians(10));
        List<TestSlice> series = TestSlice.series(12);
        for (int k = 0; k < 12; k++) {
            series.get(k)
                    .text(Tag.IMAGE_ORIENTATION_PATIENT, "DS", DecimalString.format(1, 0, 0, 0, cos, -sin))
                    .text(Tag.IMAGE_POSITION_PATIENT, "DS", DecimalString.format(10, 20, 3.0 * k));
        }
        Study study = read(files(series));
        assertThat(study.scan().affine().rows())
                .containsExactly(
                        new double[] {-0.5, 0, 0, -10, 0, -0.75 * cos, 0, -20, 0, -0.75 * sin, 3, 0}, within(1e-9));
        assertThat(study.scan().affine().voxelMl()).isEqualTo(0.5 * 0.75 * 3 * cos / 1000, within(1e-12));
        assertThat(study.quality()).singleElement().satisfies(flag -> {
            assertThat(flag.code()).isEqualTo("GANTRY_TILT");
            assertThat(flag.value()).isEqualTo(10.0);
        });
    }

    @Test
    void theThickestSliceCounts() throws Exception {
        assertThat(read(files(TestSlice.series(8))).sliceThicknessMm()).isNull();
        List<TestSlice> series = TestSlice.series(8, slice -> slice.text(Tag.SLICE_THICKNESS, "DS", "3"));
        series.get(4).text(Tag.SLICE_THICKNESS, "DS", "5");
        assertThat(read(files(series)).sliceThicknessMm()).isEqualTo(5.0);
        assertThat(read(files(TestSlice.series(8, slice -> slice.text(Tag.SLICE_THICKNESS, "DS", "0"))))
                        .sliceThicknessMm())
                .isNull();
    }

    @Test
    void lossyCompressionIsFlagged() throws Exception {
        List<TestSlice> series = TestSlice.series(8);
        series.get(0).text(Tag.LOSSY_IMAGE_COMPRESSION, "CS", "00");
        series.get(5).text(Tag.LOSSY_IMAGE_COMPRESSION, "CS", "01");
        assertThat(read(files(series)).quality()).extracting(QualityFlag::code).containsExactly("LOSSY_COMPRESSION");
    }

    @ParameterizedTest
    @MethodSource("agents")
    void contrastComesFromTheAgent(String agent, Boolean expected) throws Exception {
        List<TestSlice> series = TestSlice.series(8);
        series.get(4).text(Tag.CONTRAST_BOLUS_AGENT, "LO", agent);
        assertThat(read(files(series)).contrastEnhanced()).isEqualTo(expected);
    }

    static Stream<Arguments> agents() {
        return Stream.of(
                Arguments.of("", null),
                Arguments.of("100CC", true),
                Arguments.of("none", false),
                Arguments.of("No Contrast ", false));
    }

    @Test
    void oneEnhancedSliceIsEnough() throws Exception {
        List<TestSlice> series = TestSlice.series(8, slice -> slice.text(Tag.CONTRAST_BOLUS_AGENT, "LO", "NONE"));
        series.get(3).text(Tag.CONTRAST_BOLUS_AGENT, "LO", "IODINE");
        assertThat(read(files(series)).contrastEnhanced()).isTrue();
    }

    @Test
    void uidsThatAreNoneAreNotKept() throws Exception {
        Study study = read(files(TestSlice.series(
                8, slice -> slice.text(Tag.STUDY_INSTANCE_UID, "UI", "DOE^JOHN").without(Tag.SERIES_INSTANCE_UID))));
        assertThat(study.studyInstanceUid()).isNull();
        assertThat(study.seriesInstanceUid()).isNull();
    }

    @Test
    void readsFilesWithoutPreambleOrMeta() throws Exception {
        List<byte[]> files = new ArrayList<>();
        for (int k = 0; k < 8; k++) {
            TestSlice slice = TestSlice.at(2 * k);
            files.add(k % 2 == 0 ? slice.dataSet(true) : slice.dataSet(false));
        }
        assertThat(read(files).scan().hu()[7]).startsWith(100, -1024);
    }

    @Test
    void readsCtOfAClassThatAnAnonymizerInvented() throws Exception {
        List<byte[]> files = files(TestSlice.series(8, slice -> slice.text(Tag.SOP_CLASS_UID, "UI", "1.2.111.1.2")));
        files.add(mr().text(Tag.SOP_CLASS_UID, "UI", "1.2.111.1.2").file());
        files.add(TestSlice.at(99)
                .text(Tag.SOP_CLASS_UID, "UI", "1.2.111.1.3")
                .without(Tag.ROWS)
                .file());
        Study study = read(files);
        assertThat(study.scan().slices()).isEqualTo(8);
        assertThat(study.quality()).extracting(QualityFlag::code).containsExactly("HEADER_REPAIRED");
    }

    @Test
    void readsCtForProcessing() throws Exception {
        String forProcessing = Uid.CT_IMAGE_STORAGE + ".3";
        Study study = read(files(TestSlice.series(
                8, slice -> slice.text(Tag.SOP_CLASS_UID, "UI", forProcessing).text(Tag.MODALITY, "CS", "ct"))));
        assertThat(study.scan().slices()).isEqualTo(8);
        assertThat(study.quality()).isEmpty();
        assertCode(
                TestSlice.series(8, slice -> slice.text(Tag.SOP_CLASS_UID, "UI", "1.2.840.10008.5.1.4.1.1.20")),
                "NO_CT");
    }

    @Test
    void storedHounsfieldUnitsAreReadWithoutRescale() throws Exception {
        List<TestSlice> series = TestSlice.series(
                8,
                slice -> slice.without(Tag.RESCALE_SLOPE)
                        .without(Tag.RESCALE_INTERCEPT)
                        .u16(Tag.BITS_STORED, 16)
                        .u16(Tag.HIGH_BIT, 15)
                        .u16(Tag.PIXEL_REPRESENTATION, 1)
                        .pixels(-1000, -1000, -1000, -1000, 0, 40, 50, 60, 0, 0, 0, 0));
        Study study = read(files(series));
        assertThat(study.scan().hu()[3]).startsWith(-1000, -1000, -1000, -1000, 0, 40);
        assertThat(study.quality()).extracting(QualityFlag::code).containsExactly("RESCALE_ASSUMED");
        assertCode(TestSlice.series(8, slice -> slice.without(Tag.RESCALE_INTERCEPT)), "NOT_HOUNSFIELD");
    }

    @Test
    void plainPixelsOfADeclaredCompressionAreRead() throws Exception {
        Study study = read(files(TestSlice.series(8, slice -> slice.syntax(Uid.JPEG_LOSSLESS_SV1))));
        assertThat(study.scan().hu()[0]).startsWith(100, -1024);
        assertThat(study.quality()).extracting(QualityFlag::code).containsExactly("HEADER_REPAIRED");
    }

    @Test
    void whatFollowsThePixelsDoesNotMatter() throws Exception {
        List<byte[]> files = files(TestSlice.series(8));
        files.replaceAll(file -> Arrays.copyOf(file, file.length + 1001));
        assertThat(read(files).quality()).isEmpty();
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
    void readsImplicitVr() throws Exception {
        List<byte[]> files = files(TestSlice.series(8, slice -> slice.syntax(Uid.IMPLICIT_LITTLE_ENDIAN)));
        assertThat(read(files).scan().hu()[0]).startsWith(100, -1024);
    }

    @Test
    void aVolumeBeyondTheLimitIsRefusedBeforeItIsMade() throws Exception {
        Path upload = RealCt.zip(
                folder,
                files(TestSlice.series(8, slice -> slice.u16(Tag.ROWS, 8192).u16(Tag.COLUMNS, 8192))));
        ArchiveLimits limits = new ArchiveLimits(100, 1L << 20, 1L << 20, 100);
        assertThatThrownBy(() -> new DicomStudyReader(limits, MemoryCheck.NONE).read(upload, progress -> {}))
                .hasMessageStartingWith("ARCHIVE_TOO_LARGE");
    }

    /** Each file is small, and so is what the archive itself unpacks to. */
    @Test
    void deflatedFilesAreBoundedTogether() throws Exception {
        List<byte[]> files = new ArrayList<>();
        for (TestSlice slice : TestSlice.series(8)) {
            files.add(slice.bytes(0x00091010, "OB", new byte[200_000]).deflatedFile());
        }
        Path upload = RealCt.zip(folder, files);
        ArchiveLimits limits = new ArchiveLimits(100, 1_500_000, 1_500_000, 100);
        assertThatThrownBy(() -> new DicomStudyReader(limits, MemoryCheck.NONE).read(upload, progress -> {}))
                .hasMessageStartingWith("ARCHIVE_TOO_LARGE");
        ArchiveLimits wider = new ArchiveLimits(100, 2_500_000, 1_500_000, 100);
        assertThat(new DicomStudyReader(wider, MemoryCheck.NONE)
                        .read(upload, progress -> {})
                        .scan()
                        .slices())
                .isEqualTo(8);
    }

    /** A few bytes each, but an object each. */
    @Test
    void framesAreBoundedAsFilesAre() throws Exception {
        byte[] items = HexFormat.of().parseHex("feff00e000000000".repeat(101));
        byte[] file = TestSlice.at(0)
                .bytes(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, "SQ", items)
                .file();
        Path upload = RealCt.zip(folder, List.of(file));
        ArchiveLimits limits = new ArchiveLimits(100, 1L << 20, 1L << 20, 100);
        assertThatThrownBy(() -> new DicomStudyReader(limits, MemoryCheck.NONE).read(upload, progress -> {}))
                .hasMessageStartingWith("ARCHIVE_TOO_LARGE");
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
        assertThatThrownBy(() -> read(files(series)))
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
        assertThatThrownBy(() -> read(files(series))).hasMessageStartingWith(code);
    }

    @Test
    void whatProgressThrowsEndsTheReading() throws Exception {
        Path upload = RealCt.zip(folder, files(TestSlice.series(8)));
        IllegalStateException stop = new IllegalStateException("cancelled");
        assertThatThrownBy(() -> new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE)
                        .read(upload, progress -> {
                            if (progress > 0.5) {
                                throw stop;
                            }
                        }))
                .isSameAs(stop);
    }

    private Study read(List<byte[]> files) throws IOException {
        return new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE)
                .read(RealCt.zip(folder, files), progress -> {});
    }

    private static List<byte[]> files(List<TestSlice> series) {
        return new ArrayList<>(series.stream().map(TestSlice::file).toList());
    }

    /** Another image at the same place. */
    private static TestSlice another(TestSlice slice) {
        return slice.pixels(DIFFERENT).without(Tag.SOP_INSTANCE_UID);
    }

    private static TestSlice mr() {
        return other("1.2.840.10008.5.1.4.1.1.4", "MR", "ORIGINAL\\PRIMARY\\M");
    }

    private static TestSlice other(String sopClass, String modality, String imageType) {
        return TestSlice.at(100)
                .text(Tag.SOP_CLASS_UID, "UI", sopClass)
                .text(Tag.MODALITY, "CS", modality)
                .text(Tag.IMAGE_TYPE, "CS", imageType)
                .text(Tag.SERIES_INSTANCE_UID, "UI", "1.2.3.99");
    }
}
