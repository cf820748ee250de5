package org.lungburden.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferSyntaxNamesTest {
    @ParameterizedTest
    @CsvSource({
        "1.2.840.10008.1.2.4.201, High-Throughput JPEG 2000 Lossless (HTJ2K)",
        "1.2.840.10008.1.2.4.53, 'JPEG Spectral Selection, Non-Hierarchical (Process 6 & 8)'",
        "1.2.840.10008.1.2.4.110, JPEG XL Lossless",
        "1.2.840.10008.1.2.4.100, MPEG2 Main Profile / Main Level",
        "1.2.840.10008.1.2.4.107, HEVC/H.265 Main Profile / Level 5.1",
    })
    void aKnownSyntaxIsNamed(String uid, String name) {
        assertThat(FrameDecoders.refusal(uid))
                .isEqualTo(
                        "Transfer syntax " + name + " (" + uid + ") is not supported; convert the images with gdcmconv"
                                + " --raw or export them uncompressed.");
        assertThat(FrameDecoders.of(uid)).isEmpty();
    }

    @Test
    void othersAreToldByTheirUid() {
        assertThat(FrameDecoders.refusal("1.2.840.10008.1.2.4.999"))
                .startsWith("Transfer syntax 1.2.840.10008.1.2.4.999 is not supported");
        assertThat(FrameDecoders.refusal("1.2.840.113619.5.2"))
                .startsWith("The private transfer syntax 1.2.840.113619.5.2 is not supported");
        assertThat(FrameDecoders.refusal("DOE^JOHN"))
                .startsWith("TransferSyntaxUID holds no UID")
                .doesNotContain("DOE");
    }
}
