package org.lungburden.dicom.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * What stands before a value (DICOM PS3.5 section 7.1).
 *
 * @param vr value representation; empty in implicit VR and for item tags
 * @param length in bytes, or {@link #UNDEFINED}
 */
public record ElementHeader(int tag, String vr, long length) {
    public static final long UNDEFINED = 0xffffffffL;

    /** Enough to tell whether a value representation follows a tag. */
    static final int PEEKED_BYTES = 8;

    private static final String NONE = "";
    private static final int ITEM_GROUP = 0xfffe;
    private static final Set<String> SHORT_LENGTH = Set.of(
            "AE", "AS", "AT", "CS", "DA", "DS", "DT", "FL", "FD", "IS", "LO", "LT", "PN", "SH", "SL", "SS", "ST", "TM",
            "UI", "UL", "US");
    private static final Set<String> LONG_LENGTH =
            Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");

    public static ElementHeader read(DicomInput in, boolean explicitVr) throws IOException, DicomFormatException {
        int group = in.u16();
        int tag = group << 16 | in.u16();
        if (group == ITEM_GROUP || !explicitVr) {
            return new ElementHeader(tag, NONE, in.u32());
        }
        byte[] vr = in.bytes(2);
        return isKnown(vr, 0)
                ? read(in, tag, new String(vr, StandardCharsets.ISO_8859_1))
                : OddHeader.read(in, tag, vr);
    }

    /** @param vr a known value representation, behind which {@code in} stands */
    static ElementHeader read(DicomInput in, int tag, String vr) throws IOException, DicomFormatException {
        if (SHORT_LENGTH.contains(vr)) {
            return new ElementHeader(tag, vr, in.u16());
        }
        in.skip(2);
        return new ElementHeader(tag, vr, in.u32());
    }

    /** Whether an element that starts with these 8 bytes names a value representation. */
    static boolean isExplicit(byte[] start) {
        return start.length >= 6 && isKnown(start, 4);
    }

    /** Whether a value representation stands in the two bytes from {@code at} on. */
    static boolean isKnown(byte[] bytes, int at) {
        return isKnown(new String(bytes, at, 2, StandardCharsets.ISO_8859_1));
    }

    static boolean isKnown(String vr) {
        return SHORT_LENGTH.contains(vr) || LONG_LENGTH.contains(vr);
    }

    public boolean undefinedLength() {
        return length == UNDEFINED;
    }
}
