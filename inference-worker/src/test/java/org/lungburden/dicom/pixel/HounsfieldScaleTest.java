package org.lungburden.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.DicomFile;
import org.lungburden.dicom.file.Tag;
import org.lungburden.error.CodedException;
import org.lungburden.testing.TestSlice;

class HounsfieldScaleTest {
    @Test
    void roundsAndClips() throws Exception {
        TestSlice slice = TestSlice.at(0)
                .u16(Tag.BITS_STORED, 16)
                .u16(Tag.HIGH_BIT, 15)
                .text(Tag.RESCALE_SLOPE, "DS", "1.5")
                .text(Tag.RESCALE_INTERCEPT, "DS", "-1000");
        assertThat(hu(slice, 0, 1, 2, 3, 22511, 22512, 30000, 65535))
                .containsExactly(-1000, -998, -997, -995, 32767, 32767, 32767, 32767);
        slice.text(Tag.RESCALE_SLOPE, "DS", "-1").text(Tag.RESCALE_INTERCEPT, "DS", "-2");
        assertThat(hu(slice, 1, 32766, 32767, 65535)).containsExactly(-3, -32768, -32768, -32768);
    }

    /** Words and the values that DICOM PS3.5 section 8.1.1 gives them. */
    @ParameterizedTest
    @CsvSource({
        "12, 11, 0, 0xFFF, 4095",
        "12, 11, 0, 0xF001, 1", // what stands above the high bit is no part of the value
        "12, 11, 1, 0xFFF, -1",
        "12, 11, 1, 0x7FF, 2047",
        "12, 11, 1, 0x800, -2048",
        "12, 15, 0, 0x8010, 2049",
        "12, 15, 1, 0x8010, -2047",
        "16, 15, 0, 0xFFFF, 32767",
        "16, 15, 1, 0xFFFF, -1",
        "16, 15, 1, 0x8000, -32768",
        "1, 0, 0, 0x3, 1",
        "10, 9, 1, 0x200, -512",
    })
    void takesTheStoredBits(int bitsStored, int highBit, int signed, String word, int value) throws Exception {
        TestSlice slice = TestSlice.at(0)
                .u16(Tag.BITS_STORED, bitsStored)
                .u16(Tag.HIGH_BIT, highBit)
                .u16(Tag.PIXEL_REPRESENTATION, signed)
                .text(Tag.RESCALE_INTERCEPT, "DS", "0");
        assertThat(hu(slice, Integer.decode(word))).containsExactly(value);
    }

    @Test
    void paddingBecomesAir() throws Exception {
        TestSlice slice = TestSlice.at(0).u16(Tag.PIXEL_PADDING_VALUE, 5);
        assertThat(hu(slice, 4, 5, 6)).containsExactly(-1020, -1024, -1018);
        slice.u16(Tag.PIXEL_PADDING_RANGE_LIMIT, 7);
        assertThat(hu(slice, 4, 5, 6, 7, 8)).containsExactly(-1020, -1024, -1024, -1024, -1016);
        slice.u16(Tag.PIXEL_PADDING_RANGE_LIMIT, 3);
        assertThat(hu(slice, 2, 3, 4, 5, 6)).containsExactly(-1022, -1024, -1024, -1024, -1018);
    }

    @Test
    void paddingHasTheSignOfThePixels() throws Exception {
        TestSlice slice = TestSlice.at(0)
                .u16(Tag.BITS_STORED, 16)
                .u16(Tag.HIGH_BIT, 15)
                .u16(Tag.PIXEL_REPRESENTATION, 1)
                .u16(Tag.PIXEL_PADDING_VALUE, -2000);
        assertThat(hu(slice, -2000, -1999, 0)).containsExactly(-1024, -3023, -1024);
    }

