package org.lungburden.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.dicom.file.DicomFormatException;
import org.lungburden.dicom.file.Uid;
import org.lungburden.testing.StartsPrograms;

/**
 * The decoders of compressed frames against those of dcmtk and GDCM, and with spoiled frames: pixels or a fault, never a
 * bug. {@code -Dlungburden.fuzz=100000} spoils that many, {@code -Dlungburden.fuzz.seed} draws others.
 */
@StartsPrograms
class CodecTest {
    private static final int CASES = Integer.getInteger("lungburden.fuzz", 4000);
    private static final long SEED = Long.getLong("lungburden.fuzz.seed", 1);
    private static final int SECONDS_A_FRAME = 5;

    @TempDir
    static Path folder;

    private static List<CodecCorpus.Frame> frames = List.of();

    @BeforeAll
    static void write() throws Exception {
        frames = CodecCorpus.write(folder);
    }

    @Test
    void allPixelsAreExact() throws Exception {
        assertThat(frames.stream()
                        .map(CodecCorpus.Frame::transferSyntax)
                        .distinct()
                        .toList())
                .contains(
                        Uid.JPEG_BASELINE,
                        Uid.JPEG_EXTENDED,
                        Uid.JPEG_LOSSLESS,
                        Uid.JPEG_LS_LOSSLESS,
                        Uid.JPEG_LS_NEAR_LOSSLESS,
                        Uid.JPEG_2000_LOSSLESS,
                        Uid.RLE_LOSSLESS);
        for (CodecCorpus.Frame frame : frames) {
            assertThat(frame.decoded(frame.bytes())).as(frame.name()).isEqualTo(frame.values());
        }
    }

    /** Wherever a stream is cut before its last bytes, something is missing. */
    @Test
    void aCutFrameIsDamaged() {
        for (CodecCorpus.Frame frame : frames) {
            int length = frame.bytes().length;
            for (int cut = 0; cut < length - 16; cut += 1 + cut / 3) {
                byte[] spoiled = Arrays.copyOf(frame.bytes(), cut);
                assertThatThrownBy(() -> frame.decoded(spoiled))
                        .as("%s cut at %s of %s", frame.name(), cut, length)
                        .isInstanceOf(DicomFormatException.class);
            }
        }
    }

    /** The library counts the ones of a packet header, and would read ones for ever behind two bytes of them. */
    @Test
    @Timeout(value = 4 * SECONDS_A_FRAME, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void packetHeadersOfOnesEnd() {
        assertThat(frames).anyMatch(frame -> frame.name().endsWith("jpeg2000"));
        for (CodecCorpus.Frame frame : frames) {
            int data = new String(frame.bytes(), StandardCharsets.ISO_8859_1).indexOf("\u00ff\u0093") + 2;
            if (frame.name().endsWith("jpeg2000")) {
                byte[] spoiled = frame.bytes().clone();
                Arrays.fill(spoiled, data, spoiled.length - 3, (byte) 0xff);
                assertThatThrownBy(() -> frame.decoded(spoiled)).isInstanceOf(DicomFormatException.class);
            }
        }
    }

    @Test
    void aSpoiledFrameGivesPixelsOrAFault() {
        int refused = 0;
        for (int n = 0; n < CASES; n++) {
            Random random = new Random(SEED << 32 | n);
            CodecCorpus.Frame frame = frames.get(random.nextInt(frames.size()));
            byte[] spoiled = spoiled(frame.bytes(), random);
            long start = System.nanoTime();
            try {
                frame.decoded(spoiled);
            } catch (DicomFormatException e) {
                refused++;
                assertThat(e.sentence()).endsWith(".");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("a bug with seed " + SEED + ", case " + n + ": " + frame.name(), e);
            }
            assertThat(System.nanoTime() - start)
                    .as("time of seed %s, case %s: %s", SEED, n, frame.name())
                    .isLessThan(TimeUnit.SECONDS.toNanos(SECONDS_A_FRAME));
        }
        assertThat(refused).isGreaterThan(CASES / 10);
    }

    private static byte[] spoiled(byte[] frame, Random random) {
        byte[] bytes = frame.clone();
        int head = Math.min(bytes.length, 120);
        for (int rounds = 1 + random.nextInt(4); rounds > 0; rounds--) {
            int at = random.nextInt(random.nextBoolean() ? head : bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0);
                case 3 -> {
                    int count = Math.min(random.nextInt(64), bytes.length - at);
                    System.arraycopy(frame, random.nextInt(frame.length - count + 1), bytes, at, count);
                }
                default -> {
                    if (random.nextInt(4) == 0) {
                        bytes = Arrays.copyOf(bytes, Math.max(head, at));
                    } else {
                        Arrays.fill(
                                bytes, at, Math.min(bytes.length, at + random.nextInt(20)), (byte) random.nextInt(256));
                    }
                }
            }
        }
        return bytes;
    }

    /** Exports mix up the syntaxes of JPEG; the stream tells what it is. */
    @Test
    void theStreamCountsMoreThanTheDeclaredSyntax() throws Exception {
        var byKind = frames.stream().collect(Collectors.toMap(CodecCorpus.Frame::name, frame -> frame));
        for (String name : List.of("12u-jpegls", "12u-jpeg2000", "12u-jpeg-dct95", "12u-jpeg-lossless1")) {
            CodecCorpus.Frame frame = byKind.get(name);
            assertThat(frame).as(name).isNotNull();
            if (frame != null) {
                for (String syntax : List.of(Uid.JPEG_LOSSLESS_SV1, Uid.EXPLICIT_LITTLE_ENDIAN)) {
                    assertThat(new CodecCorpus.Frame(name, syntax, frame.format(), frame.bytes(), frame.values())
                                    .decoded(frame.bytes()))
                            .isEqualTo(frame.values());
                }
            }
        }
    }
}
