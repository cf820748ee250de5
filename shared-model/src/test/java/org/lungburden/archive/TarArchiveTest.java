package org.lungburden.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

class TarArchiveTest {
    private static final ArchiveLimits DEFAULTS = ArchiveLimits.defaults();
    private static final byte[] CONTENT = "slice".getBytes(UTF_8);

    @TempDir
    Path folder;

    @Test
    void filesAreReadByName() throws Exception {
        Map<String, byte[]> files = TestTars.read(folder, TestTars.tar("./a/b.dcm", "c..d", "e\\f"), DEFAULTS);
        assertThat(files.keySet()).containsExactly("./a/b.dcm", "c..d", "e\\f");
        assertThat(files.get("c..d")).isEqualTo("c..d".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.LONGFILE_POSIX})
    void longNamesAreRead(int form) throws Exception {
        String name = "süd/".repeat(60) + "1.dcm";
        byte[] tar = TestTars.tar(Map.of(name, CONTENT), form);
        assertThat(TestTars.read(folder, tar, DEFAULTS)).containsOnlyKeys(name);
    }

    @Test
    void aTarBeforePosixIsRead() throws Exception {
        byte[] tar = TestTars.ended(TestTars.entry("old/1", '\0', CONTENT));
        Arrays.fill(tar, 257, TestTars.BLOCK, (byte) 0);
        assertThat(TestTars.read(folder, summed(tar), DEFAULTS)).containsOnlyKeys("old/1");
    }

    @ParameterizedTest
    @ValueSource(chars = {'3', '4', '6', 'S', 'M', 'N'})
    void devicesAndPartsOfFilesAreUnsafe(char type) {
        assertFails(TestTars.ended(TestTars.entry("a", type, new byte[0])), ErrorCode.ARCHIVE_UNSAFE);
    }

    /** The hard link says the size of its file, as some programs do, and holds none of its bytes. */
    @ParameterizedTest
    @ValueSource(chars = {'1', '2'})
    void aLinkIsLeftOutBecauseNothingFollowsIt(char type) throws Exception {
        byte[] link = TestTars.entry("link", type, new byte[0]);
        System.arraycopy("/etc/passwd".getBytes(UTF_8), 0, link, 157, 11);
        byte[] sized = link.clone();
        System.arraycopy("00000001000".getBytes(UTF_8), 0, sized, 124, 11);
        byte[] file = TestTars.entry("a", '0', CONTENT);
        byte[] tar = TestTars.ended(file, summed(link), summed(sized), TestTars.entry("b", '0', CONTENT));
        assertThat(TestTars.read(folder, tar, DEFAULTS)).containsOnlyKeys("a", "b");
    }

    @Test
    void sparseFilesOfPosixAreUnsafe() {
        byte[] pax = record("GNU.sparse.major=1");
        byte[] tar = TestTars.ended(TestTars.entry("pax", 'x', pax), TestTars.entry("a", '0', CONTENT));
        assertFails(tar, ErrorCode.ARCHIVE_UNSAFE);
        assertThatThrownBy(() -> TestTars.read(folder, tar, DEFAULTS)).hasMessageContaining("a file with holes");
    }

