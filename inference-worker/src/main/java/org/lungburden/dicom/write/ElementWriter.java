package org.lungburden.dicom.write;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lungburden.dicom.file.Tag;

/** Writes data elements in explicit VR little endian (DICOM PS3.5 section 7.1.2); the caller keeps the tags ascending. */
public final class ElementWriter {
    /** The largest even length of the VRs with 16 bits for the length. */
    public static final int MAX_SHORT_LENGTH = 65534;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public byte[] bytes() {
        return out.toByteArray();
    }

    public ElementWriter raw(byte[] value) {
        out.writeBytes(value);
        return this;
    }

    /** Text of ASCII characters; padded to an even length with a space, UIDs with a zero. */
    public ElementWriter text(int tag, String vr, String value) {
        return value(tag, vr, value.getBytes(StandardCharsets.US_ASCII));
    }

    /** Text as it is encoded elsewhere; padded as {@link #text}. At most 65,534 bytes. */
    public ElementWriter value(int tag, String vr, byte[] text) {
        if (text.length > MAX_SHORT_LENGTH) {
            throw new IllegalArgumentException("a value of this VR is shorter");
        }
        boolean odd = text.length % 2 == 1;
        shortHeader(tag, vr, text.length + (odd ? 1 : 0));
        out.writeBytes(text);
        if (odd) {
            out.write("UI".equals(vr) ? 0 : ' ');
        }
        return this;
    }

    /** Text of ASCII characters and any length (UT). */
    public ElementWriter longText(int tag, String value) {
        byte[] text = value.getBytes(StandardCharsets.US_ASCII);
        longHeader(tag, "UT", text.length + text.length % 2);
        out.writeBytes(text);
        if (text.length % 2 == 1) {
            out.write(' ');
        }
        return this;
    }

    public ElementWriter decimals(int tag, double... values) {
        return text(tag, "DS", DecimalString.format(values));
    }

    public ElementWriter unsignedShorts(int tag, int... values) {
        shortHeader(tag, "US", 2 * values.length);
        for (int value : values) {
            u16(value);
        }
        return this;
    }

    public ElementWriter unsignedLongs(int tag, int... values) {
        shortHeader(tag, "UL", 4 * values.length);
        for (int value : values) {
            u32(value);
        }
        return this;
    }

    /** An element whose value is the tag of another. */
    public ElementWriter attributeTag(int tag, int value) {
        shortHeader(tag, "AT", 4);
        u16(Tag.group(value));
        u16(value);
        return this;
    }

    /** The header of OB data of any length, even beyond 2 GB; as many bytes follow elsewhere. */
    public ElementWriter otherBytesHeader(int tag, long length) {
        longHeader(tag, "OB", (int) length);
        return this;
    }

    public ElementWriter otherBytes(int tag, byte... value) {
        longHeader(tag, "OB", value.length);
        out.writeBytes(value);
        return this;
    }

    /** A sequence whose items are data sets of their own. */
    public ElementWriter sequence(int tag, List<ElementWriter> items) {
        ElementWriter content = new ElementWriter();
        for (ElementWriter item : items) {
            content.u16(Tag.group(Tag.ITEM));
            content.u16(Tag.ITEM);
            content.u32(item.out.size());
            content.raw(item.bytes());
        }
        longHeader(tag, "SQ", content.out.size());
        return raw(content.bytes());
    }

    public ElementWriter sequence(int tag, ElementWriter item) {
        return sequence(tag, List.of(item));
    }

    public ElementWriter words(int tag, short[] values) {
        longHeader(tag, "OW", 2 * values.length);
        byte[] bytes = new byte[2 * values.length];
        for (int n = 0; n < values.length; n++) {
            bytes[2 * n] = (byte) values[n];
            bytes[2 * n + 1] = (byte) (values[n] >> 8);
        }
        out.writeBytes(bytes);
        return this;
    }

    private void shortHeader(int tag, String vr, int length) {
        tagAndVr(tag, vr);
        u16(length);
    }

    private void longHeader(int tag, String vr, int length) {
        tagAndVr(tag, vr);
        u16(0);
        u32(length);
    }

    private void tagAndVr(int tag, String vr) {
        u16(Tag.group(tag));
        u16(tag);
        out.writeBytes(vr.getBytes(StandardCharsets.US_ASCII));
    }

    private void u16(int value) {
        out.write(value);
        out.write(value >> 8);
    }

    private void u32(int value) {
        u16(value);
        u16(value >> 16);
    }
}
