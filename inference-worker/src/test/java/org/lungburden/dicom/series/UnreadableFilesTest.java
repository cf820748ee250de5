package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungburden.dicom.series.SeriesUpload.SLICES;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.dicom.file.Tag;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.Study;

/** A slice whose beginning is damaged is no DICOM, but is not lost unseen. */
class UnreadableFilesTest {
    private static final int LAST = SLICES - 1;
    private static final List<byte[]> SERIES = new SeriesUpload()
            .series(
                    "1.2.3.10",
                    SLICES,
                    slice -> slice.bytes(Tag.LOSSY_IMAGE_COMPRESSION_METHOD, "UN", new byte[20_000]))
            .files();

    @TempDir
    Path folder;

    static Stream<Arguments> damages() {
        byte[] last = SERIES.get(LAST);
        byte[] zeroed = last.clone();
        Arrays.fill(zeroed, 0, 512, (byte) 0);
        byte[] withoutHead = Arrays.copyOfRange(last, 300, last.length);
        byte[] atModality = Arrays.copyOfRange(last, indexOf(last, "UI") - 4, last.length);
        return Stream.of(
                Arguments.of("named alike, beginning zeroed", "S/IM099.dcm", zeroed),
                Arguments.of("named alike, beginning cut off", "S/IM1234.dcm", withoutHead),
                Arguments.of("named alike, empty", "S/IM099.dcm", new byte[0]),
                Arguments.of("named alike, a web page", "S/IM099.dcm", ascii("<html>502 Bad Gateway</html>")),
                Arguments.of("named alike, an answer of a server", "S/IM099.dcm", ascii("{\"error\":\"not found\"}")),
                Arguments.of(
                        "named alike, a picture", "S/IM099.dcm", new byte[] {-1, (byte) 0xd8, -1, (byte) 0xe0, 5, 6}),
                Arguments.of(
                        "named alike, a gzip cut short", "S/IM099.dcm", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0}),
                Arguments.of("as large, beginning zeroed", "OTHER", zeroed),
                Arguments.of("as large, beginning cut off", "OTHER", withoutHead),
                Arguments.of("as large, begins with an element", "OTHER", atModality));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Behind the SOP class and the modality, in group 0008 still. */
    private static int indexOf(byte[] file, String vr) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        return text.indexOf(vr, text.indexOf("1.2.3") - 10);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void aDamagedFileAtTheEndIsTold(String damage, String name, byte[] file) throws Exception {
        Map<String, byte[]> files = series();
        files.remove(name(LAST));
        files.put(name, file);
        Study study = read(files);
        assertThat(study.scan().slices()).as(damage).isEqualTo(LAST);
        assertThat(study.quality())
                .containsExactly(new QualityFlag(
                        "FILES_UNREADABLE",
                        "1 file that looks like a slice by its name or size cannot be read as DICOM. A slice may be "
                                + "missing at an end of the scan; copy or export the series again.",
                        1.0));
    }

    @Test
    void aDamagedFileInTheMiddleIsToldWithTheGap() {
        Map<String, byte[]> files = series();
        files.put(name(4), new byte[20_900]);
        files.put(name(5), new byte[20_900]);
        assertThatThrownBy(() -> read(files))
                .hasMessageStartingWith("MISSING_SLICES: Not measured: 2 slices are missing between z 6 and 12 mm.")
                .hasMessageEndingWith("Send the whole series. 2 files that look like slices by their names or sizes "
                        + "cannot be read as DICOM. Copy or export it again.");
    }

    static Stream<Arguments> junk() {
        byte[] unknown = new byte[20_000];
        byte[] text = ascii("a line of text\n".repeat(1400));
        byte[] program = Arrays.copyOf(new byte[] {'M', 'Z', 1, 2}, 20_900);
        return Stream.of(
                Arguments.of("Thumbs.db", Arrays.copyOf(unknown, 9000)),
                Arguments.of("S/._IM010.dcm", Arrays.copyOf(unknown, 4096)),
                Arguments.of("S/IM099.txt", Arrays.copyOf(unknown, 100)),
                Arguments.of("S/NOTE099.dcm", text),
                Arguments.of("S/IM099.jpg", new byte[] {-1, (byte) 0xd8, -1, (byte) 0xe0, 5, 6}),
                Arguments.of("S/IM099", ascii("<html>a page</html>")),
                Arguments.of("empty", new byte[0]),
                Arguments.of("VIEWER.EXE", program));
    }

    @ParameterizedTest
    @MethodSource("junk")
    void junkIsNotTold(String name, byte[] file) throws Exception {
        Map<String, byte[]> files = series();
        files.put(name, file);
        assertThat(read(files).quality()).as(name).isEmpty();
    }

    /** Compressed slices differ so much in size that other files have one of their sizes. */
    @Test
    void theSizeTellsNothingWhereSlicesDiffer() throws Exception {
        Map<String, byte[]> files = series();
        files.put(name(3), Arrays.copyOf(SERIES.get(3), 30_000));
        files.put("OTHER", new byte[20_900]);
        assertThat(read(files).quality()).isEmpty();
    }

    private static Map<String, byte[]> series() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int k = 0; k < SLICES; k++) {
            files.put(name(k), SERIES.get(k));
        }
        return files;
    }

    private static String name(int k) {
        return "S/IM0" + (10 + k) + ".dcm";
    }

    private Study read(Map<String, byte[]> files) throws IOException {
        Path upload = Files.createTempFile(folder, "study", ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(upload))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE).read(upload, progress -> {});
    }
}
