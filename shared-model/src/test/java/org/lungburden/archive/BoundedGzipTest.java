package org.lungburden.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

class BoundedGzipTest {
    private static final ArchiveLimits DEFAULTS = ArchiveLimits.defaults();

    @Test
    void unpacksAllMembers() throws Exception {
        byte[] first = random(10_000);
        byte[] second = random(777);
        try (InputStream in = BoundedGzip.open(
                new SequenceInputStream(new ByteArrayInputStream(gzip(first)), new ByteArrayInputStream(gzip(second))),
                DEFAULTS)) {
            assertThat(in.readNBytes(10_000)).isEqualTo(first);
            assertThat(in.read()).isEqualTo(second[0] & 0xff);
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(second, 1, 777));
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    /** As gzip(1) and Python's gzip do; a file of indexed_gzip issue 69 has 512 zeros behind its only member. */
    @Test
    void ignoresWhatFollowsTheLastMember() throws Exception {
        byte[] content = random(5000);
        byte[] gzip = gzip(content);
        byte[][] tails = {new byte[1], new byte[512], new byte[100_000], {'\r', '\n'}, {0, 0, 7}, {0x1f}, {0x1f, 0x1f}};
        for (byte[] tail : tails) {
            assertThat(unpacked(gzip, tail)).isEqualTo(content);
        }
        assertThat(unpacked(gzip, new byte[70], gzip, new byte[9000], gzip)).isEqualTo(join(content, content, content));
        assertThat(unpacked(gzip(new byte[0]), gzip(new byte[0]), gzip)).isEqualTo(content);
        assertThatThrownBy(() -> unpacked(gzip, new byte[70], Arrays.copyOf(gzip, 300)))
                .hasMessageContaining("CORRUPT_ARCHIVE");
    }

    private static byte[] unpacked(byte[]... parts) throws IOException {
        try (InputStream in = BoundedGzip.open(new ByteArrayInputStream(join(parts)), DEFAULTS)) {
            return in.readAllBytes();
        }
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    @Test
    void aGzipCutAnywhereIsCorrupt() {
        byte[] gzip = gzip(random(300));
        for (int length = 0; length < gzip.length; length++) {
            assertFails(Arrays.copyOf(gzip, length), DEFAULTS, ErrorCode.CORRUPT_ARCHIVE);
        }
    }

    @Test
    void aDamagedGzipIsCorrupt() {
        byte[] gzip = gzip(random(3000));
        for (int at = 20; at < gzip.length; at += 97) {
            byte[] spoiled = gzip.clone();
            spoiled[at] ^= 0x40;
            assertFails(spoiled, DEFAULTS, ErrorCode.CORRUPT_ARCHIVE);
        }
    }

    @Test
    void limitsWhatComesOut() throws Exception {
        byte[] gzip = gzip(new byte[100_000]);
        assertFails(gzip, new ArchiveLimits(1, 99_999, 200_000, 5000), ErrorCode.ARCHIVE_TOO_LARGE);
        assertFails(gzip, new ArchiveLimits(1, 200_000, 99_999, 5000), ErrorCode.ARCHIVE_TOO_LARGE);
        try (InputStream in =
                BoundedGzip.open(new ByteArrayInputStream(gzip), new ArchiveLimits(1, 100_000, 100_000, 5000))) {
            assertThat(in.readAllBytes()).hasSize(100_000);
        }
    }

    @Test
    void theRatioHoldsBeyondTheFreeBytes() {
        ArchiveLimits limits = new ArchiveLimits(1, 1L << 40, 1L << 40, 10);
        long free = ArchiveLimits.RATIO_FREE_BYTES;
        assertThat(limits.allowanceBytes(0)).isEqualTo(free);
        assertThat(limits.allowanceBytes(free / 10)).isEqualTo(free);
        assertThat(limits.allowanceBytes(free)).isEqualTo(10 * free);
        assertThat(limits.allowanceBytes(1L << 39)).isEqualTo(1L << 40);
        assertThat(limits.allowanceBytes(Long.MAX_VALUE)).isEqualTo(1L << 40);
    }

    @Test
    void aStoreThatFailsIsNotTheClientsFault() {
        byte[] gzip = gzip(random(50_000));
        InputStream failing = new SequenceInputStream(new ByteArrayInputStream(gzip, 0, 20_000), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk");
            }
        });
        assertThatThrownBy(() -> BoundedGzip.open(failing, DEFAULTS).readAllBytes())
                .isInstanceOf(IOException.class)
                .hasMessage("disk");
    }

    @Test
    void limitsArePositive() {
        assertThatThrownBy(() -> new ArchiveLimits(0, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ArchiveLimits(1, 0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ArchiveLimits(1, 1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ArchiveLimits(1, 1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertFails(byte[] gzip, ArchiveLimits limits, ErrorCode code) {
        assertThatThrownBy(() ->
                        BoundedGzip.open(new ByteArrayInputStream(gzip), limits).readAllBytes())
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static byte[] random(int bytes) {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return content;
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
