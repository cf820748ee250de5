package org.lungburden.dicom.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.testing.TestSlice;

/** Headers that break the standard but have only one meaning, written by hand. */
class LenientFileTest {
    private static final byte[] EXPLICIT = TestSlice.at(0).dataSet(true);
    private static final byte[] IMPLICIT = TestSlice.at(0).dataSet(false);
    private static final String UN = "07000100" + "554e0000" + "ffffffff" + "feff00e0ffffffff";
    private static final String END = "feff0de000000000" + "feffdde000000000";

    @Test
    void whatKeepsTheStandardIsNotRepaired() throws Exception {
        for (String syntax : new String[] {Uid.EXPLICIT_LITTLE_ENDIAN, Uid.IMPLICIT_LITTLE_ENDIAN}) {
            DicomFile file = open(TestSlice.at(0).syntax(syntax).file());
            assertWhole(file);
            assertThat(file.repaired()).isFalse();
        }
        assertThat(open(TestSlice.at(0).deflatedFile()).repaired()).isFalse();
        assertThat(open(EXPLICIT).repaired()).isFalse();
        assertThat(open(IMPLICIT).repaired()).isFalse();
        DicomFile padded = open(TestSlice.at(0).text(0x00091010, "LO", "abcdef").file());
        assertThat(padded.repaired()).isFalse();
    }

    @Test
    void fileMetaMayBeImplicit() throws Exception {
        byte[] meta = new Hex()
                .preamble()
                .hex("0200000004000000ff000000") // a wrong group length
                .hex("0200100014000000")
                .text(Uid.EXPLICIT_LITTLE_ENDIAN + "\0")
                .bytes();
        assertRepaired(open(join(meta, EXPLICIT)), Uid.EXPLICIT_LITTLE_ENDIAN);
        assertRepaired(open(join(meta, IMPLICIT)), Uid.IMPLICIT_LITTLE_ENDIAN);
    }

    @Test
    void groupLengthsDoNotMatter() throws Exception {
        byte[] meta = new Hex()
                .preamble()
                .hex("02000000554c0400ffff0000")
                .hex("0200100055491400")
                .text(Uid.EXPLICIT_LITTLE_ENDIAN + "\0")
                .bytes();
        assertWhole(open(join(meta, HexFormat.of().parseHex("08000000554c0400ffffff00"), EXPLICIT)));
    }

