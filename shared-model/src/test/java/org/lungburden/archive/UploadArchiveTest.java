package org.lungburden.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Upload;

class UploadArchiveTest {
    private static final ArchiveLimits DEFAULTS = ArchiveLimits.defaults();
    private static final byte[] SLICE = dicom("slice");

    @TempDir
    Path folder;

    @Test
    void aBareFileIsItsOnlyMember() throws Exception {
        assertThat(read(SLICE)).containsOnly(Map.entry("", SLICE));
        assertThat(read(TestTars.gzip(SLICE))).containsOnly(Map.entry("", SLICE));
        assertThat(formats(TestTars.gzip(SLICE))).containsExactly(Upload.Format.DICOM);
    }

    @Test
    void aGzippedTarOrZipIsRead() throws Exception {
        assertThat(read(TestTars.gzip(TestTars.tar("a", "b")))).containsOnlyKeys("a", "b");
        assertThat(read(TestTars.gzip(TestZips.zip("a", "b")))).containsOnlyKeys("a", "b");
    }

    @Test
    void archivesInAnArchiveAreReadWithAllElse() throws Exception {
        Map<String, byte[]> inner = new TreeMap<>();
        inner.put("one.zip", TestZips.zip("1"));
        inner.put("two.tar", TestTars.tar("2"));
        inner.put("three.tgz", TestTars.gzip(TestTars.tar("3")));
        inner.put("four", TestTars.gzip(SLICE));
        inner.put("five", SLICE);
        for (byte[] outer : List.of(zip(inner), TestTars.tar(inner), TestTars.gzip(TestTars.tar(inner)))) {
            Map<String, byte[]> files = read(outer);
            assertThat(files.keySet()).containsExactly("five", "four", "one.zip/1", "three.tgz/3", "two.tar/2");
            assertThat(files.get("four")).isEqualTo(SLICE);
            assertThat(files.get("three.tgz/3")).isEqualTo("3".getBytes(UTF_8));
        }
    }

    @Test
    void deeperArchivesAreRefused() {
        byte[] zip = TestZips.zip("1");
        byte[] second = zip(Map.of("a", zip));
        assertFails(zip(Map.of("a", second)), ErrorCode.ARCHIVE_UNSAFE);
        assertFails(TestTars.gzip(TestTars.tar(Map.of("a", second))), ErrorCode.ARCHIVE_UNSAFE);
        assertFails(
                zip(Map.of("a", TestTars.tar(Map.of("b", TestTars.gzip(TestTars.tar("c")))))),
                ErrorCode.ARCHIVE_UNSAFE);
    }

    /** A disc from a hospital holds a viewer, whose parts are zips of thousands of files. */
    @Test
    void programsAndDocumentsStayClosed() throws Exception {
        Map<String, byte[]> disc = new TreeMap<>();
        disc.put("viewer.jar", TestZips.zip("META-INF/MANIFEST.MF", "a.class"));
        disc.put("report.docx", TestZips.zip("[Content_Types].xml", "word/document.xml"));
        disc.put("other.docx", TestZips.zip("docProps/app.xml", "[Content_Types].xml"));
        disc.put("other.jar", TestZips.zip("a.class", "META-INF/MANIFEST.MF"));
        assertThat(read(zip(disc))).containsOnlyKeys("viewer.jar", "report.docx", "other.docx", "other.jar");
    }

    @Test
    void faultsOfInnerArchivesAreTold() {
        byte[] encrypted = TestZips.zip("x");
        TestZips.view(encrypted).putShort(TestZips.directory(encrypted) + 8, (short) 1);
        assertFails(zip(Map.of("a", encrypted)), ErrorCode.ARCHIVE_ENCRYPTED);
        assertFails(zip(Map.of("a", TestZips.zip("../x"))), ErrorCode.ARCHIVE_UNSAFE);
        byte[] cut = java.util.Arrays.copyOf(TestZips.zip("x"), 40);
        assertFails(zip(Map.of("a", cut)), ErrorCode.CORRUPT_ARCHIVE);
        byte[] tgz = TestTars.gzip(TestTars.tar(Map.of("a", random(100_000))));
        assertFails(java.util.Arrays.copyOf(tgz, tgz.length / 2), ErrorCode.CORRUPT_ARCHIVE);
    }

