package org.lungburden.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.dicom.file.Uid;

class FrameDecodersTest {
    /** LossyImageCompression decides where the syntax allows both (DICOM PS3.5 sections 8.2.3 and 8.2.4). */
    @ParameterizedTest
    @CsvSource({
        "1.2.840.10008.1.2.1, '', false",
        "1.2.840.10008.1.2.1, 00, false",
        "1.2.840.10008.1.2.1, 01, true", // unpacked after it was compressed with loss
        "1.2.840.10008.1.2.4.50, '', true",
        "1.2.840.10008.1.2.4.50, 00, true",
        "1.2.840.10008.1.2.4.51, '', true",
        "1.2.840.10008.1.2.4.57, '', false",
        "1.2.840.10008.1.2.4.70, '', false",
        "1.2.840.10008.1.2.4.80, '', false",
        "1.2.840.10008.1.2.4.81, '', true",
        "1.2.840.10008.1.2.4.81, 00, false",
        "1.2.840.10008.1.2.4.90, '', false",
        "1.2.840.10008.1.2.4.90, 01, true",
        "1.2.840.10008.1.2.4.91, '', true",
        "1.2.840.10008.1.2.4.91, 00, false",
        "1.2.840.10008.1.2.5, '', false",
    })
    void lossComesFromTheSyntaxOrTheAttribute(String syntax, String attribute, boolean lossy) {
        assertThat(FrameDecoders.isLossy(syntax, attribute)).isEqualTo(lossy);
        assertThat(FrameDecoders.of(syntax)).isPresent();
    }

    @Test
    void uncompressedFramesMayBeFragments() throws Exception {
        short[] samples = new short[2];
        PixelFormat format = new PixelFormat(1, 2, 16, 16, 15, false);
        FrameDecoders.of(Uid.ENCAPSULATED_UNCOMPRESSED, true).decode(new byte[] {1, 2, 3, 4}, format, samples);
        assertThat(samples).containsExactly(0x0201, 0x0403);
    }
}
