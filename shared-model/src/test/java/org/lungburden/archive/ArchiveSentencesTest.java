package org.lungburden.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Refusals of archives name the limit or the fault, and what to do. */
class ArchiveSentencesTest {
    private static final ArchiveLimits DEFAULTS = ArchiveLimits.defaults();

    @TempDir
    Path folder;

    @Test
    void theNumberOfFilesIsNamed() {
        ArchiveLimits two = new ArchiveLimits(2, 1 << 20, 1 << 20, 100);
        String told = "The archive holds more than 2 files and folders, more than this service accepts. Send one";
        assertTold(TestZips.zip("a", "b", "c"), two, told);
        assertTold(TestTars.tar("a", "b", "c"), two, told);
        byte[] liar = TestZips.zip("a", "b", "c");
        TestZips.view(liar).putShort(TestZips.end(liar) + 10, (short) 1);
        assertTold(liar, two, told);
        byte[] many = TestZips.zip("a");
        TestZips.view(many).putShort(TestZips.end(many) + 10, (short) 60_000);
        assertTold(many, DEFAULTS, "more than 20,000 files");
    }

    @Test
    void theSizesAreNamed() {
        Map<String, byte[]> files = Map.of("a", new byte[700 << 10], "b", new byte[700 << 10]);
        byte[] zip = zip(files);
        assertTold(zip, new ArchiveLimits(9, 1 << 20, 1 << 20, 2000), "unpacks to more than 1 MB, more");
        assertTold(zip, new ArchiveLimits(9, 1 << 20, 1000, 2000), "holds a file of more than 1000 bytes");
        assertTold(TestTars.tar(files), new ArchiveLimits(9, 1 << 20, 1000, 2000), "holds a file of more than 1000");
        assertThat(DEFAULTS.fileTooLarge().detail()).contains("more than 2 GB,");
        assertThat(DEFAULTS.unpacksTooLarge(DEFAULTS.allowanceBytes(1 << 30)).detail())
                .contains("more than 4 GB,");
        assertThat(DEFAULTS.unpacksTooLarge(DEFAULTS.allowanceBytes(1)).detail())
                .contains("more than 256 MB although it is small itself");
    }

    private static byte[] zip(Map<String, byte[]> files) {
        return TestZips.zip(
                files.keySet().toArray(String[]::new), files.values().toArray(byte[][]::new));
    }

    /** Info-ZIP: the first part, all parts one behind the other, and a part in the middle. */
    @Test
    void thePartsOfASplitZipAreToBeJoined() {
        byte[] zip = TestZips.zip("a", "b");
        byte[] marked =
                ByteBuffer.allocate(zip.length + 4).putInt(0x504b0708).put(zip).array();
        byte[] joined = marked.clone();
        TestZips.view(joined).putShort(TestZips.end(joined) + 4, (short) 2);
        assertTold(joined, DEFAULTS, "one part of a split zip, or its parts one behind the other. Join them with");
        assertTold(Arrays.copyOf(marked, 60), DEFAULTS, "one part of a split zip");
        assertTold(Arrays.copyOf(zip, 60), DEFAULTS, ErrorCode.CORRUPT_ARCHIVE.sentence());
        assertThatThrownBy(() -> ContentSniffer.require(new byte[] {1, 2, 3, 4, 5}))
                .hasMessageContaining("Join the parts of a split zip first");
    }

    @Test
    void whatIsUnsafeIsNamed() {
        byte[] device = TestZips.zip("a");
        TestZips.view(device).putInt(TestZips.directory(device) + 38, 0010644 << 16);
        assertTold(device, DEFAULTS, "The zip holds a device or a pipe; pack");
        assertTold(TestZips.zip("../a"), DEFAULTS, "a path that leads out of it (..). Pack");
        assertTold(TestTars.tar("../a"), DEFAULTS, "a path that leads out of it (..). Pack");
        assertTold(
                TestZips.zip("a\0b"),
                DEFAULTS,
                "a name with a NUL character, behind which a second name may hide. Pack");
    }

    @Test
    void anotherZipInFrontOrBehindIsNoticed() throws Exception {
        byte[] zip = TestZips.zip("a");
        byte[] file = Arrays.copyOf(zip, TestZips.directory(zip));
        assertThat(gap(zip)).isEmpty();
        assertThat(gap(joined(zip, zip))).contains(Archive.Gap.OTHER_ZIP);
        assertThat(gap(joined(file, zip))).contains(Archive.Gap.OTHER_ZIP);
        assertThat(gap(joined(zip, file))).contains(Archive.Gap.OTHER_ZIP);
        assertThat(gap(joined("MZ a program".getBytes(UTF_8), zip))).isEmpty();
        assertThat(gap(joined(zip, new byte[100]))).isEmpty();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return TestTars.join(List.of(first, second));
    }

    private static Optional<Archive.Gap> gap(byte[] zip) throws Exception {
        try (ZipArchive archive = ZipArchive.open(new SeekableInMemoryByteChannel(zip), DEFAULTS)) {
            return archive.gap();
        }
    }

    private void assertTold(byte[] upload, ArchiveLimits limits, String sentence) {
        assertThatThrownBy(() -> TestTars.read(folder, upload, limits))
                .isInstanceOfSatisfying(
                        CodedException.class,
                        refused -> assertThat(refused.detail()).contains(sentence));
    }
}