    /** Viewers, reports and leftovers beside the images are none of our business. */
    @Test
    void anInnerArchiveThatCannotBeReadIsLeftOutWhenImagesRemain() throws Exception {
        byte[] encrypted = TestZips.zip("x");
        TestZips.view(encrypted).putShort(TestZips.directory(encrypted) + 8, (short) 1);
        byte[] tgz = TestTars.gzip(TestTars.tar(Map.of("a", random(100_000))));
        Map<ErrorCode, List<byte[]>> bad = Map.of(
                ErrorCode.ARCHIVE_ENCRYPTED, List.of(encrypted),
                ErrorCode.CORRUPT_ARCHIVE,
                        List.of(
                                java.util.Arrays.copyOf(TestZips.zip("x"), 40),
                                java.util.Arrays.copyOf(tgz, tgz.length / 2)),
                ErrorCode.ARCHIVE_UNSAFE,
                        List.of(
                                TestZips.zip("../x"),
                                TestTars.tar("../x"),
                                TestTars.gzip(TestTars.ended(TestTars.entry("a", '3', new byte[0]))),
                                zip(Map.of("a", TestZips.zip("1")))));
        for (Map.Entry<ErrorCode, List<byte[]>> fault : bad.entrySet()) {
            for (byte[] inner : fault.getValue()) {
                for (String name : List.of("a", "z")) {
                    byte[] upload = zip(new TreeMap<>(Map.of("slice", SLICE, name, inner)));
                    assertThat(read(upload).get("slice")).isEqualTo(SLICE);
                    assertThat(leftOut(upload)).isEqualTo(Optional.of(fault.getKey()));
                    assertFails(
                            zip(new TreeMap<>(Map.of("text", "notes".getBytes(UTF_8), name, inner))), fault.getKey());
                }
            }
        }
        assertThat(leftOut(zip(Map.of("slice", SLICE)))).isEmpty();
    }

    private Optional<ErrorCode> leftOut(byte[] upload) throws Exception {
        try (UploadArchive archive = UploadArchive.open(Files.write(folder.resolve("upload"), upload), DEFAULTS)) {
            return archive.leftOut().map(CodedException::code);
        }
    }

    @Test
    void anInnerBombIsRefusedBesideImages() {
        byte[] bomb = TestTars.gzip(TestTars.tar(Map.of("b", new byte[8 << 20])));
        byte[] upload = zip(new TreeMap<>(Map.of("a", SLICE, "bomb", bomb)));
        assertThatThrownBy(() -> TestTars.read(folder, upload, new ArchiveLimits(10, 1 << 20, 1 << 20, 100)))
                .hasMessageContaining("ARCHIVE_TOO_LARGE");
    }

