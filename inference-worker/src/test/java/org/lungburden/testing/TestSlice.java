package org.lungburden.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.file.Uid;

/**
 * A small CT file that a test can spoil. Written by hand, byte by byte, not with the writer under test.
 */
public final class TestSlice {
    public static final int ROWS = 3;
    public static final int COLUMNS = 4;

    private static final String LONG_VRS = "OB OD OF OW SQ UN UT";

    private final Map<Integer, Element> elements = new TreeMap<>(Integer::compareUnsigned);
    private String transferSyntax = Uid.EXPLICIT_LITTLE_ENDIAN;

    private record Element(String vr, byte[] value) {}

    /** An axial slice at this height in mm, 0.5 x 0.75 mm pixels, whose first pixel has 100 HU. */
    public static TestSlice at(double z) {
        TestSlice slice = new TestSlice();
        slice.text(Tag.IMAGE_TYPE, "CS", "ORIGINAL\\PRIMARY\\AXIAL")
                .text(Tag.SOP_CLASS_UID, "UI", Uid.CT_IMAGE_STORAGE)
                .text(Tag.MODALITY, "CS", "CT")
                .text(Tag.PATIENT_NAME, "PN", "SECRET^NAME")
                .text(Tag.STUDY_INSTANCE_UID, "UI", "1.2.3")
                .text(Tag.SERIES_INSTANCE_UID, "UI", "1.2.3.4")
                .text(Tag.FRAME_OF_REFERENCE_UID, "UI", "1.2.3.5")
                .text(Tag.IMAGE_POSITION_PATIENT, "DS", "10\\20\\" + z)
                .text(Tag.IMAGE_ORIENTATION_PATIENT, "DS", "1\\0\\0\\0\\1\\0")
                .u16(Tag.SAMPLES_PER_PIXEL, 1)
                .text(Tag.PHOTOMETRIC_INTERPRETATION, "CS", "MONOCHROME2")
                .u16(Tag.ROWS, ROWS)
                .u16(Tag.COLUMNS, COLUMNS)
                .text(Tag.PIXEL_SPACING, "DS", "0.75\\0.5")
                .u16(Tag.BITS_ALLOCATED, 16)
                .u16(Tag.BITS_STORED, 12)
                .u16(Tag.HIGH_BIT, 11)
                .u16(Tag.PIXEL_REPRESENTATION, 0)
                .text(Tag.RESCALE_INTERCEPT, "DS", "-1024")
                .text(Tag.RESCALE_SLOPE, "DS", "1")
                .pixels(1124, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 4095);
        return slice;
    }

    /** Slices 2 mm apart from 0 on. */
    public static List<TestSlice> series(int slices) {
        List<TestSlice> series = new ArrayList<>();
        for (int k = 0; k < slices; k++) {
            series.add(at(2.0 * k).text(Tag.SOP_INSTANCE_UID, "UI", "1.2.3.4." + (k + 1)));
        }
        return series;
    }

    /** The same change to each slice. */
    public static List<TestSlice> series(int slices, Consumer<TestSlice> change) {
        List<TestSlice> series = series(slices);
        series.forEach(change);
        return series;
    }

    public TestSlice text(int tag, String vr, String value) {
        String even = value.length() % 2 == 0 ? value : value + ("UI".equals(vr) ? "\0" : " ");
        return bytes(tag, vr, even.getBytes(StandardCharsets.ISO_8859_1));
    }

    public TestSlice u16(int tag, int value) {
        return bytes(tag, "US", (byte) value, (byte) (value >> 8));
    }

    public TestSlice pixels(int... words) {
        byte[] bytes = new byte[2 * words.length];
        for (int n = 0; n < words.length; n++) {
            bytes[2 * n] = (byte) words[n];
            bytes[2 * n + 1] = (byte) (words[n] >> 8);
        }
        return bytes(Tag.PIXEL_DATA, "OW", bytes);
    }

    public TestSlice bytes(int tag, String vr, byte... value) {
        elements.put(tag, new Element(vr, value));
        return this;
    }

    public TestSlice without(int tag) {
        elements.remove(tag);
        return this;
    }

    public TestSlice syntax(String uid) {
        transferSyntax = uid;
        return this;
    }

    /** With preamble and file meta information. */
    public byte[] file() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[128]);
        out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        TestSlice meta = new TestSlice().text(Tag.TRANSFER_SYNTAX_UID, "UI", transferSyntax);
        out.writeBytes(meta.dataSet(true));
        out.writeBytes(dataSet(!Uid.IMPLICIT_LITTLE_ENDIAN.equals(transferSyntax)));
        return out.toByteArray();
    }

    /** With its data set deflated (DICOM PS3.5 annex A.5). */
    public byte[] deflatedFile() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[128]);
        out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new TestSlice()
                .text(Tag.TRANSFER_SYNTAX_UID, "UI", Uid.DEFLATED_EXPLICIT_LITTLE_ENDIAN)
                .dataSet(true));
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, new Deflater(9, true))) {
            deflated.write(dataSet(true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public byte[] dataSet(boolean explicitVr) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        elements.forEach((tag, element) -> {
            little(out, tag >>> 16, 2);
            little(out, tag, 2);
            if (explicitVr) {
                out.writeBytes(element.vr().getBytes(StandardCharsets.US_ASCII));
            }
            boolean isLong = LONG_VRS.contains(element.vr());
            if (explicitVr && isLong) {
                little(out, 0, 2);
            }
            little(out, element.value().length, explicitVr && !isLong ? 2 : 4);
            out.writeBytes(element.value());
        });
        return out.toByteArray();
    }

    public static void little(ByteArrayOutputStream out, int value, int bytes) {
        for (int n = 0; n < bytes; n++) {
            out.write(value >> (8 * n));
        }
    }
}
