package org.lungburden.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.error.Category;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * Spoiled containers of every kind: read, or refused with a code, within seconds; never a bug, and nothing left on the
 * disk. {@code -Dlungburden.fuzz=N} spoils so many, {@code -Dlungburden.fuzz.seed} draws others.
 */
class ArchiveFuzzTest {
    private static final int CASES = Integer.getInteger("lungburden.fuzz", 4000);
    private static final long SEED = Long.getLong("lungburden.fuzz.seed", 1);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final byte[] ODD_BYTES = {0, 1, -1, 127, -128, 'P', 'K', 0x1f, (byte) 0x8b, '7', '/', '.', 12, 14};

    @TempDir
    Path folder;

    @Test
    void spoiledArchivesAreReadOrRefused() throws Exception {
        List<byte[]> corpus = corpus();
        Map<ErrorCode, Integer> refused = new EnumMap<>(ErrorCode.class);
        int read = 0;
        for (int n = 0; n < CASES; n++) {
            Random random = new Random(SEED << 32 | n);
            byte[] upload = spoiled(corpus.get(n % corpus.size()), random);
            long start = System.nanoTime();
            try {
                TestTars.read(folder, upload, new ArchiveLimits(200, 4 << 20, 2 << 20, 100));
                read++;
            } catch (CodedException e) {
                assertThat(e.code().category()).as("case %d", n).isEqualTo(Category.INPUT);
                refused.merge(e.code(), 1, Integer::sum);
            } catch (IOException | RuntimeException e) {
                throw new AssertionError("a bug with -Dlungburden.fuzz.seed=" + SEED + ", case " + n, e);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("case %d", n)
                    .isLessThan(LONGEST);
        }
        System.out.println("read " + read + ", refused " + refused);
        assertThat(read).isPositive();
        assertThat(refused).hasSizeGreaterThan(3);
        assertThat(folder).isDirectoryNotContaining("glob:**unpacked*");
    }

    /** Every kind of container, one in each kind, all small. */
    private List<byte[]> corpus() throws IOException {
        byte[] text = "some words ".repeat(200).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Map<String, byte[]> files = new TreeMap<>();
        files.put("a/1.dcm", text);
        files.put("a/" + "long".repeat(40), Arrays.copyOf(text, 300));
        byte[] zip = TestZips.zip(
                files.keySet().toArray(String[]::new), files.values().toArray(byte[][]::new));
        byte[] gnu = TestTars.tar(files);
        byte[] pax =
                TestTars.tar(files, org.apache.commons.compress.archivers.tar.TarArchiveOutputStream.LONGFILE_POSIX);
        Map<String, byte[]> nested = new TreeMap<>();
        nested.put("1.zip", zip);
        nested.put("2.tar", gnu);
        nested.put("3.tgz", TestTars.gzip(pax));
        nested.put("4.dcm.gz", TestTars.gzip(text));
        byte[] zips = TestZips.zip(
                nested.keySet().toArray(String[]::new), nested.values().toArray(byte[][]::new));
        byte[] bzip2 = TestZips.withMethod(files, 12);
        byte[] deflate64 = TestZips.withMethod(files, 9);
        return List.of(
                zip,
                gnu,
                pax,
                TestTars.gzip(gnu),
                TestTars.gzip(text),
                zips,
                TestTars.tar(nested),
                TestTars.gzip(TestTars.tar(nested)),
                bzip2,
                deflate64);
    }

    private static byte[] spoiled(byte[] sound, Random random) {
        byte[] spoiled = sound.clone();
        for (int rounds = 1 + random.nextInt(4); rounds > 0; rounds--) {
            int at = random.nextInt(spoiled.length);
            switch (random.nextInt(6)) {
                case 0 -> spoiled = Arrays.copyOf(spoiled, Math.max(1, at));
                case 1 -> spoiled = Arrays.copyOf(spoiled, spoiled.length + random.nextInt(2000));
                case 2 ->
                    Arrays.fill(
                            spoiled, at, Math.min(spoiled.length, at + random.nextInt(20)), (byte) random.nextInt());
                case 3 ->
                    System.arraycopy(
                            spoiled,
                            random.nextInt(spoiled.length / 2 + 1),
                            spoiled,
                            at / 2,
                            (spoiled.length - at) / 2);
                // the directory of a zip lies at the end
                case 4 ->
                    spoiled[Math.max(0, spoiled.length - 1 - random.nextInt(400))] =
                            ODD_BYTES[random.nextInt(ODD_BYTES.length)];
                default -> spoiled[at] = ODD_BYTES[random.nextInt(ODD_BYTES.length)];
            }
        }
        return resummed(spoiled, random);
    }

    /** Half of the spoiled tars get the right sums, so that the checks behind the sum are met too. */
    private static byte[] resummed(byte[] tar, Random random) {
        for (int at = 0; at + TestTars.BLOCK <= tar.length; at += TestTars.BLOCK) {
            if (tar[at + 257] == 'u' && random.nextBoolean()) {
                byte[] block = Arrays.copyOfRange(tar, at, at + TestTars.BLOCK);
                System.arraycopy(TarArchiveTest.summed(block), 0, tar, at, TestTars.BLOCK);
            }
        }
        return tar;
    }
}
