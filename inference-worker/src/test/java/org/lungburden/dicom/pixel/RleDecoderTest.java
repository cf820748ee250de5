package org.lungburden.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.dicom.file.DicomFormatException;

/** Packed by hand after DICOM PS3.5 annex G.3. */
class RleDecoderTest {
    private static final PixelFormat SIX_WORDS = new PixelFormat(2, 3, 16, 16, 15, false);
    private static final PixelFormat SIX_BYTES = new PixelFormat(2, 3, 8, 8, 7, false);

    @Test
    void joinsTheBytePlanes() throws Exception {
        // high bytes: six times 1, as a run; low bytes: three literals, a no-op, a run of three ff
        byte[] frame = frame(2, "fb01", "02aabbcc80feff00");
        short[] samples = new short[6];
        new RleDecoder().decode(frame, SIX_WORDS, samples);
        assertThat(samples).containsExactly(0x1aa, 0x1bb, 0x1cc, 0x1ff, 0x1ff, 0x1ff);
    }

    @Test
    void oneSegmentForBytes() throws Exception {
        short[] samples = {9, 9, 9, 9, 9, 9};
        new RleDecoder().decode(frame(1, "0010fe20ff30"), SIX_BYTES, samples);
        assertThat(samples).containsExactly(0x10, 0x20, 0x20, 0x20, 0x30, 0x30);
    }

    @Test
    void aRunOrLiteralBeyondTheFrameIsCut() throws Exception {
        short[] samples = new short[6];
        new RleDecoder().decode(frame(1, "8107"), SIX_BYTES, samples);
        assertThat(samples).containsOnly(7);
        new RleDecoder().decode(frame(1, "0601020304050607"), SIX_BYTES, samples);
        assertThat(samples).containsExactly(1, 2, 3, 4, 5, 6);
        new RleDecoder().decode(frame(1, "0001fd02020304ff"), SIX_BYTES, samples);
        assertThat(samples).containsExactly(1, 2, 2, 2, 2, 3);
    }

    @ParameterizedTest
    @CsvSource({"1, fb", "1, ''", "1, fc01", "1, 050102030405", "1, 80", "2, fb01"})
    void whatEndsEarlyIsDamaged(int segments, String packed) {
        byte[] frame = frame(segments, packed);
        PixelFormat format = segments == 1 ? SIX_BYTES : SIX_WORDS;
        assertThatThrownBy(() -> new RleDecoder().decode(frame, format, new short[6]))
                .isInstanceOf(DicomFormatException.class);
    }

    @Test
    void segmentsMustLieInTheFrame() {
        assertDamaged(frame(1, "fb01", "fb01"), SIX_WORDS);
        assertDamaged(new byte[63], SIX_BYTES);
        assertDamaged(Arrays.copyOf(frame(1), 64), SIX_BYTES);
        for (int start : new int[] {63, 67, -1, 1000}) {
            byte[] frame = frame(1, "fb01");
            ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).putInt(4, start);
            assertDamaged(frame, SIX_BYTES);
        }
        for (int second : new int[] {65, 63, 1000}) {
            byte[] frame = frame(2, "fb01", "fb01");
            ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).putInt(8, second);
            assertDamaged(frame, SIX_WORDS);
        }
    }

    private static void assertDamaged(byte[] frame, PixelFormat format) {
        assertThatThrownBy(() -> new RleDecoder().decode(frame, format, new short[6]))
                .isInstanceOf(DicomFormatException.class);
    }

    private static byte[] frame(int segments, String... packed) {
        byte[] body = HexFormat.of().parseHex(String.join("", packed));
        ByteBuffer frame = ByteBuffer.allocate(64 + body.length).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(0, segments);
        int start = 64;
        for (int n = 0; n < packed.length; n++) {
            frame.putInt(4 + 4 * n, start);
            start += packed[n].length() / 2;
        }
        return frame.put(64, body).array();
    }
}
