package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lungburden.dicom.series.TestUploads.files;
import static org.lungburden.dicom.series.TestUploads.read;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.file.Uid;
import org.lungburden.dicom.write.DecimalString;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.Study;
import org.lungburden.testing.RealCt;
import org.lungburden.testing.TestSlice;

class DicomStudyReaderTest {
    @TempDir
    Path folder;

    @Test
    void readsASeriesWhateverItsFileOrder() throws Exception {
        List<TestSlice> series = TestSlice.series(9);
        for (int k = 0; k < 9; k++) {
            series.get(k).pixels(1024 + k, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4095);
        }
        Collections.shuffle(series, new Random(1));
        Study study = read(folder, files(series));
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
        Study study = read(folder, files(series));
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
        assertThat(read(folder, files).scan().slices()).isEqualTo(8);
    }

    @Test
    void keepsSecondaryImages() throws Exception {
        List<byte[]> files = files(TestSlice.series(
                8, slice -> slice.text(Tag.IMAGE_TYPE, "CS", "DERIVED\\SECONDARY\\REFORMATTED\\AVERAGE")));
        assertThat(read(folder, files).scan().slices()).isEqualTo(8);
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
        Study study = read(folder, files(series));
        assertThat(study.scan().slices()).isEqualTo(40);
        assertThat(study.scan().affine().at(2, 2)).isEqualTo(1.25, within(0.0005));
        assertThat(study.quality()).isEmpty();
    }

    @Test
    void rescaleMayDifferPerSlice() throws Exception {
        List<TestSlice> series = TestSlice.series(8);
        series.get(3).text(Tag.RESCALE_SLOPE, "DS", "2.5").text(Tag.RESCALE_INTERCEPT, "DS", "-1000.5");
        Study study = read(folder, files(series));
        assertThat(study.scan().hu()[2]).startsWith(100, -1024, -1023);
        assertThat(study.scan().hu()[3]).startsWith(1810, -1000, -998, -995);
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
        Study study = read(folder, files(series));
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
