package org.lungburden.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.SeriesOption;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.Study;
import org.lungburden.study.StudyFormat;

/** Which file of an upload is the study. */
class FormatReaderTest {
    private static final int NIFTI_HEADER_BYTES = 352;
    private static final byte[] TEXT = "some words".getBytes(UTF_8);

    @TempDir
    Path folder;

    private final FormatReader reader = new FormatReader(ArchiveLimits.defaults(), MemoryCheck.NONE);
    private List<byte[]> slices = List.of();
    private byte[] nifti = {};
    private byte[] mask = {};

    @BeforeEach
    void write() throws IOException {
        PhantomScan scan = new PhantomScan(20, 20, 8, 20, 30, "LPS", 0);
        PhantomFile.write(scan, folder.resolve("p.zip"));
        slices = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(folder.resolve("p.zip")))) {
            while (zip.getNextEntry() != null) {
                slices.add(zip.readAllBytes());
            }
        }
        PhantomFile.write(scan, folder.resolve("p.nii.gz"));
        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve("p.nii.gz")))) {
            nifti = in.readAllBytes();
        }
        mask = nifti.clone();
        ByteBuffer voxels = ByteBuffer.wrap(mask).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = NIFTI_HEADER_BYTES; at < mask.length; at += 2) {
            voxels.putShort(at, (short) (at % 4));
        }
    }

    @Test
    void theSameStudyComesOutOfEveryContainer() throws Exception {
        Study expected = read(zip(slices));
        List<byte[]> gzipped = slices.stream().map(FormatReaderTest::gzip).toList();
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
                assertThat(other.reason()).startsWith("a NIfTI volume of 20 x 20 x 8 voxels beside");
            });
        }
        assertThat(others(alone)).isEmpty();
    }

    private static List<SeriesOption> others(Study study) {
        return Objects.requireNonNull(study.series()).others();
    }

    @Test
    void twoNiftiVolumesAreNamed() {
        assertThatThrownBy(() -> read(zip(List.of(nifti, gzip(nifti)))))
                .isInstanceOfSatisfying(
                        CodedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.AMBIGUOUS_SERIES))
                .hasMessageContaining("2 NIfTI volumes (20 x 20 x 8 voxels, 20 x 20 x 8 voxels)");
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
            assertThat(read(zip(viewer)).quality()).as("beside bare images").isEmpty();
        }
        assertThat(read(zip(List.of(first, zip(List.of(TEXT))))).quality()).isEmpty();
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

    @Test
    void withoutImagesTheUploadIsNamed() {
        byte[] sevenZip = {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c, 0, 4};
        assertThatThrownBy(() -> read(zip(List.of(TEXT, sevenZip, TEXT))))
                .hasMessageContaining("NO_CT_IMAGES")
                .hasMessageContaining("one of its files is a 7z archive; send a zip");
        assertThatThrownBy(() -> read(gzip(TEXT))).hasMessageContaining("its file is a text");
        assertThat(code(zip(List.of()))).isEqualTo(ErrorCode.NO_CT_IMAGES);
    }

    @Test
    void dicomFilesWithoutCtAreNamedByModalityAndClass() {
        List<byte[]> mr = slices.stream()
                .map(slice -> replaced(replaced(slice, "CT", "MR", 0x08, 0x60), "1.1.2", "1.1.4", 0x08, 0x16))
                .toList();
        String told =
                "The study holds no CT images: " + mr.size() + " files of Modality MR (SOPClassUID MR Image Storage).";
        assertThatThrownBy(() -> read(zip(mr))).hasMessageEndingWith(told);
        List<byte[]> withPage = new ArrayList<>(mr);
        withPage.add(0, "<html></html>".getBytes(UTF_8));
        assertThatThrownBy(() -> read(zip(withPage))).hasMessageEndingWith(told);
        byte[] name = replaced(mr.get(0), "MR", "XY", 0x08, 0x60);
        assertThatThrownBy(() -> read(name)).hasMessageContaining("1 file of Modality unknown (SOPClassUID MR");
    }

    /** Changes the value of one explicit element with a short length. */
    private static byte[] replaced(byte[] file, String from, String to, int group, int element) {
        byte[] changed = file.clone();
        for (int at = 132; at < file.length - 8; at++) {
            if (file[at] == group && file[at + 1] == 0 && file[at + 2] == element && file[at + 3] == 0) {
                int length = file[at + 6];
                String value = new String(file, at + 8, length, UTF_8).replace(from, to);
                System.arraycopy(value.getBytes(UTF_8), 0, changed, at + 8, length);
                return changed;
            }
        }
        throw new AssertionError("no such element");
    }

    @Test
    void aGzipWithinAGzipIsTold() {
        assertThatThrownBy(() -> read(gzip(gzip(nifti))))
                .hasMessageEndingWith(
                        "its file is gzipped twice, so unpack it once; send a zip, a tar, DICOM or NIfTI.");
    }

    private Study read(byte[] upload) throws IOException {
        return reader.read(Files.write(folder.resolve("upload"), upload), null, progress -> {});
    }

    private ErrorCode code(byte[] upload) {
        try {
            read(upload);
            throw new AssertionError("the upload was read");
        } catch (CodedException e) {
            return e.code();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private interface Writing {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] content) {
        return written(out -> {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(content);
            }
        });
    }

    private static byte[] zip(List<byte[]> files) {
        return written(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (int n = 0; n < files.size(); n++) {
                    zip.putNextEntry(new ZipEntry("f" + n));
                    zip.write(files.get(n));
                }
            }
        });
    }

    private static byte[] tar(List<byte[]> files) {
        return written(out -> {
            try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
                for (int n = 0; n < files.size(); n++) {
                    TarArchiveEntry entry = new TarArchiveEntry("f" + n);
                    entry.setSize(files.get(n).length);
                    tar.putArchiveEntry(entry);
                    new ByteArrayInputStream(files.get(n)).transferTo(tar);
                    tar.closeArchiveEntry();
                }
            }
        });
    }
}
