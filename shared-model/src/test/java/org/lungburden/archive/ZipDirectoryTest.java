package org.lungburden.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream.UnicodeExtraFieldPolicy;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** The directory as it is read at the door, beside what commons-compress makes of the same bytes. */
class ZipDirectoryTest {
    private static final ArchiveLimits LIMITS = ArchiveLimits.defaults();
    private static final int SPOILED = 400;

    /** What the library reads, judged by the same rules; null where nothing is wrong. */
    static @Nullable ErrorCode byLibrary(byte[] zip, ArchiveLimits limits) throws IOException {
        try (ZipFile library = ZipFile.builder()
                .setSeekableByteChannel(TestZips.channel(zip))
                .setIgnoreLocalFileHeader(true)
                .get()) {
            long declared = 0;
            for (ZipArchiveEntry entry : Collections.list(library.getEntries())) {
                ZipEntryRules.check(ZipHeader.of(entry));
                declared = limits.addDeclared(declared, entry.getSize(), limits.allowanceBytes(zip.length));
            }
            return null;
        } catch (CodedException e) {
            return e.code();
        } catch (IOException | IllegalArgumentException e) {
            return ErrorCode.CORRUPT_ARCHIVE;
        }
    }

    static @Nullable ErrorCode atTheDoor(byte[] zip, ArchiveLimits limits) throws IOException {
        try {
            ZipArchive.check(TestZips.channel(zip), limits);
            return null;
        } catch (CodedException e) {
            return e.code();
        }
    }

