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
        String vr = new String(in.bytes(2), StandardCharsets.ISO_8859_1);
        if (SHORT_LENGTH.contains(vr)) {
            return new ElementHeader(tag, vr, in.u16());
        }
        if (!LONG_LENGTH.contains(vr)) {
            throw new DicomFormatException("no value representation");
        }
        in.skip(2);
        return new ElementHeader(tag, vr, in.u32());
    }

    /** Whether an element that starts with these 8 bytes names a value representation. */
    static boolean isExplicit(byte[] start) {
        String vr = new String(start, 4, 2, StandardCharsets.ISO_8859_1);
        return SHORT_LENGTH.contains(vr) || LONG_LENGTH.contains(vr);
    }

    public boolean undefinedLength() {
        return length == UNDEFINED;
    }
}
