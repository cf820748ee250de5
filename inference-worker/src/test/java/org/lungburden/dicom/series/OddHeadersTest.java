package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lungburden.dicom.series.TestUploads.files;
import static org.lungburden.dicom.series.TestUploads.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.file.Uid;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.Study;
import org.lungburden.testing.TestSlice;

/** Headers that break the standard, or are rare, and have only one meaning. */
class OddHeadersTest {
    @TempDir
    Path folder;

    @Test
    void readsFilesWithoutPreambleOrMeta() throws Exception {
        List<byte[]> files = new ArrayList<>();
        for (int k = 0; k < 8; k++) {
            TestSlice slice = TestSlice.at(2 * k);
            files.add(k % 2 == 0 ? slice.dataSet(true) : slice.dataSet(false));
        }
        assertThat(read(folder, files).scan().hu()[7]).startsWith(100, -1024);
    }

    @Test
    void readsImplicitVr() throws Exception {
        List<byte[]> files = files(TestSlice.series(8, slice -> slice.syntax(Uid.IMPLICIT_LITTLE_ENDIAN)));
        assertThat(read(folder, files).scan().hu()[0]).startsWith(100, -1024);
    }

    @Test
    void readsCtOfAClassThatAnAnonymizerInvented() throws Exception {
        List<byte[]> files = files(TestSlice.series(8, slice -> slice.text(Tag.SOP_CLASS_UID, "UI", "1.2.111.1.2")));
        files.add(TestSlice.at(100)
                .text(Tag.SOP_CLASS_UID, "UI", "1.2.111.1.2")
                .text(Tag.MODALITY, "CS", "MR")
                .text(Tag.SERIES_INSTANCE_UID, "UI", "1.2.3.99")
                .file());
        files.add(TestSlice.at(99)
                .text(Tag.SOP_CLASS_UID, "UI", "1.2.111.1.3")
                .without(Tag.ROWS)
                .file());
        Study study = read(folder, files);
        assertThat(study.scan().slices()).isEqualTo(8);
        assertThat(study.quality()).extracting(QualityFlag::code).containsExactly("HEADER_REPAIRED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.3.12.2.1107.5.9.4711", "1.2.840.113619.4.815"})
    void aScrambledClassMayKeepTheRootOfAManufacturer(String sopClass) throws Exception {
        List<TestSlice> series = TestSlice.series(8, slice -> slice.text(Tag.SOP_CLASS_UID, "UI", sopClass));
        assertThat(read(folder, files(series)).quality())
                .extracting(QualityFlag::code)
                .containsExactly("HEADER_REPAIRED");
        series.forEach(slice -> slice.without(Tag.IMAGE_POSITION_PATIENT));
        assertCode(series, "NO_CT_IMAGES");
    }

    @Test
    void readsCtForProcessing() throws Exception {
        String forProcessing = Uid.CT_IMAGE_STORAGE + ".3";
        Study study = read(
                folder,
                files(TestSlice.series(
                        8,
                        slice -> slice.text(Tag.SOP_CLASS_UID, "UI", forProcessing)
                                .text(Tag.MODALITY, "CS", "ct"))));
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
        Study study = read(folder, files(series));
        assertThat(study.scan().hu()[3]).startsWith(-1000, -1000, -1000, -1000, 0, 40);
        assertThat(study.quality()).extracting(QualityFlag::code).containsExactly("RESCALE_ASSUMED");
        assertCode(TestSlice.series(8, slice -> slice.without(Tag.RESCALE_INTERCEPT)), "NOT_HOUNSFIELD");
    }

