package org.lungburden.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungburden.pipeline.UploadFiles.gzip;
import static org.lungburden.pipeline.UploadFiles.tar;
import static org.lungburden.pipeline.UploadFiles.zip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.error.ErrorCode;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.Study;
import org.lungburden.study.StudyFormat;

/** What holds the files of an upload, and what lies beside them. */
class UploadContainersTest extends PhantomUploads {
    @Test
    void theSameStudyComesOutOfEveryContainer() throws Exception {
        Study expected = read(zip(slices));
        List<byte[]> gzipped = slices.stream().map(UploadFiles::gzip).toList();
        List<byte[]> halves = List.of(zip(slices.subList(0, 5)), tar(slices.subList(5, slices.size())));
        for (byte[] upload : List.of(
                tar(slices),
                gzip(tar(slices)),
                gzip(zip(slices)),
                zip(List.of(zip(slices))),
                zip(gzipped),
                tar(gzipped),
                zip(List.of(TEXT, gzip(tar(slices)))),
                zip(halves),
                gzip(tar(halves)))) {
            Study study = read(upload);
            assertThat(study.format()).isEqualTo(StudyFormat.DICOM);
            assertThat(study.scan().affine()).isEqualTo(expected.scan().affine());
            assertThat(study.scan().hu()).isDeepEqualTo(expected.scan().hu());
        }
        for (byte[] upload : List.of(nifti, gzip(nifti), zip(List.of(TEXT, gzip(nifti))), gzip(tar(List.of(nifti))))) {
            assertThat(read(upload).format()).isEqualTo(StudyFormat.NIFTI);
        }
    }

    @Test
    void aBareSliceIsDicom() {
        assertThat(code(slices.get(0))).isEqualTo(ErrorCode.TOO_FEW_SLICES);
        assertThat(code(gzip(slices.get(0)))).isEqualTo(ErrorCode.TOO_FEW_SLICES);
    }

    /** Discs of hospitals hold viewers, logs and reports. */
    @Test
    void junkBesideAStudyDoesNotCount() throws Exception {
        byte[] cutLog = gzip(java.util.HexFormat.of().formatHex(mask).getBytes(UTF_8));
        List<byte[]> junk = List.of(
                Arrays.copyOf(cutLog, cutLog.length / 2),
                Arrays.copyOf(zip(List.of(TEXT)), 40),
                zip(List.of(zip(List.of(TEXT)))));
        for (byte[] bad : junk) {
            List<byte[]> files = new ArrayList<>(slices);
            files.add(0, bad);
            assertThat(read(zip(files)).scan().hu()).hasDimensions(slices.size(), 400);
        }
        List<byte[]> files = new ArrayList<>(slices);
        byte[] slice = gzip(slices.get(3));
        files.set(3, Arrays.copyOf(slice, slice.length - 20));
        assertThat(code(zip(files))).isEqualTo(ErrorCode.CORRUPT_ARCHIVE);
    }

    /** The upper slices of a scan are lost with the second archive. */
    @Test
    void anArchiveThatIsLeftOutBesideOneWithImagesIsTold() throws Exception {
        byte[] first = zip(slices);
        for (byte[] bad : List.of(
                Arrays.copyOf(zip(slices), 500), Arrays.copyOf(gzip(tar(slices)), 500), zip(List.of(zip(slices))))) {
            for (List<byte[]> files : List.of(List.of(first, bad), List.of(bad, first))) {
                assertThat(read(zip(files)).quality())
                        .extracting(QualityFlag::code)
                        .containsExactly("ARCHIVE_LEFT_OUT");
            }
            List<byte[]> viewer = new ArrayList<>(slices);
            viewer.add(bad);
            assertThat(read(zip(viewer)).quality())
                    .as("beside bare images")
                    .extracting(QualityFlag::code)
                    .doesNotContain("ARCHIVE_LEFT_OUT");
        }
        assertThat(read(zip(List.of(first, zip(List.of(TEXT))))).quality()).isEmpty();
    }

    /** Nothing here unpacks these, so that the rest of the scan may lie in them. */
    @ParameterizedTest
    @CsvSource({"377abcaf271c0004, a 7z archive", "526172211a070100, a RAR archive", "425a6839, compressed with bzip2"})
    void anArchiveOfAnotherFormatBesideTheImagesIsTold(String start, String told) throws Exception {
        List<byte[]> files = new ArrayList<>(slices);
        files.add(Arrays.copyOf(java.util.HexFormat.of().parseHex(start), 900));
        assertThat(read(zip(files)).quality()).anySatisfy(flag -> {
            assertThat(flag.code()).isEqualTo("ARCHIVE_LEFT_OUT");
            assertThat(flag.message()).startsWith("A file beside the images is " + told + " and was not read.");
        });
        files.remove(4);
        assertThatThrownBy(() -> read(zip(files)))
                .hasMessageStartingWith("MISSING_SLICES")
                .hasMessageEndingWith("is " + told + " and was not read; if it holds the scan, unpack it.");
        assertThat(read(zip(List.of(nifti, files.get(files.size() - 1)))).quality())
                .extracting(QualityFlag::code)
                .doesNotContain("ARCHIVE_LEFT_OUT");
    }

    @Test
    void imagesThatMayBeMissingFromAnArchiveAreTold() throws Exception {
        byte[] tar = tar(slices);
        byte[] cut = Arrays.copyOf(tar, tar.length - endBytes(tar));
        for (byte[] upload : List.of(cut, gzip(cut), zip(List.of(cut)))) {
            Study study = read(upload);
            assertThat(study.scan().hu()).hasDimensions(slices.size(), 400);
            assertThat(study.quality()).extracting(QualityFlag::code).containsExactly("ARCHIVE_NOT_WHOLE");
            assertThat(study.quality().get(0).message()).startsWith("The tar has no end");
        }
        byte[] front = zip(List.of(TEXT));
        byte[] two = Arrays.copyOf(front, front.length + zip(slices).length);
        System.arraycopy(zip(slices), 0, two, front.length, two.length - front.length);
        assertThat(read(two).quality()).singleElement().satisfies(flag -> {
            assertThat(flag.code()).isEqualTo("ARCHIVE_NOT_WHOLE");
            assertThat(flag.message()).startsWith("Another zip lies in front");
        });
        assertThat(read(tar).quality()).isEmpty();
    }

    /** Zeros behind the last file, in blocks of 512 bytes. */
    private static int endBytes(byte[] tar) {
        int zeros = 0;
        while (tar[tar.length - 1 - zeros] == 0) {
            zeros++;
        }
        return zeros / 512 * 512;
    }

    @Test
    void aGzipWithinAGzipIsTold() {
        assertThatThrownBy(() -> read(gzip(gzip(nifti))))
                .hasMessageEndingWith(
                        "its file is gzipped twice, so unpack it once; send a zip, a tar, DICOM or NIfTI.");
    }
}
