package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungburden.pipeline.UploadFiles.gzip;
import static org.lungburden.pipeline.UploadFiles.tar;
import static org.lungburden.pipeline.UploadFiles.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.SeriesOption;
import org.lungburden.study.Study;
import org.lungburden.study.StudyFormat;

/** Which file of an upload is the study. */
class FormatReaderTest extends PhantomUploads {
    @Test
    void aMaskBesideACtDoesNotCount() throws Exception {
        List<byte[]> files = new ArrayList<>(slices);
        files.add(gzip(mask));
        files.add(gzip(mask));
        assertThat(read(zip(files)).format()).isEqualTo(StudyFormat.DICOM);
        Collections.reverse(files);
        assertThat(read(zip(files)).format()).isEqualTo(StudyFormat.DICOM);
        assertThat(read(zip(List.of(mask, nifti))).scan().hu())
                .isDeepEqualTo(read(nifti).scan().hu());
        assertThat(read(zip(List.of(nifti, mask))).scan().hu())
                .isDeepEqualTo(read(nifti).scan().hu());
    }

    /** The check of Hounsfield units refuses the mask later. */
    @Test
    void aMaskAloneIsReadSinceNothingElseCanBeMeant() throws Exception {
        assertThat(read(mask).format()).isEqualTo(StudyFormat.NIFTI);
        assertThat(read(zip(List.of(mask, mask))).format()).isEqualTo(StudyFormat.NIFTI);
    }

    @Test
    void aSeriesThatTheClientNamesIsNoNifti() throws Exception {
        List<byte[]> both = new ArrayList<>(slices);
        both.add(nifti);
        String series = String.valueOf(read(zip(slices)).seriesInstanceUid());
        Path upload = Files.write(folder.resolve("upload"), zip(both));
        assertThat(reader.read(upload, series, progress -> {}).format()).isEqualTo(StudyFormat.DICOM);
        Path alone = Files.write(folder.resolve("upload"), nifti);
        assertThatThrownBy(() -> reader.read(alone, series, progress -> {})).hasMessageContaining("SERIES_NOT_FOUND");
    }

    @Test
    void aNiftiThatCannotBeReadDoesNotCountBesideACt() throws Exception {
        byte[] cut = Arrays.copyOf(mask, 1000);
        byte[] flat = nifti.clone();
        ByteBuffer.wrap(flat).order(ByteOrder.LITTLE_ENDIAN).putShort(46, (short) 1);
        List<byte[]> files = new ArrayList<>(slices);
        files.add(0, cut);
        files.add(0, flat);
        assertThat(read(zip(files)).format()).isEqualTo(StudyFormat.DICOM);
    }

    /** Such as a copy that another program made of the series. */
    @Test
    void aSeriesComesBeforeANiftiVolumeAndTheResultNamesTheVolume() throws Exception {
        List<byte[]> files = new ArrayList<>(slices);
        files.add(0, foreign(nifti));
        files.add(changed(foreign(nifti), 1, 7));
        Study alone = read(zip(slices));
        for (byte[] upload : List.of(zip(files), tar(files))) {
            Study study = read(upload);
            assertThat(study.seriesInstanceUid()).isEqualTo(alone.seriesInstanceUid());
            assertThat(study.scan().hu()).isDeepEqualTo(alone.scan().hu());
            assertThat(others(study)).hasSize(2).allSatisfy(other -> {
                assertThat(other.seriesInstanceUid()).isNull();
                assertThat(other.slices()).isEqualTo(slices.size());
                assertThat(other.reason()).startsWith("a NIfTI volume of 20 x 20 x 8 voxels of 20 x 20 x 30 mm beside");
            });
        }
        assertThat(others(alone)).isEmpty();
    }

    private static List<SeriesOption> others(Study study) {
        return Objects.requireNonNull(study.series()).others();
    }

    @Test
    void identicalCopiesAreOneFile() throws Exception {
        byte[] copy = foreign(nifti);
        assertThat(read(zip(List.of(copy, gzip(copy), copy))).scan().hu())
                .isDeepEqualTo(read(nifti).scan().hu());
    }

    /** Such as a CT stored with 1024 added, beside its mask. */
    @Test
    void ofFilesThatCannotBeACtTheWidestIsReadSinceTheRefusalTellsOfIt() throws Exception {
        byte[] shifted = changed(foreign(nifti), 1, 2000);
        for (List<byte[]> files : List.of(List.of(mask, shifted), List.of(shifted, mask))) {
            assertThat(read(zip(files)).scan().hu())
                    .isDeepEqualTo(read(shifted).scan().hu());
        }
    }

    @Test
    void filesOfOneSliceEachAreCounted() {
        byte[] flat = foreign(nifti);
        ByteBuffer.wrap(flat).order(ByteOrder.LITTLE_ENDIAN).putShort(46, (short) 1);
        assertThatThrownBy(() -> read(zip(List.of(flat, flat, flat))))
                .hasMessageContaining("TOO_FEW_SLICES")
                .hasMessageContaining("holds 3 NIfTI files of one slice each; send one file that holds all slices");
        assertThatThrownBy(() -> read(flat))
                .hasMessageContaining("has 1 slice from feet to head; send one of at least 8");
    }

    @Test
    void twoNiftiVolumesAreNamed() {
        assertThatThrownBy(() -> read(zip(List.of(nifti, gzip(changed(nifti, 1, 7))))))
                .isInstanceOfSatisfying(
                        CodedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.AMBIGUOUS_SERIES))
                .hasMessageContaining("2 NIfTI volumes (20 x 20 x 8 voxels of 20 x 20 x 30 mm, 20 x 20 x 8 voxels of");
    }

    /** The phantom's file is written as image.nii.gz is. */
    @Test
    void anImageThatThisServiceWroteDoesNotCompete() throws Exception {
        List<byte[]> files = new ArrayList<>(slices);
        files.add(gzip(nifti));
        files.add(gzip(mask));
        assertThat(read(zip(files)).format()).isEqualTo(StudyFormat.DICOM);
        assertThat(read(zip(List.of(nifti, changed(foreign(nifti), 1, 7))))
                        .scan()
                        .hu()[0][0])
                .isEqualTo((short) (read(nifti).scan().hu()[0][0] + 7));
    }

    /** Normalized to -1 to 1, and MR without a value below 0. */
    @Test
    void aNiftiWithoutAirDoesNotCompeteWithACt() throws Exception {
        byte[] normalized = changed(foreign(nifti), 0.001f, 0);
        byte[] mr = changed(foreign(nifti), 1, 2000);
        for (byte[] other : List.of(normalized, mr)) {
            List<byte[]> files = new ArrayList<>(slices);
            files.add(other);
            assertThat(read(zip(files)).format()).isEqualTo(StudyFormat.DICOM);
            assertThat(read(zip(List.of(other, foreign(nifti)))).scan().hu())
                    .isDeepEqualTo(read(nifti).scan().hu());
        }
    }

    /** As another program writes it, without a description. */
    private static byte[] foreign(byte[] nifti) {
        byte[] copy = nifti.clone();
        Arrays.fill(copy, 148, 228, (byte) 0);
        return copy;
    }

    /** With another scl_slope and scl_inter. */
    private static byte[] changed(byte[] nifti, float slope, float intercept) {
        byte[] copy = nifti.clone();
        ByteBuffer.wrap(copy)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(112, slope)
                .putFloat(116, intercept);
        return copy;
    }

    @Test
    void fewSlicesDoNotCompeteWithAVolume() throws Exception {
        assertThat(read(zip(List.of(slices.get(0), nifti))).format()).isEqualTo(StudyFormat.NIFTI);
    }
}