    /** Water, fat and lung stay what they are, whatever an export declares. */
    @Test
    void tissueIsNoPadding() throws Exception {
        TestSlice slice = TestSlice.at(0)
                .u16(Tag.BITS_STORED, 16)
                .u16(Tag.HIGH_BIT, 15)
                .u16(Tag.PIXEL_REPRESENTATION, 1)
                .text(Tag.RESCALE_INTERCEPT, "DS", "0")
                .u16(Tag.PIXEL_PADDING_VALUE, 0);
        assertThat(hu(slice, -1000, 0, 1)).containsExactly(-1000, 0, 1);
        slice.u16(Tag.PIXEL_PADDING_VALUE, -899);
        assertThat(hu(slice, -899)).containsExactly(-899);
        slice.u16(Tag.PIXEL_PADDING_VALUE, -901);
        assertThat(hu(slice, -901)).containsExactly(-1024);
        slice.u16(Tag.PIXEL_PADDING_VALUE, 4000);
        assertThat(hu(slice, 4000, 3999)).containsExactly(-1024, 3999);
        slice.u16(Tag.PIXEL_PADDING_VALUE, -3000).u16(Tag.PIXEL_PADDING_RANGE_LIMIT, 50);
        assertThat(hu(slice, -3001, -3000, -1025, -1000, -850, 0, 50))
                .containsExactly(-3001, -1024, -1024, -1000, -850, 0, 50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HU",
                "HU ",
                "CT Number",
                "CT NUMBERS",
                "CT HU",
                "CT_HU",
                "HU (CT)",
                "Hounsfields",
                "hu",
                "H.U.",
                "HOUNSFIELD",
                "Hounsfield",
                "Hounsfield Unit",
                "Hounsfield Units",
                "HOUNSFIELD_UNIT",
                "[hnsf'U]",
                "HU\\HU",
                "UH",
                "HE",
                "-",
                " "
            })
    void whateverMeansHounsfieldUnitsIsRead(String type) throws Exception {
        assertThat(scaled(TestSlice.at(0).text(Tag.RESCALE_TYPE, "LO", type))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "OD, optical density",
        "Z_EFF, effective atomic number",
        "z_eff, effective atomic number",
        "EDW, electron density relative to water",
        "HU_MOD, modified Hounsfield units",
        "MGML, mg/mL",
        "%, 'a unit (\"%\") that is not'",
        "1, 'a unit (\"1\") that is not'",
        "DOE^JOHN, names a unit that is not the Hounsfield unit",
        "normalized, 'a unit (\"normalized\") that is not'",
        "'ab\u00fccdefghijklmnopqrs', '(\"ab?cdefghijklmno\")'",
    })
    void otherUnitsAreToldByName(String type, String told) throws Exception {
        DataSet dataSet = dataSet(TestSlice.at(0).text(Tag.RESCALE_TYPE, "LO", type));
        PixelFormat format = PixelFormat.of(dataSet);
        assertThatThrownBy(() -> HounsfieldScale.of(dataSet, format))
                .hasMessageStartingWith("NOT_HOUNSFIELD: RescaleType ")
                .hasMessageContaining(told)
                .hasMessageNotContaining("DOE");
    }

    @Test
    void aMissingSlopeOrInterceptIsAssumed() throws Exception {
        TestSlice slice = TestSlice.at(0).without(Tag.RESCALE_INTERCEPT);
        assertThat(scaled(slice)).isFalse();
        assertThat(hu(slice, 0, 1, 5)).containsExactly(0, 1, 5);
        assertThat(scaled(TestSlice.at(0).without(Tag.RESCALE_SLOPE))).isFalse();
        assertThat(scaled(TestSlice.at(0).text(Tag.RESCALE_SLOPE, "DS", ""))).isFalse();
        assertThat(scaled(TestSlice.at(0))).isTrue();
    }

    @Test
    void aModalityLutIsToldByName() throws Exception {
        byte[] item = HexFormat.of().parseHex("feff00e000000000");
        TestSlice slice = TestSlice.at(0).bytes(Tag.MODALITY_LUT_SEQUENCE, "SQ", item);
        assertThat(scaled(slice)).isTrue();
        DataSet without = dataSet(slice.without(Tag.RESCALE_SLOPE));
        PixelFormat format = PixelFormat.of(without);
        assertThatThrownBy(() -> HounsfieldScale.of(without, format))
                .hasMessageStartingWith("NOT_HOUNSFIELD")
                .hasMessageContaining("ModalityLUTSequence");
    }

    @ParameterizedTest
    @CsvSource({
        "RESCALE_SLOPE, 0, RescaleSlope is 0",
        "RESCALE_INTERCEPT, abc, RescaleIntercept is no number",
        "RESCALE_INTERCEPT, -1024\\0, RescaleIntercept has several values"
    })
    void impossibleNumbersAreToldByName(String tag, String value, String told) throws Exception {
        int number = tag.endsWith("SLOPE") ? Tag.RESCALE_SLOPE : Tag.RESCALE_INTERCEPT;
        DataSet dataSet = dataSet(TestSlice.at(0).text(number, "DS", value));
        PixelFormat format = PixelFormat.of(dataSet);
        assertThatThrownBy(() -> HounsfieldScale.of(dataSet, format)).hasMessageStartingWith("NOT_HOUNSFIELD: " + told);
    }