    /** A hostile archive has nothing to write to: all that is unpacked lies in one file, which goes. */
    @Test
    void nothingIsEverWrittenOutsideWhateverTheNamesSay() throws Exception {
        Path closed = Files.createDirectories(folder.resolve("outer/private"));
        String target = folder.resolve("outer/written").toString();
        byte[] link = TestZips.zip(target, "slice");
        TestZips.view(link).putInt(TestZips.directory(link) + 38, 0120777 << 16);
        Map<String, byte[]> names = new TreeMap<>();
        names.put(target, SLICE);
        names.put("inner.zip", TestZips.zip(target, "C:\\written"));
        names.put("link.zip", link);
        names.put("up.zip", TestZips.zip("../written"));
        Path upload = Files.write(closed.resolve("upload"), zip(names));
        assertThat(TestTars.read(upload, DEFAULTS))
                .containsOnlyKeys(target, "inner.zip/" + target, "inner.zip/C:/written", "link.zip/slice");
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile)).containsExactly(upload);
        }
    }

    @Test
    void damageInAForeignFileIsNoneOfAnImage() throws Exception {
        byte[] log = TestTars.gzip(random(100_000));
        Map<String, byte[]> files = new TreeMap<>();
        files.put("log.gz", java.util.Arrays.copyOf(log, log.length / 2));
        files.put("slice", SLICE);
        files.put("slice.gz", TestTars.gzip(SLICE));
        files.put("text", "notes".getBytes(UTF_8));
        Path upload = Files.write(folder.resolve("upload"), zip(files));
        try (UploadArchive archive = UploadArchive.open(upload, DEFAULTS)) {
            assertThat(archive.members().stream().filter(archive::isForeign))
                    .extracting(Archive.Member::name)
                    .containsExactly("log.gz", "text");
        }
    }

    @Test
    void volumesOfFreeSurferAndSelfExtractingArchivesAreNamed() {
        byte[] head = new byte[ContentSniffer.HEAD_BYTES];
        java.nio.ByteBuffer.wrap(head)
                .putInt(1)
                .putInt(256)
                .putInt(256)
                .putInt(256)
                .putInt(1)
                .putInt(3);
        assertThat(ForeignFormat.of(head)).hasValue("a FreeSurfer volume (MGH, MGZ)");
        byte[] nifti = new byte[ContentSniffer.HEAD_BYTES];
        nifti[0] = 0x1c;
        nifti[1] = 2;
        nifti[344] = 'n';
        nifti[345] = '+';
        nifti[346] = '1';
        assertThat(ForeignFormat.of(nifti))
                .hasValueSatisfying(told -> assertThat(told).contains("sizeof_hdr is not 348"));
        head[3] = 2;
        assertThat(ForeignFormat.of(head)).isEmpty();
        assertThatThrownBy(() -> ContentSniffer.require("MZ\0\1".getBytes(UTF_8)))
                .hasMessageContaining("unpack it if it is a self-extracting archive; send a zip");
    }

    @Test
    void aZipThatWasMadeToBeSplitIsRead() throws Exception {
        byte[] zip = TestZips.zip("a", "b");
        byte[] marked = TestTars.join(List.of("PK00".getBytes(UTF_8), zip));
        assertThat(read(marked)).containsOnlyKeys("a", "b");
    }

    @Test
    void entriesOfAllLevelsCountTogether() throws Exception {
        byte[] upload = zip(new TreeMap<>(Map.of("a", TestZips.zip("1", "2"), "b", TestTars.tar("3", "4"))));
        assertThat(TestTars.read(folder, upload, new ArchiveLimits(6, 1 << 20, 1 << 20, 10)))
                .hasSize(4);
        assertThatThrownBy(() -> TestTars.read(folder, upload, new ArchiveLimits(5, 1 << 20, 1 << 20, 10)))
                .hasMessageContaining("ARCHIVE_TOO_LARGE");
    }

    @Test
    void bytesOfAllLevelsCountTogether() throws Exception {
        byte[] inner = zip(Map.of("zeros", new byte[1 << 20]));
        Map<String, byte[]> many = new TreeMap<>();
        for (int n = 0; n < 10; n++) {
            many.put("zip" + n, inner);
        }
        byte[] upload = zip(many);
        ArchiveLimits enough = new ArchiveLimits(100, (10 << 20) + 10L * inner.length, 1 << 20, 10);
        assertThat(TestTars.read(folder, upload, enough)).hasSize(10);
        ArchiveLimits less = new ArchiveLimits(100, (10 << 20) + 10L * inner.length - 1, 1 << 20, 10);
        assertThatThrownBy(() -> TestTars.read(folder, upload, less)).hasMessageContaining("ARCHIVE_TOO_LARGE");
    }

    /** As a gzip of a tar is larger than each of its files. */
    @Test
    void theLimitOfAFileIsNotThatOfItsTar() throws Exception {
        byte[] upload = TestTars.gzip(TestTars.tar(Map.of("a", random(900), "b", random(900))));
        ArchiveLimits limits = new ArchiveLimits(10, 1 << 20, 1000, 100);
        assertThat(TestTars.read(folder, upload, limits)).hasSize(2);
        byte[] larger = TestTars.gzip(TestTars.tar(Map.of("a", random(1001))));
        assertThatThrownBy(() -> TestTars.read(folder, larger, limits)).hasMessageContaining("ARCHIVE_TOO_LARGE");
    }

    @Test
    void aBombInATarIsRefusedBeforeItFillsTheDisk() {
        byte[] bomb = TestTars.gzip(new byte[8 << 20]);
        byte[] upload = zip(Map.of("a.tgz", TestTars.gzip(TestTars.tar(Map.of("b", new byte[8 << 20]))), "c", bomb));
        assertThatThrownBy(() -> TestTars.read(folder, upload, new ArchiveLimits(10, 1 << 20, 1 << 20, 100)))
                .hasMessageContaining("ARCHIVE_TOO_LARGE");
        assertThat(folder).isDirectoryNotContaining("glob:**unpacked*");
    }

    @Test
    void nothingIsLeftBeside() throws Exception {
        Path upload = Files.write(folder.resolve("study"), zip(Map.of("a", TestTars.tar("1", "2"))));
        try (UploadArchive archive = UploadArchive.open(upload, DEFAULTS)) {
            assertThat(archive.members()).hasSize(2);
        }
        assertThat(folder).isDirectoryContaining(upload::equals).isDirectoryNotContaining("glob:**unpacked*");
    }

    @Test
    void severalThreadsReadAtOnce() throws Exception {
        Map<String, byte[]> tar = new TreeMap<>();
        Map<String, byte[]> expected = new TreeMap<>();
        for (int n = 0; n < 20; n++) {
            byte[] content = random(50_000 + n);
            tar.put("f" + n, content);
            expected.put("in.tgz/f" + n, content);
            expected.put("in.zip/f" + n, content);
        }
        byte[] outer = zip(Map.of("in.tgz", TestTars.gzip(TestTars.tar(tar)), "in.zip", zip(tar)));
        Path upload = Files.write(folder.resolve("upload"), outer);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (UploadArchive archive = UploadArchive.open(upload, DEFAULTS)) {
            List<Future<byte[]>> read = new ArrayList<>();
            for (Archive.Member member : archive.members()) {
                read.add(threads.submit(() -> {
                    try (InputStream in = archive.open(member)) {
                        return in.readAllBytes();
                    }
                }));
            }
            for (int n = 0; n < read.size(); n++) {
                assertThat(read.get(n).get())
                        .isEqualTo(expected.get(archive.members().get(n).name()));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static byte[] dicom(String content) {
        byte[] file = new byte[200];
        System.arraycopy(("DICM" + content).getBytes(UTF_8), 0, file, 128, 4 + content.length());
        return file;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] zip(Map<String, byte[]> files) {
        return TestZips.zip(
                files.keySet().toArray(String[]::new), files.values().toArray(byte[][]::new));
    }

    private Map<String, byte[]> read(byte[] upload) throws Exception {
        return TestTars.read(folder, upload, DEFAULTS);
    }

    private List<Upload.Format> formats(byte[] upload) throws Exception {
        try (UploadArchive archive = UploadArchive.open(Files.write(folder.resolve("upload"), upload), DEFAULTS)) {
            return archive.members().stream()
                    .flatMap(member -> archive.format(member).stream())
                    .toList();
        }
    }

    private void assertFails(byte[] upload, ErrorCode code) {
        assertThatThrownBy(() -> read(upload))
                .isInstanceOfSatisfying(
                        CodedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
