package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.dicom.series.TestUploads.files;
import static org.lungburden.dicom.series.TestUploads.read;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.dicom.file.Tag;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.Study;
import org.lungburden.testing.TestSlice;

/** What headers tell of a scan beside its voxels. */
class ScanFactsTest {
    @TempDir
    Path folder;

    @Test
    void theThickestSliceCounts() throws Exception {
        assertThat(read(folder, files(TestSlice.series(8))).sliceThicknessMm()).isNull();
        List<TestSlice> series = TestSlice.series(8, slice -> slice.text(Tag.SLICE_THICKNESS, "DS", "3"));
        series.get(4).text(Tag.SLICE_THICKNESS, "DS", "5");
        assertThat(read(folder, files(series)).sliceThicknessMm()).isEqualTo(5.0);
        assertThat(read(folder, files(TestSlice.series(8, slice -> slice.text(Tag.SLICE_THICKNESS, "DS", "0"))))
                        .sliceThicknessMm())
                .isNull();
    }

    @Test
    void lossyCompressionIsFlagged() throws Exception {
        List<TestSlice> series = TestSlice.series(8);
        series.get(0).text(Tag.LOSSY_IMAGE_COMPRESSION, "CS", "00");
        series.get(5).text(Tag.LOSSY_IMAGE_COMPRESSION, "CS", "01");
        assertThat(read(folder, files(series)).quality())
                .extracting(QualityFlag::code)
                .containsExactly("LOSSY_COMPRESSION");
    }

    @ParameterizedTest
    @MethodSource("agents")
    void contrastComesFromTheAgent(String agent, Boolean expected) throws Exception {
        List<TestSlice> series = TestSlice.series(8);
        series.get(4).text(Tag.CONTRAST_BOLUS_AGENT, "LO", agent);
        assertThat(read(folder, files(series)).contrastEnhanced()).isEqualTo(expected);
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
        assertThat(read(folder, files(series)).contrastEnhanced()).isTrue();
    }

    @Test
    void uidsThatAreNoneAreNotKept() throws Exception {
        Study study = read(
                folder,
                files(TestSlice.series(
                        8,
                        slice -> slice.text(Tag.STUDY_INSTANCE_UID, "UI", "DOE^JOHN")
                                .without(Tag.SERIES_INSTANCE_UID))));
        assertThat(study.studyInstanceUid()).isNull();
        assertThat(study.seriesInstanceUid()).isNull();
    }
}