    @Test
    void oneValueTwiceIsThatValue() throws Exception {
        DataSet dataSet = dataSet(TestSlice.at(0).text(Tag.RESCALE_SLOPE, "DS", "1\\1"));
        HounsfieldScale.of(dataSet, PixelFormat.of(dataSet));
        assertThat(HounsfieldScale.isRepeated(dataSet)).isTrue();
        assertThat(HounsfieldScale.isRepeated(dataSet(TestSlice.at(0)))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"12, 15, 15, false", "12, 11, 11, false", "12, 7, 11, true", "12, 16, 11, true", "16, 11, 15, true"})
    void anImpossibleHighBitIsTheLowest(int stored, int written, int read, boolean odd) throws Exception {
        DataSet dataSet = dataSet(TestSlice.at(0).u16(Tag.BITS_STORED, stored).u16(Tag.HIGH_BIT, written));
        assertThat(PixelFormat.of(dataSet).highBit()).isEqualTo(read);
        assertThat(PixelFormat.isHighBitOdd(dataSet)).isEqualTo(odd);
    }

    /** Faces are removed in derived images, whose values stay Hounsfield units; the values must tell. */
    @Test
    void anUnspecifiedTypeOfDerivedImagesIsDoubted() throws Exception {
        TestSlice slice = TestSlice.at(0)
                .text(Tag.RESCALE_TYPE, "LO", "US")
                .text(Tag.IMAGE_TYPE, "CS", "DERIVED\\PRIMARY\\AXIAL");
        DataSet dataSet = dataSet(slice);
        assertThat(HounsfieldScale.of(dataSet, PixelFormat.of(dataSet)).assumption())
                .contains("RescaleType is US (unspecified) in derived images");
        assertThat(hu(slice, 24)).containsExactly(-1000);
    }

    @Test
    void anUnspecifiedTypeIsBelievedOfOriginalImages() throws Exception {
        assertThat(scaled(TestSlice.at(0).text(Tag.RESCALE_TYPE, "LO", "US"))).isTrue();
        assertThat(scaled(TestSlice.at(0).text(Tag.RESCALE_TYPE, "LO", "HU"))).isTrue();
        assertThat(scaled(TestSlice.at(0)
                        .text(Tag.RESCALE_TYPE, "LO", "HU")
                        .text(Tag.IMAGE_TYPE, "CS", "DERIVED\\PRIMARY\\AXIAL")))
                .isTrue();
        assertThat(scaled(TestSlice.at(0)
                        .text(Tag.RESCALE_TYPE, "LO", "US")
                        .text(Tag.FRAME_TYPE, "CS", "DERIVED\\PRIMARY\\PERFUSION\\RCBF")))
                .isFalse();
        assertThat(scaled(TestSlice.at(0).text(Tag.RESCALE_TYPE, "LO", "OD"))).isFalse();
    }

    @Test
    void eightBitSamples() throws Exception {
        TestSlice slice = TestSlice.at(0)
                .u16(Tag.BITS_ALLOCATED, 8)
                .u16(Tag.BITS_STORED, 8)
                .u16(Tag.HIGH_BIT, 7)
                .text(Tag.RESCALE_SLOPE, "DS", "10");
        assertThat(hu(slice, 0, 1, 255)).containsExactly(-1024, -1014, 1526);
    }

    private static boolean scaled(TestSlice slice) throws Exception {
        DataSet dataSet = dataSet(slice);
        try {
            return HounsfieldScale.of(dataSet, PixelFormat.of(dataSet))
                    .assumption()
                    .isEmpty();
        } catch (CodedException e) {
            assertThat(e).hasMessageStartingWith("NOT_HOUNSFIELD: RescaleType ");
            return false;
        }
    }

    private static int[] hu(TestSlice slice, int... words) throws Exception {
        DataSet dataSet = dataSet(slice);
        PixelFormat format = PixelFormat.of(dataSet);
        short[] samples = new short[words.length];
        for (int n = 0; n < words.length; n++) {
            samples[n] = (short) words[n];
        }
        HounsfieldScale.of(dataSet, format).apply(samples, format);
        int[] hu = new int[words.length];
        for (int n = 0; n < words.length; n++) {
            hu[n] = samples[n];
        }
        return hu;
    }

    private static DataSet dataSet(TestSlice slice) throws Exception {
        return DicomFile.open(new ByteArrayInputStream(slice.file()), Long.MAX_VALUE, UnaryOperator.identity())
                .orElseThrow()
                .dataSet();
    }
}