    /** Each cause has a sentence of its own. */
    @ParameterizedTest
    @CsvSource({"S, a file with holes (tar --sparse)", "3, a device or a pipe", "6, a device or a pipe"})
    void whatIsNoFileIsTold(char type, String cause) {
        byte[] tar = TestTars.ended(TestTars.entry("a", type, new byte[0]));
        assertThatThrownBy(() -> TestTars.read(folder, tar, DEFAULTS)).hasMessageContaining(cause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/../x", "a/../x", "..\\x"})
    void namesThatLeadOutAreUnsafe(String name) {
        assertFails(TestTars.tar(name), ErrorCode.ARCHIVE_UNSAFE);
        byte[] pax = TestTars.entry("pax", 'x', record("path=" + name));
        assertFails(TestTars.ended(pax, TestTars.entry("a", '0', CONTENT)), ErrorCode.ARCHIVE_UNSAFE);
        byte[] gnu = TestTars.entry("././@LongLink", 'L', (name + "\0").getBytes(UTF_8));
        assertFails(TestTars.ended(gnu, TestTars.entry("a", '0', CONTENT)), ErrorCode.ARCHIVE_UNSAFE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data/x", "C:/x", "C:\\x"})
    void absoluteNamesAreReadBecauseNoNameBecomesAPath(String name) throws Exception {
        byte[] pax = TestTars.entry("pax", 'x', record("path=" + name));
        byte[] tar = TestTars.ended(pax, TestTars.entry("a", '0', CONTENT));
        assertThat(TestTars.read(folder, tar, DEFAULTS)).containsOnlyKeys(name);
        assertThat(TestTars.read(folder, TestTars.ended(TestTars.entry(name, '0', CONTENT)), DEFAULTS))
                .containsOnlyKeys(name);
    }

    /** Some programs append files forever, and write no end. */
    @Test
    void aTarMayEndBehindAWholeFile() throws Exception {
        byte[] tar = TestTars.join(List.of(TestTars.entry("a", '0', CONTENT), TestTars.entry("b", '0', CONTENT)));
        assertThat(TestTars.read(folder, tar, DEFAULTS)).containsOnlyKeys("a", "b");
    }

    @Test
    void aTarWithoutItsEndIsNoticed() throws Exception {
        byte[] a = TestTars.entry("a", '0', CONTENT);
        byte[] notes = TestTars.join(List.of(a, TestTars.entry("b", '0', CONTENT)));
        byte[] slice = new byte[200];
        System.arraycopy("DICM".getBytes(UTF_8), 0, slice, 128, 4);
        byte[] cut = TestTars.join(List.of(a, TestTars.entry("b", '0', slice)));
        assertThat(gap(cut)).contains(Archive.Gap.NO_END);
        assertThat(gap(TestTars.gzip(cut))).contains(Archive.Gap.NO_END);
        assertThat(gap(TestTars.ended(TestTars.entry("inner.tar", '0', cut)))).contains(Archive.Gap.NO_END);
        assertThat(gap(TestTars.ended(cut))).isEmpty();
        assertThat(gap(Arrays.copyOf(cut, cut.length + TestTars.BLOCK))).isEmpty();
        assertThat(gap(TestTars.ended(TestTars.entry("b", '0', slice), TestTars.entry("notes.tar", '0', notes))))
                .as("no image is missing from an inner tar without images")
                .isEmpty();
    }

    private Optional<Archive.Gap> gap(byte[] upload) throws Exception {
        try (UploadArchive archive = UploadArchive.open(Files.write(folder.resolve("upload"), upload), DEFAULTS)) {
            return archive.gap();
        }
    }

    /** As GNU tar reads them with --ignore-zeros. */
    @Test
    void tarsBehindEachOtherAreReadToTheLast() throws Exception {
        byte[] tar = TestTars.ended(TestTars.entry("a", '0', CONTENT));
        byte[] padded = Arrays.copyOf(tar, 20 * TestTars.BLOCK);
        byte[] second = TestTars.ended(TestTars.entry("b", '0', CONTENT));
        for (byte[] first : List.of(tar, padded)) {
            assertThat(TestTars.read(folder, TestTars.join(List.of(first, second)), DEFAULTS))
                    .containsOnlyKeys("a", "b");
        }
        byte[] junk = "no header".repeat(100).getBytes(UTF_8);
        assertThat(TestTars.read(folder, TestTars.join(List.of(tar, junk)), DEFAULTS))
                .containsOnlyKeys("a");
        assertFails(TestTars.join(List.of(tar, Arrays.copyOf(second, 700))), ErrorCode.CORRUPT_ARCHIVE);
    }

    @Test
    void aTarMayNotEndBetweenAnExtensionAndItsFile() {
        byte[] file = TestTars.entry("a", '0', CONTENT);
        byte[] pax = TestTars.entry("pax", 'x', record("path=b"));
        assertFails(TestTars.join(List.of(file, pax)), ErrorCode.CORRUPT_ARCHIVE);
        byte[] gnu = TestTars.entry("././@LongLink", 'L', "b\0".getBytes(UTF_8));
        assertFails(TestTars.join(List.of(file, gnu)), ErrorCode.CORRUPT_ARCHIVE);
    }

    @Test
    void aTarCutWithinAFileIsCorrupt() {
        byte[] tar = TestTars.ended(TestTars.entry("a", '0', CONTENT), TestTars.entry("b", '0', CONTENT));
        for (int length = TestTars.BLOCK; length < 5 * TestTars.BLOCK; length += 64) {
            if (length != 2 * TestTars.BLOCK && length != 4 * TestTars.BLOCK) {
                assertFails(Arrays.copyOf(tar, length), ErrorCode.CORRUPT_ARCHIVE);
            }
        }
    }

    @Test
    void aFlippedHeaderIsCorrupt() {
        byte[] tar = TestTars.ended(TestTars.entry("a", '0', CONTENT), TestTars.entry("b", '0', CONTENT));
        tar[2 * TestTars.BLOCK + 100] ^= 1;
        assertFails(tar, ErrorCode.CORRUPT_ARCHIVE);
    }

    @Test
    void manyExtensionHeadersAndLongNamesAreRefused() {
        byte[] pax = TestTars.entry("pax", 'x', record("path=a"));
        byte[] many = TestTars.join(Collections.nCopies(DEFAULTS.maxEntries() + 1, pax));
        assertFails(many, ErrorCode.ARCHIVE_TOO_LARGE);
        byte[] longName = TestTars.entry("././@LongLink", 'L', new byte[(1 << 20) + 1]);
        assertFails(longName, ErrorCode.ARCHIVE_TOO_LARGE);
    }

    @Test
    void theNumberOfEntriesIsLimited() throws Exception {
        ArchiveLimits two = new ArchiveLimits(2, 1000, 1000, 10);
        assertThat(TestTars.read(folder, TestTars.tar("a", "b"), two)).hasSize(2);
        assertThatThrownBy(() -> TestTars.read(folder, TestTars.tar("a", "b", "c"), two))
                .hasMessageContaining("ARCHIVE_TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "path",
                "x path=a\n",
                "99 path=a\n",
                "9999999999 path=a\n",
                "0 path=a\n",
                "8 pathxy\n",
                "10 size=x\n"
            })
    void malformedPaxRecordsAreCorrupt(String records) {
        byte[] tar =
                TestTars.ended(TestTars.entry("pax", 'x', records.getBytes(UTF_8)), TestTars.entry("a", '0', CONTENT));
        assertFails(tar, ErrorCode.CORRUPT_ARCHIVE);
    }

    private static byte[] record(String text) {
        int length = text.length() + 2;
        while ((length + " " + text + "\n").length() != length) {
            length++;
        }
        return (length + " " + text + "\n").getBytes(UTF_8);
    }

    static byte[] summed(byte[] tar) {
        Arrays.fill(tar, 148, 156, (byte) ' ');
        int sum = 0;
        for (int at = 0; at < TestTars.BLOCK; at++) {
            sum += tar[at] & 0xff;
        }
        System.arraycopy(String.format("%06o\0 ", sum).getBytes(UTF_8), 0, tar, 148, 8);
        return tar;
    }

    private void assertFails(byte[] tar, ErrorCode code) {
        assertThatThrownBy(() -> TestTars.read(folder, tar, DEFAULTS))
                .isInstanceOfSatisfying(
                        CodedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
