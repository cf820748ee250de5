package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.file.Uid;
import org.lungburden.geometry.Vector3;
import org.lungburden.study.DicomSource;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.Study;
import org.lungburden.testing.RealCt;
import org.lungburden.testing.TestSlice;

class DicomSourceTest {
    @TempDir
    Path folder;

    @Test
    void imagesStandInTheOrderOfTheSlices() throws Exception {
        List<TestSlice> series = TestSlice.series(8);
        for (int k = 0; k < 8; k++) {
            series.get(k).text(Tag.INSTANCE_NUMBER, "IS", Integer.toString(100 - k));
        }
        Collections.reverse(series);
        DicomSource source = source(read(series));
        assertThat(source.images().get(0))
                .isEqualTo(new DicomSource.Image(
                        Uid.CT_IMAGE_STORAGE, "1.2.3.4.1", "1.2.3.4", 0, 100, new Vector3(10, 20, 0)));
        assertThat(source.images().get(7))
                .isEqualTo(new DicomSource.Image(
                        Uid.CT_IMAGE_STORAGE, "1.2.3.4.8", "1.2.3.4", 0, 93, new Vector3(10, 20, 14)));
        assertThat(source.plane())
                .isEqualTo(new DicomSource.Plane(new Vector3(1, 0, 0), new Vector3(0, 1, 0), 0.75, 0.5));
        assertThat(source.studyInstanceUid()).isEqualTo("1.2.3");
        assertThat(source.frameOfReferenceUid()).isEqualTo("1.2.3.5");
        assertThat(source.replaced()).isFalse();
    }

    @Test
    void thePatientIsTakenOverAsWritten() throws Exception {
        DicomSource source = source(read(TestSlice.series(
                8,
                slice -> slice.text(Tag.SPECIFIC_CHARACTER_SET, "CS", "ISO_IR 100")
                        .text(Tag.PATIENT_NAME, "PN", "M\u00fcller^J\u00f6rg")
                        .text(Tag.PATIENT_ID, "LO", "4711"))));
        assertThat(source.attribute(Tag.PATIENT_NAME))
                .hasValueSatisfying(name ->
                        assertThat(name).isEqualTo("M\u00fcller^J\u00f6rg ".getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(source.attribute(Tag.PATIENT_ID))
                .hasValueSatisfying(id -> assertThat(id).isEqualTo("4711".getBytes(StandardCharsets.US_ASCII)));
        assertThat(source.attribute(Tag.PATIENT_BIRTH_DATE)).isEmpty();
    }

    @Test
    void thePatientIsFoundInDeflatedFilesToo() throws Exception {
        List<byte[]> files = TestSlice.series(8, slice -> slice.text(Tag.PATIENT_ID, "LO", "4711")).stream()
                .map(TestSlice::deflatedFile)
                .toList();
        assertThat(source(readFiles(files)).attribute(Tag.PATIENT_ID))
                .hasValueSatisfying(id -> assertThat(id).isEqualTo("4711".getBytes(StandardCharsets.US_ASCII)));
    }

    @ParameterizedTest
    @ValueSource(ints = {Tag.STUDY_INSTANCE_UID, Tag.FRAME_OF_REFERENCE_UID, Tag.SOP_INSTANCE_UID})
    void aMissingIdentifierIsMadeUpAndTold(int tag) throws Exception {
        Study study = read(TestSlice.series(8, slice -> slice.without(tag)));
        DicomSource source = source(study);
        assertThat(source.replaced()).isTrue();
        assertThat(study.quality()).extracting(QualityFlag::code).contains("UIDS_REPLACED");
        assertThat(source.images())
                .extracting(DicomSource.Image::sopInstanceUid)
                .doesNotHaveDuplicates();
        assertThat(List.of(
                        source.studyInstanceUid(),
                        source.frameOfReferenceUid(),
                        source.images().get(0).sopInstanceUid()))
                .allMatch(Uid::isValid);
        assertThat(source(read(TestSlice.series(8, slice -> slice.without(tag))))
                        .images())
                .isEqualTo(source.images());
    }

    /** An anonymizer wrote one SOPInstanceUID into all files, or into two. */
    @Test
    void anInstanceUidThatStandsInSeveralFilesIsReplaced() throws Exception {
        Study study = read(TestSlice.series(8, slice -> slice.text(Tag.SOP_INSTANCE_UID, "UI", "1.2.3.4.1")));
        assertThat(study.quality()).extracting(QualityFlag::code).containsExactly("UIDS_REPLACED");
        assertThat(source(study).images())
                .extracting(DicomSource.Image::sopInstanceUid)
                .doesNotHaveDuplicates()
                .doesNotContain("1.2.3.4.1")
                .allMatch(Uid::isValid);
        List<TestSlice> series = TestSlice.series(8);
        series.get(5).text(Tag.SOP_INSTANCE_UID, "UI", "1.2.3.4.1");
        assertThat(source(read(series)).images())
                .extracting(DicomSource.Image::sopInstanceUid)
                .doesNotHaveDuplicates()
                .doesNotContain("1.2.3.4.1")
                .contains("1.2.3.4.2", "1.2.3.4.8");
    }

    @Test
    void aFrameOfReferenceThatDiffersAmongTheSlicesIsReplaced() throws Exception {
        List<TestSlice> series = TestSlice.series(8);
        for (int k = 0; k < 8; k++) {
            series.get(k).text(Tag.FRAME_OF_REFERENCE_UID, "UI", "1.2.3.5." + k);
        }
        Study study = read(series);
        assertThat(study.quality()).extracting(QualityFlag::code).containsExactly("UIDS_REPLACED");
        assertThat(source(study).frameOfReferenceUid())
                .doesNotStartWith("1.2.3.5")
                .satisfies(Uid::isValid);
    }

    @Test
    void twoScansWithoutIdentifiersGetDifferentOnes() throws Exception {
        Consumer<TestSlice> nameless = slice -> slice.without(Tag.STUDY_INSTANCE_UID);
        DicomSource one = source(read(TestSlice.series(8, nameless)));
        List<TestSlice> other = TestSlice.series(8, nameless);
        other.get(4).pixels(1124, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 4094);
        assertThat(source(read(other)).studyInstanceUid()).isNotEqualTo(one.studyInstanceUid());
    }

    private static DicomSource source(Study study) {
        return Objects.requireNonNull(study.dicom()).source();
    }

    private Study read(List<TestSlice> series) throws Exception {
        return readFiles(series.stream().map(TestSlice::file).toList());
    }

    private Study readFiles(List<byte[]> files) throws Exception {
        return new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE)
                .read(RealCt.zip(folder, files), null, progress -> {});
    }
}
