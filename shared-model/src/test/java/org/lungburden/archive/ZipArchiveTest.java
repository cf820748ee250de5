package org.lungburden.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

class ZipArchiveTest {
    private static final ArchiveLimits DEFAULTS = ArchiveLimits.defaults();

    @Test
    void listsRegularFilesAndReadsThem() throws Exception {
        try (ZipArchive zip = open(TestZips.zip("a/", "a/b.dcm", "c..d"))) {
            assertThat(zip.members()).extracting(ZipArchive.Member::name).containsExactly("a/b.dcm", "c..d");
            assertThat(zip.members().get(0).declaredBytes()).isEqualTo(7);
            assertThat(read(zip, 0)).isEqualTo("a/b.dcm".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void anEmptyZipHasNoMembers() throws Exception {
        byte[] empty = new byte[22];
        TestZips.view(empty).putInt(0, 0x06054b50);
        try (ZipArchive zip = open(empty)) {
            assertThat(zip.members()).isEmpty();
        }
    }

    @Test
    void readsBehindAPreambleAndBeforeAComment() throws Exception {
        byte[] zip = TestZips.zip("one", "two");
        byte[] padded = new byte[zip.length + 103];
        System.arraycopy(zip, 0, padded, 100, zip.length);
        TestZips.view(padded).putShort(TestZips.end(padded) + 20, (short) 3);
        try (ZipArchive archive = open(padded)) {
            assertThat(read(archive, 1)).isEqualTo("two".getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/../x", "a/../x", "a/..", "..", "..\\x", "C:\\..\\x", "a\\..\\x", "a\0b"})
    void namesThatLeadOutAreUnsafe(String name) {
        assertFails(TestZips.zip("fine", name), ErrorCode.ARCHIVE_UNSAFE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", "a/..b", "a../b", ".hidden", "ab:c", "a/c\\b"})
    void namesThatOnlyLookOddAreFine(String name) throws Exception {
        try (ZipArchive zip = open(TestZips.zip(name))) {
            assertThat(zip.members()).hasSize(1);
        }
    }

    /** Windows and backup programs write them; a name is compared, and is never a path. */
    @ParameterizedTest
    @ValueSource(strings = {"/etc/x", "//server/x", "C:/x", "c:x", "C:\\x", "\\x"})
    void absoluteNamesAreReadBecauseNoNameBecomesAPath(String name) throws Exception {
        try (ZipArchive zip = open(TestZips.zip(name))) {
            assertThat(read(zip, 0)).isEqualTo(name.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Some exports of Windows name Unix as their host (libzip issue 291). */
    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void aBackslashIsHarmlessWhoeverWroteTheZip(int host) throws Exception {
        byte[] zip = TestZips.zip("DICO\\I1");
        zip[TestZips.directory(zip) + 5] = (byte) host;
        try (ZipArchive archive = open(zip)) {
            assertThat(read(archive, 0)).isEqualTo("DICO\\I1".getBytes(StandardCharsets.UTF_8));
        }
        byte[] outside = TestZips.zip("DICO\\..\\..\\I1");
        outside[TestZips.directory(outside) + 5] = (byte) host;
        assertFails(outside, ErrorCode.ARCHIVE_UNSAFE);
    }

    @ParameterizedTest
    @CsvSource({"0010644", "0020644", "0060644", "0140644"})
    void devicesAreUnsafe(String mode) {
        byte[] zip = TestZips.zip("link");
        int directory = TestZips.directory(zip);
        TestZips.view(zip).putInt(directory + 38, Integer.parseInt(mode, 8) << 16);
        assertFails(zip, ErrorCode.ARCHIVE_UNSAFE);
    }

    @Test
    void aLinkIsLeftOutBecauseNothingFollowsIt() throws Exception {
        byte[] zip = TestZips.zip("/etc/passwd", "file");
        TestZips.view(zip).putInt(TestZips.directory(zip) + 38, 0120777 << 16);
        try (ZipArchive archive = open(zip)) {
            assertThat(archive.members()).extracting(Archive.Member::name).containsExactly("file");
        }
    }

    @Test
    void ordinaryUnixModesAreFine() throws Exception {
        byte[] zip = TestZips.zip("file");
        TestZips.view(zip).putInt(TestZips.directory(zip) + 38, 0100644 << 16);
        try (ZipArchive archive = open(zip)) {
            assertThat(archive.members()).hasSize(1);
        }
    }

    @Test
    void encryptionIsTold() {
        byte[] flagged = TestZips.zip("x");
        TestZips.view(flagged).putShort(TestZips.directory(flagged) + 8, (short) 1);
        assertFails(flagged, ErrorCode.ARCHIVE_ENCRYPTED);
        byte[] aes = TestZips.zip("x");
        TestZips.view(aes).putShort(TestZips.directory(aes) + 10, (short) 99);
        assertFails(aes, ErrorCode.ARCHIVE_ENCRYPTED);
    }

    @ParameterizedTest
    @CsvSource({"14, LZMA", "93, Zstandard", "98, PPMd", "1, Shrink", "55, unknown method (55)"})
    void anotherCompressionIsNamed(int method, String name) {
        byte[] zip = TestZips.zip("x");
        TestZips.view(zip).putShort(TestZips.directory(zip) + 10, (short) method);
        assertThatThrownBy(() -> open(zip))
                .hasMessageContaining("CORRUPT_ARCHIVE")
                .hasMessageContaining(name);
    }

    @Test
    void tooManyEntriesAreRefusedByTheirDeclaredNumber() {
        byte[] zip = TestZips.zip("a", "b", "c");
        assertFails(zip, new ArchiveLimits(2, 1000, 1000, 10), ErrorCode.ARCHIVE_TOO_LARGE);
        TestZips.view(zip).putShort(TestZips.end(zip) + 10, (short) -1);
        assertFails(zip, DEFAULTS, ErrorCode.ARCHIVE_TOO_LARGE);
    }

    @Test
    void tooManyEntriesAreFoundWhenTheDeclaredNumberLies() {
        byte[] zip = TestZips.zip("a", "b", "c");
        TestZips.view(zip).putShort(TestZips.end(zip) + 10, (short) 2);
        assertFails(zip, new ArchiveLimits(2, 1000, 1000, 10), ErrorCode.ARCHIVE_TOO_LARGE);
        assertFails(zip, DEFAULTS, ErrorCode.CORRUPT_ARCHIVE);
    }

    @Test
    void exactlyTheAllowedEntriesAreFine() throws Exception {
        try (ZipArchive zip =
                ZipArchive.open(TestZips.channel(TestZips.zip("a", "b", "c")), new ArchiveLimits(3, 1000, 1000, 10))) {
            assertThat(zip.members()).hasSize(3);
        }
    }

    @Test
    void anOversizedDirectoryIsRefused() {
        byte[] zip = TestZips.zip("n".repeat(3000), "b");
        assertFails(zip, new ArchiveLimits(2, 10_000, 10_000, 10), ErrorCode.ARCHIVE_TOO_LARGE);
    }

    @Test
    void aDirectoryLargerThanTheWindowIsCounted() throws Exception {
        String[] names =
                IntStream.range(0, 2000).mapToObj(n -> "f" + n + "x".repeat(50)).toArray(String[]::new);
        try (ZipArchive zip = open(TestZips.zip(names))) {
            assertThat(zip.members()).hasSize(2000);
        }
        assertFails(TestZips.zip(names), new ArchiveLimits(1999, 1 << 30, 1000, 10), ErrorCode.ARCHIVE_TOO_LARGE);
    }

    @Test
    void zip64IsUnderstood() throws Exception {
        byte[] plain = TestZips.zip("a", "b");
        int end = TestZips.end(plain);
        ByteBuffer zip64 = TestZips.view(new byte[plain.length + 76]);
        zip64.put(plain, 0, end);
        zip64.putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0);
        zip64.putLong(2).putLong(2).putLong(end - TestZips.directory(plain)).putLong(TestZips.directory(plain));
        zip64.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
        zip64.put(plain, end, 22);
        zip64.putInt(end + 76 + 12, -1).putInt(end + 76 + 16, -1).putInt(end + 76 + 8, -1);
        try (ZipArchive zip = open(zip64.array())) {
            assertThat(zip.members()).hasSize(2);
            assertThat(read(zip, 1)).isEqualTo(new byte[] {'b'});
        }
        zip64.putLong(end + 32, Long.MAX_VALUE);
        assertFails(zip64.array(), ErrorCode.ARCHIVE_TOO_LARGE);
        zip64.putLong(end + 32, -1);
        assertFails(zip64.array(), ErrorCode.ARCHIVE_TOO_LARGE);
        zip64.putLong(end + 32, 3);
        assertFails(zip64.array(), ErrorCode.CORRUPT_ARCHIVE);
        zip64.putInt(end, 0);
        assertFails(zip64.array(), ErrorCode.CORRUPT_ARCHIVE);
    }

    @Test
    void aZipCutAnywhereIsCorrupt() {
        byte[] zip = TestZips.zip("a", "b");
        for (int length = 0; length < zip.length; length++) {
            assertFails(Arrays.copyOf(zip, length), ErrorCode.CORRUPT_ARCHIVE);
        }
    }

    @Test
    void declaredSizesAreLimited() {
        String[] names = {"a", "b"};
        byte[] zip = TestZips.zip(names, new byte[600], new byte[400]);
        assertFails(zip, new ArchiveLimits(9, 999, 999, 10), ErrorCode.ARCHIVE_TOO_LARGE);
        assertFails(zip, new ArchiveLimits(9, 9999, 599, 10), ErrorCode.ARCHIVE_TOO_LARGE);
    }

    @Test
    void reallyInflatedBytesAreLimited() throws Exception {
        String[] names = {"a", "b"};
        byte[] zip = TestZips.zip(names, new byte[6000], new byte[4000]);
        TestZips.view(zip).putInt(TestZips.directory(zip) + 24, 10);
        try (ZipArchive each = ZipArchive.open(TestZips.channel(zip), new ArchiveLimits(9, 99_999, 5000, 10))) {
            assertReadFails(each, 0, ErrorCode.ARCHIVE_TOO_LARGE);
            assertThat(read(each, 1)).hasSize(4000);
        }
        try (ZipArchive together = ZipArchive.open(TestZips.channel(zip), new ArchiveLimits(9, 9999, 9000, 10))) {
            assertReadFails(together, 0, ErrorCode.CORRUPT_ARCHIVE);
            assertReadFails(together, 1, ErrorCode.ARCHIVE_TOO_LARGE);
        }
    }

    @Test
    void readingTwiceCountsOnce() throws Exception {
        String[] names = {"a", "b"};
        byte[] zip = TestZips.zip(names, new byte[6000], new byte[4000]);
        try (ZipArchive archive = ZipArchive.open(TestZips.channel(zip), new ArchiveLimits(9, 10_000, 6000, 10))) {
            for (int n = 0; n < 3; n++) {
                assertThat(read(archive, 0)).hasSize(6000);
                assertThat(read(archive, 1)).hasSize(4000);
            }
        }
    }

    @Test
    void damagedMembersAreCorrupt() throws Exception {
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        for (int n = 0; n < noise.length; n++) {
            noise[n] &= 0x0f;
        }
        byte[] zip = TestZips.zip(new String[] {"a"}, noise);
        for (int at = 200; at < 2000; at += 100) {
            byte[] spoiled = zip.clone();
            spoiled[at] ^= 0x10;
            try (ZipArchive archive = open(spoiled)) {
                assertReadFails(archive, 0, ErrorCode.CORRUPT_ARCHIVE);
            }
        }
        byte[] shorter = zip.clone();
        TestZips.view(shorter).putInt(TestZips.directory(zip) + 20, 1000);
        try (ZipArchive archive = open(shorter)) {
            assertReadFails(archive, 0, ErrorCode.CORRUPT_ARCHIVE);
        }
    }

    @Test
    void aBrokenLocalHeaderOffsetIsCorrupt() throws Exception {
        byte[] zip = TestZips.zip("a");
        TestZips.view(zip).putInt(TestZips.directory(zip) + 42, 1_000_000);
        assertThatThrownBy(() -> {
                    try (ZipArchive archive = open(zip)) {
                        read(archive, 0);
                    }
                })
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_ARCHIVE));
    }

    @Test
    void aStoreThatFailsIsNotTheClientsFault() throws Exception {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel(TestZips.zip("a")) {
            @Override
            public int read(ByteBuffer buffer) throws IOException {
                throw new IOException("disk");
            }
        };
        assertThatThrownBy(() -> ZipArchive.open(channel, DEFAULTS))
                .isInstanceOf(IOException.class)
                .hasMessage("disk");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void severalThreadsReadAtOnce() throws Exception {
        String[] names = IntStream.range(0, 40).mapToObj(n -> "f" + n).toArray(String[]::new);
        byte[][] contents = new byte[40][50_000];
        for (int n = 0; n < 40; n++) {
            new Random(n).nextBytes(contents[n]);
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (ZipArchive zip = open(TestZips.zip(names, contents))) {
            List<Future<byte[]>> read = IntStream.range(0, 40)
                    .mapToObj(n -> threads.submit(() -> read(zip, n)))
                    .toList();
            for (int n = 0; n < 40; n++) {
                assertThat(read.get(n).get()).isEqualTo(contents[n]);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatFilesUnpackByThemselvesCountsTogether() throws Exception {
        ArchiveLimits limits = new ArchiveLimits(10, 1000, 1000, 100);
        byte[] zip = TestZips.zip(new String[] {"a", "b"}, new byte[100], new byte[100]);
        try (ZipArchive archive = ZipArchive.open(TestZips.channel(zip), limits)) {
            ZipArchive.Member first = archive.members().get(0);
            ZipArchive.Member second = archive.members().get(1);
            read(archive, 0);
            read(archive, 1);
            assertThat(archive.allowanceBytes()).isEqualTo(1000);
            for (int again = 0; again < 3; again++) {
                assertThat(archive.counted(first, new ByteArrayInputStream(new byte[500]))
                                .readAllBytes())
                        .hasSize(500);
            }
            InputStream more = archive.counted(second, new ByteArrayInputStream(new byte[301]));
            assertThatThrownBy(more::readAllBytes).hasMessageStartingWith("ARCHIVE_TOO_LARGE");
        }
    }

    @Test
    void closesTheChannel() throws Exception {
        SeekableInMemoryByteChannel channel = TestZips.channel(TestZips.zip("a"));
        ZipArchive.open(channel, DEFAULTS).close();
        assertThat(channel.isOpen()).isFalse();
    }

    private static ZipArchive open(byte[] zip) throws IOException {
        return ZipArchive.open(TestZips.channel(zip), DEFAULTS);
    }

    private static byte[] read(ZipArchive zip, int member) throws IOException {
        try (InputStream in = zip.open(zip.members().get(member))) {
            return in.readAllBytes();
        }
    }

    private static void assertFails(byte[] zip, ErrorCode code) {
        assertFails(zip, DEFAULTS, code);
    }

    private static void assertFails(byte[] zip, ArchiveLimits limits, ErrorCode code) {
        assertThatThrownBy(() -> ZipArchive.open(TestZips.channel(zip), limits).close())
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void assertReadFails(ZipArchive zip, int member, ErrorCode code) {
        assertThatThrownBy(() -> read(zip, member))
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