    /** The slope of an export that stores inverted values is believed, that of one that does not is told. */
    @Test
    void aNegativeSlopeIsReadWhereItGivesHounsfieldUnits() throws Exception {
        int[] inverted = {1000, 1000, 1000, 1000, 0, 10, 20, 30, 0, 0, 0, 0};
        Study study = read(
                folder,
                files(TestSlice.series(
                        8,
                        slice -> slice.text(Tag.RESCALE_SLOPE, "DS", "-1")
                                .text(Tag.RESCALE_INTERCEPT, "DS", "40")
                                .pixels(inverted))));
        assertThat(study.scan().hu()[3]).startsWith(-960, -960, -960, -960, 40, 30);
        assertThat(study.quality()).singleElement().satisfies(flag -> {
            assertThat(flag.code()).isEqualTo("RESCALE_ASSUMED");
            assertThat(flag.message()).startsWith("RescaleSlope is negative;");
        });
        assertCode(
                TestSlice.series(8, slice -> slice.text(Tag.RESCALE_SLOPE, "DS", "-1")),
                "NOT_HOUNSFIELD: RescaleSlope is negative, and the values are no Hounsfield units; export the original");
    }

    @Test
    void derivedImagesOfAnUnspecifiedUnitAreReadWhereTheyShowHounsfieldUnits() throws Exception {
        Study study = read(
                folder,
                files(TestSlice.series(
                        8,
                        slice -> slice.text(Tag.RESCALE_TYPE, "LO", "US")
                                .text(Tag.IMAGE_TYPE, "CS", "DERIVED\\PRIMARY\\AXIAL"))));
        assertThat(study.quality()).extracting(QualityFlag::code).containsExactly("RESCALE_ASSUMED");
        assertThat(study.scan().hu()[0]).startsWith(100, -1024);
    }

    @Test
    void plainPixelsOfADeclaredCompressionAreRead() throws Exception {
        Study study = read(folder, files(TestSlice.series(8, slice -> slice.syntax(Uid.JPEG_LOSSLESS_SV1))));
        assertThat(study.scan().hu()[0]).startsWith(100, -1024);
        assertThat(study.quality()).extracting(QualityFlag::code).containsExactly("HEADER_REPAIRED");
    }

    @Test
    void whatFollowsThePixelsDoesNotMatter() throws Exception {
        List<byte[]> files = files(TestSlice.series(8));
        files.replaceAll(file -> Arrays.copyOf(file, file.length + 1001));
        assertThat(read(folder, files).quality()).isEmpty();
    }

    /** Within the tolerance, lengths of 1.001 would make the volumes larger by 0.2 %. */
    @Test
    void cosinesAreMadeUnitVectors() throws Exception {
        Study study = read(
                folder,
                files(TestSlice.series(
                        8,
                        slice -> slice.text(Tag.IMAGE_ORIENTATION_PATIENT, "DS", "1.0009\\0\\0\\0.0005\\1.0009\\0"))));
        assertThat(study.scan().affine().voxelMl()).isEqualTo(0.5 * 0.75 * 2 / 1000, within(1e-12));
        assertThat(study.scan().affine().at(0, 1)).isEqualTo(0.0, within(1e-12));
    }

    /** A gantry tilted by 30 degrees: cosines 0.866 and 0.5. */
    @Test
    void roundedCosinesAreMadePerpendicular() throws Exception {
        Study study = read(
                folder,
                files(TestSlice.series(
                        8, slice -> slice.text(Tag.IMAGE_ORIENTATION_PATIENT, "DS", "1\\0\\0\\0\\0.87\\-0.5"))));
        double length = Math.hypot(0.87, 0.5);
        assertThat(study.scan().affine().at(1, 1)).isEqualTo(-0.75 * 0.87 / length, within(1e-9));
        assertThat(study.scan().affine().at(2, 1)).isEqualTo(-0.75 * 0.5 / length, within(1e-9));
        assertCode(
                TestSlice.series(
                        8, slice -> slice.text(Tag.IMAGE_ORIENTATION_PATIENT, "DS", "1\\0\\0\\0.02\\0.87\\-0.5")),
                "CORRUPT_IMAGE: ImageOrientationPatient");
    }

    private void assertCode(List<TestSlice> series, String code) {
        assertThatThrownBy(() -> read(folder, files(series))).hasMessageStartingWith(code);
    }
}
