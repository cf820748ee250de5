package org.lungburden.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.job.Upload;

class ContentSnifferTest {
    @ParameterizedTest
    @ValueSource(strings = {"504b0304", "504b0506", "504b0708504b0304", "504b030414000000"})
    void zip(String hex) {
        assertThat(ContentSniffer.sniff(bytes(hex))).contains(Upload.Format.ZIP);
    }

    @Test
    void gzip() {
        assertThat(ContentSniffer.sniff(bytes("1f8b0800"))).contains(Upload.Format.GZIP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n+1\0", "ni1\0"})
    void nifti1InBothByteOrders(String magic) {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            byte[] head = nifti(348, order, 344, magic, 348);
            assertThat(ContentSniffer.sniff(head)).contains(Upload.Format.NIFTI);
            assertThat(ContentSniffer.isNifti(head)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"n+2\0\r\n\032\n", "ni2\0\r\n\032\n"})
    void nifti2InBothByteOrders(String magic) {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            assertThat(ContentSniffer.sniff(nifti(540, order, 4, magic, 348))).contains(Upload.Format.NIFTI);
        }
    }

    @Test
    void needsSizeAndMagicOfTheSameVersion() {
        ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        assertThat(ContentSniffer.sniff(nifti(540, order, 344, "n+1\0", 348))).isEmpty();
        assertThat(ContentSniffer.sniff(nifti(348, order, 4, "n+2\0\r\n\032\n", 348)))
                .isEmpty();
        assertThat(ContentSniffer.sniff(nifti(348, order, 344, "n+2\0", 348))).isEmpty();
        assertThat(ContentSniffer.sniff(nifti(347, order, 344, "n+1\0", 348))).isEmpty();
        assertThat(ContentSniffer.sniff(nifti(348, order, 343, "n+1\0", 347))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "50", "504b03", "1f8b08", "1f8b0900", "504b0102", "25504446", "4449434d", "5c010000"})
    void othersAreNone(String hex) {
        assertThat(ContentSniffer.sniff(bytes(hex))).isEmpty();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] nifti(int size, ByteOrder order, int magicAt, String magic, int length) {
        ByteBuffer head = ByteBuffer.allocate(length).order(order).putInt(0, size);
        head.put(magicAt, magic.getBytes(StandardCharsets.ISO_8859_1));
        return head.array();
    }
}
