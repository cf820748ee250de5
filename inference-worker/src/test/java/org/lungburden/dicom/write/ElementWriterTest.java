package org.lungburden.dicom.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.lungburden.dicom.file.Tag;

/** Elements written by hand after DICOM PS3.5 sections 6.2 and 7.1.2. */
class ElementWriterTest {
    @Test
    void textIsPaddedToAnEvenLength() {
        assertThat(hex(new ElementWriter().text(Tag.MODALITY, "CS", "CT")))
                .isEqualTo("08006000" + "4353" + "0200" + "4354");
        assertThat(hex(new ElementWriter().text(Tag.PATIENT_SEX, "CS", "O")))
                .isEqualTo("10004000" + "4353" + "0200" + "4f20");
        assertThat(hex(new ElementWriter().text(Tag.SOP_CLASS_UID, "UI", "1.2")))
                .isEqualTo("08001600" + "5549" + "0400" + "312e3200");
        assertThat(hex(new ElementWriter().text(Tag.STUDY_ID, "SH", ""))).isEqualTo("20001000" + "5348" + "0000");
    }

    @Test
    void numbersAreLittleEndian() {
        assertThat(hex(new ElementWriter().unsignedShorts(Tag.ROWS, 0x1234)))
                .isEqualTo("28001000" + "5553" + "0200" + "3412");
        assertThat(hex(new ElementWriter().unsignedLongs(Tag.META_GROUP_LENGTH, 0x12345678)))
                .isEqualTo("02000000" + "554c" + "0400" + "78563412");
        assertThat(hex(new ElementWriter().words(Tag.PIXEL_DATA, new short[] {1, -2})))
                .isEqualTo("e07f1000" + "4f57" + "0000" + "04000000" + "0100" + "feff");
        assertThat(hex(new ElementWriter().otherBytes(Tag.META_VERSION, (byte) 0, (byte) 1)))
                .isEqualTo("02000100" + "4f42" + "0000" + "02000000" + "0001");
    }

    @Test
    void elementsFollowEachOther() {
        ElementWriter writer = new ElementWriter();
        assertThat(writer.raw(new byte[2])
                        .text(Tag.STUDY_ID, "SH", "")
                        .decimals(Tag.SLICE_THICKNESS, 2)
                        .unsignedShorts(Tag.ROWS, 1)
                        .unsignedLongs(Tag.ROWS, 1)
                        .words(Tag.PIXEL_DATA, new short[0])
                        .otherBytes(Tag.META_VERSION))
                .isSameAs(writer);
        assertThat(hex(writer))
                .startsWith("0000" + "20001000" + "5348" + "0000" + "18005000" + "4453" + "0200" + "3220");
    }

    private static String hex(ElementWriter writer) {
        return HexFormat.of().formatHex(writer.bytes());
    }
}
