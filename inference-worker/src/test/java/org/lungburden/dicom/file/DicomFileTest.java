package org.lungburden.dicom.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.dicom.pixel.FrameDecoders;
import org.lungburden.dicom.pixel.PixelFormat;
import org.lungburden.dicom.pixel.PixelFrames;
import org.lungburden.error.CodedException;
import org.lungburden.testing.PythonOracle;
import org.lungburden.testing.StartsPrograms;
import org.lungburden.testing.TestSlice;

@StartsPrograms
class DicomFileTest {
    /** A sequence of undefined length with an item of undefined length that holds another, in explicit VR. */
    private static final String NESTED = "feff00e0ffffffff" // item
            + "080040115351" + "0000" + "ffffffff" // (0008,1140) SQ
            + "feff00e00a000000" + "080060004353" + "0200" + "5858" // item of 10 bytes: Modality XX
            + "feffdde000000000"
            + "080060004353" + "0200" + "5959" // Modality YY
            + "feff0de000000000"
            + "feffdde000000000";

    /** ImageType, which tells the encoding of what follows. */
    private static final byte[] FIRST = HexFormat.of().parseHex("08000800" + "43530200" + "5858");

    @TempDir
    Path folder;

    @Test
    void skipsSequencesOfUndefinedLength() throws Exception {
        byte[] head = TestSlice.at(0).dataSet(true);
        byte[] sequence = HexFormat.of().parseHex("07000100" + "53510000" + "ffffffff" + NESTED);
        DicomFile file = DicomFile.open(
                        new SequenceInputStream(
                                new ByteArrayInputStream(meta()),
                                new SequenceInputStream(
                                        new ByteArrayInputStream(sequence), new ByteArrayInputStream(head))),
                        1000,
                        UnaryOperator.identity())
                .orElseThrow();
        assertWhole(file);
    }

    @Test
    void unknownOfUndefinedLengthIsImplicit() throws Exception {
        byte[] sequence = HexFormat.of()
                .parseHex("07000100" + "554e0000" + "ffffffff" // UN
                        + "feff00e0ffffffff"
                        + "08006000" + "02000000" + "5858"
                        + "feff0de000000000"
                        + "feffdde000000000");
        assertWhole(open(join(meta(), sequence, TestSlice.at(0).dataSet(true))));
    }

    @Test
    void attributesInsideOtherSequencesAreNotTaken() throws Exception {
        byte[] sequence = HexFormat.of().parseHex("09001011" + "53510000" + "ffffffff" + NESTED);
        TestSlice none = TestSlice.at(0).without(Tag.MODALITY);
        DicomFile file = open(join(meta(), sequence, none.dataSet(true)));
        assertThat(file.dataSet().text(Tag.MODALITY)).isEmpty();
        assertThat(file.damaged()).isFalse();
    }

    @Test
    void keepsNothingOfThePatient() throws Exception {
        DicomFile file = open(TestSlice.at(0).file());
        assertThat(file.dataSet().text(Tag.PATIENT_NAME)).isEmpty();
        assertThat(file.dataSet().text(Tag.SERIES_INSTANCE_UID)).contains("1.2.3.4");
    }

