package org.lungburden.dicom.file;

import java.io.IOException;

/**
 * Finds out from the first bytes how a file and its data set are encoded (DICOM PS3.10 section 7.1, PS3.5 section 10).
 * The bytes count more than what the file says about them.
 */
final class FileStart {
    private static final int PREAMBLE_BYTES = 128;
    private static final int MAX_FIRST_IMPLICIT_LENGTH = 1024;
    private static final int HEADER_BYTES = ElementHeader.PEEKED_BYTES;
    private static final int ZLIB = 0x78;
    private static final int ZLIB_CHECK = 31;

    private FileStart() {}

    /** @param syntax UID of the transfer syntax, which is the declared one unless the bytes contradict it */
    record Encoding(String syntax, boolean bigEndian, boolean explicitVr) {}

    /** Skips the preamble if there is one. False when the file starts neither with a preamble nor with an element. */
    static boolean skipPreamble(DicomInput in) throws IOException, DicomFormatException {
        byte[] head = in.peek(PREAMBLE_BYTES + 4);
        if (isPrefix(head, PREAMBLE_BYTES)) {
            in.skip(PREAMBLE_BYTES + 4);
            return true;
        }
        if (isPrefix(head, 0)) {
            in.skip(4);
            in.markRepaired();
            return true;
        }
        return head.length >= HEADER_BYTES && (startsWithElement(head) || startsBigEndian(head));
    }

    private static boolean isPrefix(byte[] head, int at) {
        return head.length >= at + 4
                && head[at] == 'D'
                && head[at + 1] == 'I'
                && head[at + 2] == 'C'
                && head[at + 3] == 'M';
    }

    /** An element of group 0002 or 0008, little endian, with a value representation or a small length. */
    private static boolean startsWithElement(byte[] head) {
        boolean group = (head[0] == 0x02 || head[0] == 0x08) && head[1] == 0 && head[3] == 0;
        return group
                && (ElementHeader.isExplicit(head) || NextElement.u32(head, 4, false) <= MAX_FIRST_IMPLICIT_LENGTH);
    }

    private static boolean startsBigEndian(byte[] head) {
        return head[0] == 0 && head[1] == 0x08 && head[2] == 0 && ElementHeader.isExplicit(head);
    }

    /** File meta information is in explicit VR, but some writers use implicit VR. */
    static boolean isMetaExplicit(DicomInput in) throws IOException, DicomFormatException {
        byte[] start = in.peek(HEADER_BYTES);
        boolean meta = start.length == HEADER_BYTES && NextElement.u16(start, 0, false) == 0x0002;
        if (!meta || ElementHeader.isExplicit(start)) {
            return true;
        }
        in.markRepaired();
        return false;
    }

    /** @param declared UID of the transfer syntax; empty when the file names none */
    static Encoding encoding(DicomInput in, String declared) throws IOException, DicomFormatException {
        String syntax = declared;
        if (Uid.DEFLATED_EXPLICIT_LITTLE_ENDIAN.equals(declared)) {
            syntax = inflate(in);
        }
        byte[] start = in.peek(HEADER_BYTES);
        if (start.length < HEADER_BYTES) {
            return new Encoding(syntax, false, false);
        }
        boolean declaredBig = Uid.EXPLICIT_BIG_ENDIAN.equals(syntax);
        boolean bigEndian = start[0] == 0 && start[1] != 0 || declaredBig && start[0] == 0;
        boolean explicitVr = isExplicit(in, start, syntax, bigEndian);
        String found = bigEndian
                ? Uid.EXPLICIT_BIG_ENDIAN
                : explicitVr ? Uid.EXPLICIT_LITTLE_ENDIAN : Uid.IMPLICIT_LITTLE_ENDIAN;
        if (syntax.isEmpty()) {
            return new Encoding(found, bigEndian, explicitVr);
        }
        if (explicitVr == Uid.IMPLICIT_LITTLE_ENDIAN.equals(syntax) || bigEndian != declaredBig) {
            in.markRepaired();
        }
        // compressed frames are what they are, whatever the encoding of the elements around them
        boolean plain =
                declaredBig || Uid.IMPLICIT_LITTLE_ENDIAN.equals(syntax) || Uid.EXPLICIT_LITTLE_ENDIAN.equals(syntax);
        return new Encoding(plain ? found : syntax, bigEndian, explicitVr);
    }

    /** Returns the transfer syntax: plain when the data set that should be deflated is not. */
    private static String inflate(DicomInput in) throws IOException, DicomFormatException {
        byte[] start = in.peek(HEADER_BYTES);
        if (start.length == HEADER_BYTES && startsWithElement(start) && ElementHeader.isExplicit(start)) {
            in.markRepaired();
            return Uid.EXPLICIT_LITTLE_ENDIAN;
        }
        boolean zlib =
                start.length >= 2 && start[0] == ZLIB && ((start[0] & 0xff) << 8 | start[1] & 0xff) % ZLIB_CHECK == 0;
        if (zlib) {
            in.markRepaired();
        }
        in.inflateRest(zlib);
        return Uid.DEFLATED_EXPLICIT_LITTLE_ENDIAN;
    }

    /** Whether the data set names value representations, even if its first element has none or an unknown one. */
    private static boolean isExplicit(DicomInput in, byte[] start, String syntax, boolean bigEndian)
            throws IOException, DicomFormatException {
        if (ElementHeader.isExplicit(start)) {
            return true;
        }
        long length = NextElement.u32(start, 4, bigEndian);
        if (length <= MAX_FIRST_IMPLICIT_LENGTH) {
            int second = HEADER_BYTES + (int) length;
            byte[] ahead = in.peek(second + HEADER_BYTES);
            return ahead.length == second + HEADER_BYTES && ElementHeader.isKnown(ahead, second + 4);
        }
        return !syntax.isEmpty() && !Uid.IMPLICIT_LITTLE_ENDIAN.equals(syntax);
    }
}
