package org.lungburden.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
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
    @ValueSource(
            strings = {
                "4449434d",
                "02000000554c0400",
                "0800050043530a00",
                "0008000543530a00",
                "080005000a000000",
                "02000000fe000000"
            })
    void dicomWithoutPreamble(String hex) {
        assertThat(ContentSniffer.sniff(bytes(hex))).contains(Upload.Format.DICOM);
    }

    @Test
    void dicomBehindItsPreamble() {
        byte[] head = new byte[200];
        System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, head, 128, 4);
        assertThat(ContentSniffer.sniff(head)).contains(Upload.Format.DICOM);
        assertThat(ContentSniffer.sniff(Arrays.copyOf(head, 131))).isEmpty();
        // PS3.10 7.1 lets the preamble be that of another format
        head[0] = 'I';
        head[1] = 'I';
        head[2] = 42;
        assertThat(ContentSniffer.sniff(head)).contains(Upload.Format.DICOM);
    }

    @ParameterizedTest
    @CsvSource({
        "377abcaf271c0004, 7z archive",
        "526172211a0700cf, RAR archive",
        "fd377a585a000004, xz",
        "425a6839314159, bzip2",
        "28b52ffd04, Zstandard",
        "04224d180f, LZ4",
        "4d534346d1fe, CAB",
        "0000001866747970, MP4",
        "424d3601000000000000, BMP",
        "5249464600, RIFF",
        "4f626a65637454797065203d20496d616765, MetaImage",
        "4e5252443030303034, NRRD",
        "89504e470d0a1a0a, PNG",
        "ffd8ffe000104a464946, JPEG",
        "49492a0008, TIFF",
        "255044462d312e37, PDF",
        "894844460d0a1a0a, HDF5",
        "4d5a9000, Windows program",
        "3c68746d6c3e, web page",
        "44656172, text"
    })
    void theRefusalNamesTheFormat(String hex, String name) {
        assertThatThrownBy(() -> ContentSniffer.require(bytes(hex)))
                .isInstanceOfSatisfying(CodedException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.NOT_AN_ARCHIVE);
                    assertThat(refused.detail()).contains(name).endsWith("; send a zip, a tar, DICOM or NIfTI.");
                });
    }

    @Test
    void anAnalyzeHeaderIsNamed() {
        byte[] analyze = nifti(348, ByteOrder.LITTLE_ENDIAN, 344, "\0\0\0\0", 348);
        assertThatThrownBy(() -> ContentSniffer.require(analyze)).hasMessageContaining("left from right");
    }

    /** The label of a disc image lies behind the first bytes. */
    @Test
    void zerosAreTold() {
        byte[] zeros = new byte[ContentSniffer.HEAD_BYTES];
        assertThatThrownBy(() -> ContentSniffer.require(zeros))
                .hasMessageContaining("an empty tar, a disc image (ISO) or damaged, since it begins with zeros; send");
        assertThat(ForeignFiles.isUnknown(zeros)).as("a slice may be zeroed").isTrue();
    }

    @Test
    void nothingAndTheUnknownAreToldToo() {
        assertThatThrownBy(() -> ContentSniffer.require(new byte[0])).hasMessageContaining("UPLOAD_EMPTY");
        assertThatThrownBy(() -> ContentSniffer.require(bytes("00010203")))
                .hasMessageContaining(ErrorCode.NOT_AN_ARCHIVE.sentence());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "50",
                "504b03",
                "1f8b08",
                "1f8b0900",
                "504b0102",
                "25504446",
                "5c010000",
                "0800050000000000",
                "08000500ffffff7f"
            })
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
