package org.lungburden.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.lungburden.dicom.file.DicomFormatException;
import org.lungburden.dicom.file.DicomInput;
import org.lungburden.dicom.file.ElementHeader;
import org.lungburden.dicom.file.Tag;
import org.lungburden.testing.TestSlice;

/** Fragments written by hand after DICOM PS3.5 annex A.4. */
class PixelFramesTest {
    private static final String END = "feffdde000000000";
    private static final String NO_TABLE = item("");

    @Test
    void oneFrameTakesAllFragments() throws Exception {
        assertThat(frames(1, NO_TABLE + item("ffd80102") + item("0304") + END)).containsExactly("ffd801020304");
        assertThat(frames(1, item("00000000") + item("ffd8") + item("ffd8") + END))
                .containsExactly("ffd8ffd8");
    }

    @Test
    void asManyFragmentsAsFramesAreOneEach() throws Exception {
        assertThat(frames(3, NO_TABLE + item("01") + item("02") + item("03") + END))
                .containsExactly("01", "02", "03");
    }

    @Test
    void theOffsetTableSaysWhereFramesStart() throws Exception {
        // the second frame starts behind two fragments of 2 and 4 bytes with 8 bytes of item header each
        String table = item("00000000" + "16000000");
        assertThat(frames(2, table + item("0102") + item("03040506") + item("0708") + END))
                .containsExactly("010203040506", "0708");
    }

    @Test
    void withoutATableAFrameStartsWithAnImage() throws Exception {
        assertThat(frames(2, NO_TABLE + item("ffd801") + item("02") + item("ffd8") + item("ff") + item("d8") + END))
                .containsExactly("ffd80102", "ffd8ffd8");
    }

    @Test
    void aMissingEndMarkIsNoLoss() throws Exception {
        assertThat(frames(1, NO_TABLE + item("0102"))).containsExactly("0102");
    }

    @Test
    void zerosInPlaceOfTheEndMarkAreNoLoss() throws Exception {
        assertThat(frames(1, NO_TABLE + item("0102") + "0000")).containsExactly("0102");
        assertThat(frames(1, NO_TABLE + item("0102") + "00".repeat(100))).containsExactly("0102");
    }

    /** An item of three bytes is followed by a byte that its length does not count. */
    @Test
    void paddingOfAnOddFragmentIsSkipped() throws Exception {
        assertThat(frames(2, NO_TABLE + item("010203") + "00" + item("04") + "00" + END))
                .containsExactly("010203", "04");
        assertThat(frames(2, NO_TABLE + item("010203") + item("04") + END)).containsExactly("010203", "04");
    }

    @Test
    void aJpeg2000ImageStartsAFrameToo() throws Exception {
        assertThat(frames(2, NO_TABLE + item("ff4fff51") + item("01") + item("ff4f") + END))
                .containsExactly("ff4fff5101", "ff4f");
    }

    @Test
    void damageIsTold() {
        assertDamaged(1, "");
        assertDamaged(1, END);
        assertDamaged(1, "0102030405060708");
        assertDamaged(1, NO_TABLE + "feff00e0ffffffff");
        assertDamaged(1, NO_TABLE + "feff00e0040000000102");
        assertDamaged(1, NO_TABLE + "feff00");
        assertDamaged(3, NO_TABLE + item("ffd8") + item("ffd8") + END);
        assertDamaged(2, NO_TABLE + item("ffd8") + item("ffd8") + item("ffd8") + END);
        assertThatThrownBy(() -> pixels("00", 2).encapsulated(1)).isInstanceOf(DicomFormatException.class);
        assertThatThrownBy(() ->
                        pixels("0000", ElementHeader.UNDEFINED).nextNative(new PixelFormat(1, 1, 16, 16, 15, false)))
                .isInstanceOf(DicomFormatException.class);
    }

    @Test
    void nativeFramesFollowEachOther() throws Exception {
        PixelFormat format = new PixelFormat(1, 2, 8, 8, 7, false);
        PixelFrames pixels = pixels("01020304", 4);
        assertThat(pixels.nextNative(format)).containsExactly(1, 2);
        assertThat(pixels.nextNative(format)).containsExactly(3, 4);
        assertThatThrownBy(() -> pixels.nextNative(format)).isInstanceOf(DicomFormatException.class);
    }

    private static void assertDamaged(int frames, String hex) {
        assertThatThrownBy(() -> frames(frames, hex)).isInstanceOf(DicomFormatException.class);
    }

    private static List<String> frames(int count, String hex) throws Exception {
        return pixels(hex, ElementHeader.UNDEFINED).encapsulated(count).stream()
                .map(HexFormat.of()::formatHex)
                .toList();
    }

    private static PixelFrames pixels(String hex, long length) {
        DicomInput in =
                new DicomInput(new ByteArrayInputStream(HexFormat.of().parseHex(hex)), 1000, UnaryOperator.identity());
        return new PixelFrames(in, new ElementHeader(Tag.PIXEL_DATA, "OB", length));
    }

    private static String item(String hex) {
        ByteArrayOutputStream length = new ByteArrayOutputStream();
        TestSlice.little(length, hex.length() / 2, 4);
        return "feff00e0" + HexFormat.of().formatHex(length.toByteArray()) + hex;
    }
}
