package org.lungburden.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.lungburden.dicom.file.DicomFormatException;

/** Streams written by hand after ITU-T T.81, for what the encoders of the other tests do not write. */
class JpegDctDecoderTest {
    private static final String QUANTIZATION = "ffdb0043" + "00" + "08" + "01".repeat(63);
    private static final String SIZE = "08" + "0008" + "0010" + "01" + "011100"; // 8 bits, 8 rows, 16 columns
    /** DC: code word 0 is "no difference", 10 is "3 bits follow". AC: code word 0 ends the block. */
    private static final String CODES =
            "ffc40015" + "00" + "0101" + "00".repeat(14) + "0003" + "ffc40014" + "10" + "01" + "00".repeat(15) + "00";

    private static final String SCAN = "ffda0008" + "01" + "0100" + "003f00";

    /** Differences of 4 and 0, an end of block each: 10 100 0 0 0. The coefficient is 4 * 8, a pixel an eighth of that. */
    @Test
    void theSecondBlockContinuesFromTheFirst() throws Exception {
        assertThat(samples("ffc0000b" + SIZE, "", "a0")).containsOnly(132).hasSize(128);
        assertThat(samples("ffc1000b" + SIZE, "", "a0")).containsOnly(132).hasSize(128);
    }

    /** The same with a restart marker between the blocks, and bits of ones before: 10 100 0 11, 0 0 111111. */
    @Test
    void aRestartForgetsTheFirstBlock() throws Exception {
        int[] samples = samples("ffc0000b" + SIZE, "ffdd00040001", "a3" + "ffd0" + "3f");
        assertThat(samples[7]).isEqualTo(132);
        assertThat(samples[8]).isEqualTo(128);
        assertThat(samples[127]).isEqualTo(128);
    }

    @Test
    void aWrongRestartIsDamage() {
        assertDamaged("ffc0000b" + SIZE, "ffdd00040001", "a3" + "ffd1" + "3f");
        assertDamaged("ffc0000b" + SIZE, "ffdd00040001", "a3" + "3f");
        assertDamaged("ffc0000b" + SIZE, "ffdd00040001", "a3a3a3" + "ffd0" + "3f");
    }

    @Test
    void whatIsNoSequentialGrayImageIsTold() {
        String progressive = "ffd8" + "ffc2000b" + SIZE;
        assertThatThrownBy(() -> decode(progressive)).hasMessageContaining("progressive");
        String color = "ffd8" + "ffc00011" + "08" + "0008" + "0010" + "03" + "011100" + "021100" + "031100";
        assertThatThrownBy(() -> decode(color)).hasMessageContaining("3 components");
        String larger = "ffd8" + "ffc0000b" + "08" + "0010" + "0010" + "01" + "011100";
        assertThatThrownBy(() -> decode(larger)).hasMessageContaining("Rows, Columns");
    }

    @Test
    void codesThatAreNoneAreDamage() {
        assertDamaged("ffc0000b" + SIZE, "", "ff00ff00ff00"); // 11 begins no code word
        assertDamaged(
                "ffc0000b" + SIZE.replace("011100", "011103"), "", "a0"); // a quantization table that is not there
        assertDamaged("ffc0000b" + SIZE.replaceFirst("08", "0a"), "", "a0"); // 10 bits
    }

    private static void assertDamaged(String header, String restarts, String data) {
        assertThatThrownBy(() -> samples(header, restarts, data))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("JPEG stream");
    }

    private static int[] samples(String header, String restarts, String data) throws DicomFormatException {
        return decode("ffd8" + QUANTIZATION + header + CODES + restarts + SCAN + data + "ffd9");
    }

    private static int[] decode(String hex) throws DicomFormatException {
        PixelFormat format = new PixelFormat(8, 16, 16, 12, 11, false);
        short[] samples = new short[format.pixels()];
        new FragmentsDecoder().decode(HexFormat.of().parseHex(hex), format, samples);
        int[] values = new int[samples.length];
        for (int n = 0; n < values.length; n++) {
            values[n] = samples[n];
        }
        return values;
    }
}