    /** pydicom writes the same slice in other encodings. */
    @ParameterizedTest
    @ValueSource(
            strings = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99"})
    void readsWhatPydicomWrites(String syntax) throws Exception {
        String script = """
                import sys, pydicom
                from pydicom.dataset import Dataset
                from pydicom.sequence import Sequence
                d = pydicom.dcmread(sys.argv[1] + "/in.dcm")
                uid = pydicom.uid.UID(sys.argv[2])
                item = Dataset(); item.Modality = "MR"; item.ReferencedSOPInstanceUID = "1.2"
                d.ReferencedImageSequence = Sequence([item])
                d.ReferencedImageSequence.is_undefined_length = True
                d.SourceImageSequence = Sequence([item, item])
                if uid.endswith("1.2.2"):
                    d.PixelData = d.pixel_array.astype(">u2").tobytes()
                d.file_meta.TransferSyntaxUID, d.SOPInstanceUID = uid, "1.2.3.4.5"
                d.is_little_endian, d.is_implicit_VR = uid.is_little_endian, uid.is_implicit_VR
                d.fix_meta_info() if hasattr(d, "fix_meta_info") else None
                d.save_as(sys.argv[1] + "/out.dcm", write_like_original=False)
                """;
        Files.write(folder.resolve("in.dcm"), TestSlice.at(0).file());
        PythonOracle.run(folder, script, folder, syntax);
        DicomFile file = open(Files.readAllBytes(folder.resolve("out.dcm")));
        assertWhole(file);
        assertThat(file.transferSyntax()).isEqualTo(syntax);
        PixelFormat format = PixelFormat.of(file.dataSet());
        short[] samples = new short[format.pixels()];
        ElementHeader header = file.pixelData();
        assertThat(header).isNotNull();
        if (header != null) {
            byte[] frame = new PixelFrames(file.input(), header).nextNative(format);
            FrameDecoders.of(syntax).orElseThrow().decode(frame, format, samples);
        }
        assertThat(samples).startsWith(1124, 0, 1, 2).endsWith(9, 4095);
    }

    @Test
    void whatIsNotDicomIsNone() throws Exception {
        assertThat(none(new byte[0])).isEmpty();
        assertThat(none(new byte[7])).isEmpty();
        assertThat(none(new byte[500])).isEmpty();
        assertThat(none("Series description: chest".getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
        assertThat(none(HexFormat.of().parseHex("0800050000ffffff0000"))).isEmpty();
        assertThat(none(HexFormat.of().parseHex("0801050004000000"))).isEmpty();
        assertThat(none(HexFormat.of().parseHex("0800050104000000"))).isEmpty();
        assertThat(none(HexFormat.of().parseHex("1000050004000000"))).isEmpty();
        assertThat(none(HexFormat.of().parseHex("0800050001040000"))).isEmpty();
    }

    @Test
    void aFirstElementIsEnough() throws Exception {
        assertThat(none(HexFormat.of().parseHex("0800050000040000"))).isPresent();
        assertThat(none(HexFormat.of().parseHex("080005004353ffff"))).isPresent();
        assertThat(none(HexFormat.of().parseHex("0200000004000000"))).isPresent();
    }

    @Test
    void damageLeavesWhatStoodBeforeIt() throws Exception {
        byte[] whole = join(meta(), TestSlice.at(0).dataSet(true));
        DicomFile cut = open(Arrays.copyOf(whole, whole.length - 99));
        assertThat(cut.damaged()).isTrue();
        assertThat(cut.pixelData()).isNull();
        assertThat(cut.dataSet().text(Tag.MODALITY)).contains("CT");
        byte[] spoiled = whole.clone();
        int vrOfRows = indexOf(whole, "2800100055") + 4;
        spoiled[vrOfRows] = '?';
        spoiled[vrOfRows + 2] = 1; // a length behind which no element begins
        assertThat(open(spoiled).damaged()).isTrue();
        assertThat(open(Arrays.copyOf(whole, 140)).damaged()).isTrue();
    }

    @Test
    void deepNestingIsDamageNotAnOverflow() throws Exception {
        String level = "07000100" + "53510000" + "ffffffff" + "feff00e0ffffffff";
        assertThat(open(join(meta(), HexFormat.of().parseHex(level.repeat(20_000))))
                        .damaged())
                .isTrue();
        String end = "feff0de000000000" + "feffdde000000000";
        byte[] thirty = HexFormat.of().parseHex(level.repeat(30) + end.repeat(30));
        assertWhole(open(join(meta(), thirty, TestSlice.at(0).dataSet(true))));
    }

    @Test
    void aSequenceMustHoldItems() throws Exception {
        byte[] odd = HexFormat.of().parseHex("07000100" + "53510000" + "ffffffff" + "080060004353020058580000");
        assertThat(open(join(meta(), odd)).damaged()).isTrue();
    }

    /** Nothing but names that repeat: packed, a hundredth of it. */
    @Test
    void longAttributesOfManyItemsAreBounded() throws Exception {
        byte[] item = item(longNames(40));
        DicomFile shared = open(join(meta(), FIRST, sequence(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, item, 2)));
        assertThat(shared.fault()).contains("more than one item in SharedFunctionalGroupsSequence");

        DicomFile perFrame = open(join(meta(), FIRST, sequence(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, item, 500)));
        assertThat(perFrame.fault()).contains("longer attributes than any image needs");

        byte[] nested = item(sequence(Tag.PIXEL_MEASURES_SEQUENCE, item, 500));
        assertThat(open(join(meta(), FIRST, sequence(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, nested, 1)))
                        .fault())
                .contains("longer attributes");
    }

    @Test
    void aFrameMayHaveTwoThousandBytes() throws Exception {
        byte[] item = item(longNames(3));
        byte[] frames = sequence(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, item, 5000);
        DicomFile file = open(join(meta(), FIRST, frames, TestSlice.at(0).dataSet(true)));
        assertWhole(file);
        assertThat(file.dataSet().items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE))
                .hasSize(5000);
        byte[] many = sequence(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, item, 12_000);
        assertThat(DicomFile.open(
                                new ByteArrayInputStream(join(meta(), FIRST, many)), 1 << 26, UnaryOperator.identity())
                        .orElseThrow()
                        .fault())
                .contains("longer attributes");
    }

    @Test
    void whatIsSkippedDoesNotCount() throws Exception {
        byte[] skipped = HexFormat.of().parseHex("09001011" + "53510000" + "ffffffff");
        byte[] item = join(
                HexFormat.of().parseHex("feff00e0ffffffff"),
                longNames(40),
                HexFormat.of().parseHex("feff0de000000000"));
        byte[][] parts = new byte[103][];
        parts[0] = meta();
        parts[1] = skipped;
        Arrays.fill(parts, 2, 101, item);
        parts[101] = HexFormat.of().parseHex("feffdde000000000");
        parts[102] = TestSlice.at(0).dataSet(true);
        assertWhole(open(join(parts)));
    }

    /** Kept attributes of 512 bytes each. */
    private static byte[] longNames(int count) {
        byte[] one = join(HexFormat.of().parseHex("08006000" + "43530002"), new byte[512]); // Modality
        byte[][] all = new byte[count][];
        Arrays.fill(all, one);
        return join(all);
    }

    private static byte[] item(byte[] content) {
        return join(HexFormat.of().parseHex("feff00e0"), u32(content.length), content);
    }

    private static byte[] sequence(int tag, byte[] item, int items) {
        byte[][] all = new byte[items][];
        Arrays.fill(all, item);
        byte[] content = join(all);
        byte[] name = {(byte) (tag >> 16), (byte) (tag >> 24), (byte) tag, (byte) (tag >> 8), 'S', 'Q', 0, 0};
        return join(name, u32(content.length), content);
    }

    private static byte[] u32(int value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)};
    }