    /** Entries of many kinds, with names of every length and in every way that the library writes zip64. */
    private static byte[] written(Zip64Mode mode, UnicodeExtraFieldPolicy paths, Consumer<ZipArchiveEntry> change)
            throws IOException {
        SeekableInMemoryByteChannel out = new SeekableInMemoryByteChannel();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
            zip.setUseZip64(mode);
            zip.setCreateUnicodeExtraFields(paths);
            zip.setComment("a comment");
            for (String name : new String[] {"a", "Jörg/ä.dcm", "long/".repeat(5000) + "x", "folder/"}) {
                ZipArchiveEntry entry = new ZipArchiveEntry(name);
                entry.setComment("c".repeat(name.length() % 300));
                change.accept(entry);
                zip.putArchiveEntry(entry);
                if (!name.endsWith("/")) {
                    zip.write(name.getBytes(UTF_8));
                }
                zip.closeArchiveEntry();
            }
        }
        return Arrays.copyOf(out.array(), (int) out.size());
    }

    /** The end of a directory within the comment, as of another zip, is none of this one. */
    @ParameterizedTest
    @ValueSource(strings = {"PK\u0005\u0006", "PK\u0005\u0006 and some text that is longer than a record of an end"})
    void aCommentMayHoldTheMarkOfTheEnd(String comment) throws Exception {
        SeekableInMemoryByteChannel out = new SeekableInMemoryByteChannel();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
            zip.setComment(comment);
            zip.putArchiveEntry(new ZipArchiveEntry("a"));
            zip.closeArchiveEntry();
        }
        assertThat(atTheDoor(Arrays.copyOf(out.array(), (int) out.size()), LIMITS))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource(Zip64Mode.class)
    void eachFieldIsReadAsTheLibraryReadsIt(Zip64Mode mode) throws Exception {
        byte[] zip = written(mode, UnicodeExtraFieldPolicy.ALWAYS, entry -> entry.setUnixMode(0100644));
        ZipWindow window = new ZipWindow(TestZips.channel(zip));
        long at = TestZips.directory(zip);
        try (ZipFile library =
                ZipFile.builder().setSeekableByteChannel(TestZips.channel(zip)).get()) {
            for (ZipArchiveEntry entry : Collections.list(library.getEntries())) {
                assertThat(window.showsEntry(at)).isTrue();
                ZipHeader header = window.header();
                assertThat(header.names())
                        .hasSize(2)
                        .allSatisfy(name -> assertThat(
                                        name.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
                                .isEqualTo(entry.getRawName()));
                assertThat(header)
                        .usingRecursiveComparison()
                        .ignoringFields("names")
                        .isEqualTo(ZipHeader.of(entry));
                at += window.entryBytes();
            }
            assertThat(window.showsEntry(at)).isFalse();
        }
    }

    @Test
    void spoiledDirectoriesGetTheSameCode() throws Exception {
        Random random = new Random(7);
        int refused = 0;
        for (Zip64Mode mode : Zip64Mode.values()) {
            byte[] good = written(mode, UnicodeExtraFieldPolicy.NEVER, entry -> {});
            int from = TestZips.directory(good);
            int to = TestZips.end(good);
            for (int trial = 0; trial < SPOILED; trial++) {
                byte[] zip = good.clone();
                // Most faults fall on the fixed fields of the first entry, where they matter most.
                int at = trial % 3 == 0 ? from + random.nextInt(to - from) : from + 8 + random.nextInt(38);
                zip[at] = (byte) (trial % 2 == 0 ? random.nextInt(256) : zip[at] ^ 1 << random.nextInt(8));
                refused += assertSame(zip, mode + " byte " + (at - from)) ? 1 : 0;
            }
        }
        assertThat(refused).as("refusals among the spoiled").isBetween(200, 4 * SPOILED);
    }

    /** The library finds further damage and ignores a wrong number of entries; both are left to the worker. */
    private static boolean assertSame(byte[] zip, String what) throws IOException {
        ErrorCode library = byLibrary(zip, LIMITS);
        ErrorCode door = atTheDoor(zip, LIMITS);
        if (library != ErrorCode.CORRUPT_ARCHIVE && door != ErrorCode.CORRUPT_ARCHIVE) {
            assertThat(door).as(what).isEqualTo(library);
        }
        return door != null;
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../x", "a\\..\\x", "..", "a/..", "a\0b"})
    void aUnicodePathIsANameToo(String hostile) throws Exception {
        byte[] zip = written(Zip64Mode.AsNeeded, UnicodeExtraFieldPolicy.NEVER, entry -> {
            byte[] name = entry.getName().getBytes(UTF_8);
            entry.addExtraField(new UnicodePathExtraField(hostile, name));
        });
        assertThat(byLibrary(zip, LIMITS))
                .as("the library leaves the field aside")
                .isNull();
        assertThat(atTheDoor(zip, LIMITS)).isEqualTo(ErrorCode.ARCHIVE_UNSAFE);
        assertThatExceptionOfType(CodedException.class)
                .isThrownBy(() -> ZipArchive.open(TestZips.channel(zip), LIMITS))
                .extracting(CodedException::code)
                .isEqualTo(ErrorCode.ARCHIVE_UNSAFE);
    }

    @Test
    void sizesOfZip64AreTheDeclaredOnes() throws Exception {
        byte[] zip = written(Zip64Mode.Always, UnicodeExtraFieldPolicy.NEVER, entry -> {});
        int first = TestZips.directory(zip);
        ByteBuffer view = TestZips.view(zip);
        int extra = first + 46 + view.getShort(first + 28);
        assertThat(view.getInt(first + 24)).isEqualTo(-1);
        while (view.getShort(extra) != 1) {
            extra += 4 + view.getShort(extra + 2);
        }
        view.putLong(extra + 4, LIMITS.maxEntryBytes() + 1);
        assertThat(byLibrary(zip, LIMITS)).isEqualTo(ErrorCode.ARCHIVE_TOO_LARGE);
        assertThat(atTheDoor(zip, LIMITS)).isEqualTo(ErrorCode.ARCHIVE_TOO_LARGE);
    }

    /** A zip that is a directory alone; all entries share the bytes at the start. */
    static byte[] directoryOf(int entries, int nameBytes) {
        int each = 46 + nameBytes;
        ByteBuffer zip = ByteBuffer.allocate(4 + entries * each + 22).order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(0x04034b50);
        for (int n = 0; n < entries; n++) {
            int at = zip.position();
            zip.putInt(0x02014b50).position(at + 28);
            zip.putShort((short) nameBytes).position(at + 46);
            byte[] name = Integer.toString(n).repeat(nameBytes).getBytes(UTF_8);
            zip.put(name, 0, nameBytes);
        }
        int end = zip.position();
        zip.putInt(0x06054b50).position(end + 8);
        zip.putShort((short) entries)
                .putShort((short) entries)
                .putInt(entries * each)
                .putInt(4);
        return zip.array();
    }

    @Test
    void theCheckTakesMemoryThatDoesNotGrowWithTheDirectory() throws Exception {
        ArchiveLimits limits = new ArchiveLimits(60_000, 1 << 30, 1 << 30, 100);
        long few = allocated(directoryOf(1_000, 970), limits);
        byte[] large = directoryOf(40_000, 970);
        assertThat(large.length).isGreaterThan(40_000_000);
        assertThat(byLibrary(large, limits)).isNull();
        // Only short-lived objects of some 200 bytes an entry are added, and no name.
        assertThat(allocated(large, limits) - few).isLessThan(12_000_000);
    }

    private static long allocated(byte[] zip, ArchiveLimits limits) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(atTheDoor(zip, limits)).isNull();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
