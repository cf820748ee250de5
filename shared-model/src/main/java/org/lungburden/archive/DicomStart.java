package org.lungburden.archive;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Recognizes the start of a DICOM file (PS3.10 section 7.1), with preamble and prefix or without. */
final class DicomStart {
    private static final int PREFIX_AT = 128;
    private static final int ELEMENT_HEADER_BYTES = 8;
    private static final int LONGEST_FIRST_VALUE = 1024;
    /** Value representations of PS3.5 6.2 that stand in groups 0002 and 0008. */
    private static final Set<String> REPRESENTATIONS = Set.of(
            "AE", "AS", "CS", "DA", "DS", "DT", "IS", "LO", "LT", "OB", "PN", "SH", "SQ", "ST", "TM", "UI", "UL", "UN",
            "US", "UT");

    private DicomStart() {}

    static boolean isDicom(byte[] head) {
        return isPrefix(head, PREFIX_AT) || isPrefix(head, 0) || isElement(head);
    }

    private static boolean isPrefix(byte[] head, int at) {
        return head.length >= at + 4 && new String(head, at, 4, StandardCharsets.ISO_8859_1).equals("DICM");
    }

    /** An element of group 0002 or 0008 in either byte order, with a value representation or a small length. */
    private static boolean isElement(byte[] head) {
        if (head.length < ELEMENT_HEADER_BYTES) {
            return false;
        }
        boolean explicit = REPRESENTATIONS.contains(new String(head, 4, 2, StandardCharsets.ISO_8859_1));
        if (head[0] == 0 && head[1] == 0x08 && head[2] == 0) {
            return explicit;
        }
        boolean group = (head[0] == 0x02 || head[0] == 0x08) && head[1] == 0 && head[3] == 0;
        long length = (head[4] & 0xffL) | (head[5] & 0xffL) << 8 | (head[6] & 0xffL) << 16 | (head[7] & 0xffL) << 24;
        return group && (explicit || length > 0 && length <= LONGEST_FIRST_VALUE && length % 2 == 0);
    }
}