    /** Headers of the private element (0009,1010), whose value is "abcdef", and of an empty one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "09001010" + "06000000" + "616263646566", // no value representation, as in implicit VR
                "09001010" + "3f3f" + "0600" + "616263646566",
                "09001010" + "3f3f0000" + "06000000" + "616263646566",
                "09001010" + "0000" + "0600" + "616263646566",
                "09001010" + "2020" + "0600" + "616263646566",
                "09001010" + "5a5a0000" + "06000000" + "616263646566", // ZZ
                "09001010" + "6c6f" + "0600" + "616263646566", // lo
                "09001010" + "6f770000" + "06000000" + "616263646566", // ow
                "09001010" + "3f3f" + "0000",
                "09001010" + "00000000",
                "09001010" + "3f3f0000" + "ffffffff" + "feff00e0ffffffff" + "0900111055530200abcd" + END,
                "09001010" + "ffffffff" + "feff00e0ffffffff" + "0900111055530200abcd" + END,
            })
    void anOddValueRepresentationIsReadAsItIsMeant(String element) throws Exception {
        byte[] odd = HexFormat.of().parseHex(element);
        byte[] first = Arrays.copyOf(EXPLICIT, EXPLICIT.length);
        int from = indexOf(first, "10001000504e"); // before (0010,0010)
        assertRepaired(
                open(join(meta(), Arrays.copyOf(first, from), odd, Arrays.copyOfRange(first, from, first.length))),
                Uid.EXPLICIT_LITTLE_ENDIAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OB", "UN", "ow", "OX", "??", "\0\0"})
    void pixelDataMayHaveAnyValueRepresentation(String vr) throws Exception {
        byte[] bytes = EXPLICIT.clone();
        int at = indexOf(bytes, "e07f10004f57") + 4;
        bytes[at] = (byte) vr.charAt(0);
        bytes[at + 1] = (byte) vr.charAt(1);
        assertWhole(open(join(meta(), bytes)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void valuesOfTheFirstElementsMayLackTheirRepresentation(int elements) throws Exception {
        ByteArrayOutputStream mixed = new ByteArrayOutputStream();
        int implicitAt = 0;
        int explicitAt = 0;
        for (int n = 0; n < elements; n++) {
            int length = 8 + (IMPLICIT[implicitAt + 4] & 0xff);
            mixed.write(IMPLICIT, implicitAt, length);
            implicitAt += length;
            explicitAt += length; // these have short lengths in explicit VR, so that the headers are as long
        }
        mixed.write(EXPLICIT, explicitAt, EXPLICIT.length - explicitAt);
        assertWhole(open(join(meta(), mixed.toByteArray())));
    }

    @Test
    void aLengthThatLeadsNowhereIsDamage() throws Exception {
        byte[] odd = HexFormat.of().parseHex("09001010" + "3f3f" + "0500" + "616263646566");
        DicomFile file = open(join(meta(), odd, EXPLICIT));
        assertThat(file.damaged()).isTrue();
        assertThat(file.fault()).contains("value representation (VR)");
    }

    @Test
    void aFileOfNothingButOddHeadersEnds() throws Exception {
        byte[] many = HexFormat.of().parseHex("09001010" + "00000000");
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(meta());
        file.writeBytes(HexFormat.of().parseHex("08006000" + "43530200" + "4354"));
        for (int n = 0; n < 3000; n++) {
            many[2] = (byte) n;
            many[3] = (byte) (n >> 8);
            file.writeBytes(many);
        }
        file.writeBytes(HexFormat.of().parseHex("18006000" + "43530200" + "4354"));
        assertThat(open(file.toByteArray()).damaged()).isTrue();
    }

    @Test
    void theBytesCountMoreThanTheDeclaredSyntax() throws Exception {
        assertRepaired(open(join(meta(Uid.IMPLICIT_LITTLE_ENDIAN), EXPLICIT)), Uid.EXPLICIT_LITTLE_ENDIAN);
        assertRepaired(open(join(meta(Uid.EXPLICIT_LITTLE_ENDIAN), IMPLICIT)), Uid.IMPLICIT_LITTLE_ENDIAN);
        assertRepaired(open(join(meta(Uid.EXPLICIT_BIG_ENDIAN), EXPLICIT)), Uid.EXPLICIT_LITTLE_ENDIAN);
        assertRepaired(open(join(meta(Uid.EXPLICIT_BIG_ENDIAN), IMPLICIT)), Uid.IMPLICIT_LITTLE_ENDIAN);
        assertRepaired(open(join(meta(Uid.DEFLATED_EXPLICIT_LITTLE_ENDIAN), EXPLICIT)), Uid.EXPLICIT_LITTLE_ENDIAN);
        assertRepaired(open(join(meta(Uid.JPEG_LOSSLESS), IMPLICIT)), Uid.JPEG_LOSSLESS);
        for (String declared : new String[] {Uid.EXPLICIT_LITTLE_ENDIAN, Uid.IMPLICIT_LITTLE_ENDIAN}) {
            DicomFile big = open(join(meta(declared), bigEndian()));
            assertThat(big.transferSyntax()).isEqualTo(Uid.EXPLICIT_BIG_ENDIAN);
            assertThat(big.dataSet().unsignedShort(Tag.COLUMNS)).hasValue(4);
            assertThat(big.repaired()).isTrue();
        }
        assertThat(open(bigEndian()).transferSyntax()).isEqualTo(Uid.EXPLICIT_BIG_ENDIAN);
    }

    @Test
    void deflatedMayHaveTheHeaderOfZlib() throws Exception {
        ByteArrayOutputStream zlib = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(zlib)) {
            out.write(EXPLICIT);
        }
        assertRepaired(
                open(join(meta(Uid.DEFLATED_EXPLICIT_LITTLE_ENDIAN), zlib.toByteArray())),
                Uid.DEFLATED_EXPLICIT_LITTLE_ENDIAN);
    }

    @Test
    void thePreambleMayBeMissing() throws Exception {
        byte[] whole = TestSlice.at(0).file();
        assertRepaired(open(Arrays.copyOfRange(whole, 128, whole.length)), Uid.EXPLICIT_LITTLE_ENDIAN);
        assertWhole(open(Arrays.copyOfRange(whole, 132, whole.length)));
        assertWhole(open(join(Arrays.copyOf(whole, 132), EXPLICIT)));
    }

    @Test
    void unknownOfUndefinedLengthMayBeExplicit() throws Exception {
        byte[] sequence = HexFormat.of().parseHex(UN + "08006000" + "43530200" + "5858" + END);
        assertWhole(open(join(meta(), sequence, EXPLICIT)));
    }

    @Test
    void paddingThatTheLengthDoesNotCountIsSkipped() throws Exception {
        byte[] element = HexFormat.of().parseHex("07001010" + "4c4f0300" + "616263" + "20");
        assertRepaired(open(join(meta(), element, EXPLICIT)), Uid.EXPLICIT_LITTLE_ENDIAN);
        DicomFile odd = open(join(meta(), HexFormat.of().parseHex("07001010" + "4c4f0300" + "616263"), EXPLICIT));
        assertWhole(odd);
        assertThat(odd.repaired()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "-1024, -1024",
        "'-1024,0', -1024",
        "'  +1.5 ', 1.5",
        "1e3, 1000",
        "-1.024E+03, -1024",
        "5., 5",
        ".5, 0.5",
        "',5', 0.5",
        "0x10, ",
        "1d, ",
        "NaN, ",
        "1e999, ",
        "'1,024,0', ",
        "abc, ",
        "'1 0', ",
    })
    void decimalStringsAreReadAsTheyAreMeant(String text, Double expected) throws Exception {
        DicomFile file = open(
                TestSlice.at(0).text(Tag.RESCALE_INTERCEPT, "DS", text + "\0\0").file());
        assertThat(file.dataSet().decimals(Tag.RESCALE_INTERCEPT, 1).map(value -> value[0]))
                .isEqualTo(Optional.ofNullable(expected));
        assertThat(file.repaired()).isEqualTo(text.contains(","));
    }

    private static void assertRepaired(DicomFile file, String syntax) {
        assertWhole(file);
        assertThat(file.transferSyntax()).isEqualTo(syntax);
        assertThat(file.repaired()).isTrue();
    }

    private static void assertWhole(DicomFile file) {
        assertThat(file.fault()).isNull();
        assertThat(file.damaged()).isFalse();
        assertThat(file.pixelData()).isNotNull().satisfies(header -> {
            assertThat(header.length()).isEqualTo(24);
        });
        assertThat(file.dataSet().text(Tag.MODALITY)).contains("CT");
        assertThat(file.dataSet().unsignedShort(Tag.COLUMNS)).hasValue(TestSlice.COLUMNS);
        assertThat(file.dataSet().decimals(Tag.RESCALE_INTERCEPT, 1))
                .hasValueSatisfying(value -> assertThat(value).containsExactly(-1024));
    }

    /** (0008,0060), (0028,0011) and empty pixel data. */
    private static byte[] bigEndian() {
        return HexFormat.of()
                .parseHex("00080060" + "43530002" + "4354" + "00280011" + "55530002" + "0004"
                        + "7fe000104f57000000000000");
    }

    private static DicomFile open(byte[] bytes) throws IOException {
        return DicomFile.open(new ByteArrayInputStream(bytes), 1 << 24, UnaryOperator.identity())
                .orElseThrow();
    }

    private static byte[] meta() {
        return meta(Uid.EXPLICIT_LITTLE_ENDIAN);
    }

    private static byte[] meta(String syntax) {
        byte[] file = TestSlice.at(0).syntax(syntax).file();
        int data = Uid.IMPLICIT_LITTLE_ENDIAN.equals(syntax) ? IMPLICIT.length : EXPLICIT.length;
        return Arrays.copyOf(file, file.length - data);
    }

    private static int indexOf(byte[] bytes, String hex) {
        int at = HexFormat.of().formatHex(bytes).indexOf(hex);
        assertThat(at).isNotNegative();
        return at / 2;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static final class Hex {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Hex preamble() {
            out.writeBytes(new byte[128]);
            return text("DICM");
        }

        Hex hex(String hex) {
            out.writeBytes(HexFormat.of().parseHex(hex));
            return this;
        }

        Hex text(String text) {
            out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