    @Test
    void aDeflatedDataSetIsBounded() throws Exception {
        byte[] large =
                TestSlice.at(0).bytes(0x00091010, "OB", new byte[1 << 20]).dataSet(true);
        byte[] file = join(meta(Uid.DEFLATED_EXPLICIT_LITTLE_ENDIAN), deflated(large));
        assertThat(file.length).isLessThan(5000);
        assertWhole(DicomFile.open(new ByteArrayInputStream(file), 2 << 20, UnaryOperator.identity())
                .orElseThrow());
        assertThatThrownBy(() -> DicomFile.open(new ByteArrayInputStream(file), 1 << 20, UnaryOperator.identity()))
                .isInstanceOf(CodedException.class)
                .hasMessageStartingWith("ARCHIVE_TOO_LARGE");
    }

    @Test
    void whatDoesNotInflateIsDamage() throws Exception {
        byte[] file =
                join(meta(Uid.DEFLATED_EXPLICIT_LITTLE_ENDIAN), HexFormat.of().parseHex("ffffffffffffffff"));
        assertThat(open(file).damaged()).isTrue();
        byte[] cut = join(
                meta(Uid.DEFLATED_EXPLICIT_LITTLE_ENDIAN),
                Arrays.copyOf(deflated(TestSlice.at(0).dataSet(true)), 60));
        assertThat(open(cut).damaged()).isTrue();
    }

    @Test
    void aFileThatCannotBeReadIsNoDamage() {
        InputStream failing = new SequenceInputStream(new ByteArrayInputStream(meta()), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk");
            }
        });
        assertThatThrownBy(() -> DicomFile.open(failing, 1000, UnaryOperator.identity()))
                .hasMessage("disk");
    }

    private static void assertWhole(DicomFile file) {
        assertThat(file.damaged()).isFalse();
        assertThat(file.pixelData()).isNotNull();
        assertThat(file.dataSet().text(Tag.MODALITY)).contains("CT");
        assertThat(file.dataSet().unsignedShort(Tag.COLUMNS)).hasValue(TestSlice.COLUMNS);
        assertThat(file.dataSet().decimals(Tag.RESCALE_INTERCEPT, 1))
                .hasValueSatisfying(value -> assertThat(value).containsExactly(-1024));
    }

    private static DicomFile open(byte[] bytes) throws IOException {
        return DicomFile.open(new ByteArrayInputStream(bytes), 1 << 24, UnaryOperator.identity())
                .orElseThrow();
    }

    private static Optional<DicomFile> none(byte[] bytes) throws IOException {
        return DicomFile.open(new ByteArrayInputStream(bytes), 1000, UnaryOperator.identity());
    }

    private static byte[] meta() {
        return meta(Uid.EXPLICIT_LITTLE_ENDIAN);
    }

    private static byte[] meta(String syntax) {
        byte[] file = TestSlice.at(0).syntax(syntax).file();
        byte[] data = TestSlice.at(0).dataSet(true);
        return Arrays.copyOf(file, file.length - data.length);
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(9, true))) {
            deflater.write(bytes);
        }
        return out.toByteArray();
    }

    private static int indexOf(byte[] bytes, String hex) {
        return HexFormat.of().formatHex(bytes).indexOf(hex) / 2;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
