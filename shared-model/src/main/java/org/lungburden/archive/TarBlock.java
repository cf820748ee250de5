package org.lungburden.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** One header block of a tar (POSIX pax, ustar interchange format; the GNU and the old Unix format share its fields). */
record TarBlock(byte[] bytes) {
    static final int BYTES = 512;

    private static final int NAME_BYTES = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_BYTES = 12;
    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_BYTES = 8;
    private static final int TYPE_AT = 156;
    private static final int MAGIC_AT = 257;
    private static final String USTAR = "ustar\0";
    private static final int PREFIX_AT = 345;
    private static final int PREFIX_BYTES = 155;

    /** Whether a file begins with a header block, which holds a sum of its own bytes. */
    static boolean isHeader(byte[] head) {
        return head.length >= BYTES && head[0] != 0 && new TarBlock(Arrays.copyOf(head, BYTES)).isSumRight();
    }

    boolean isSumRight() {
        for (int at = CHECKSUM_AT; at < CHECKSUM_AT + CHECKSUM_BYTES; at++) {
            boolean digit = bytes[at] >= '0' && bytes[at] <= '7';
            if (!digit && bytes[at] != ' ' && bytes[at] != 0) {
                return false;
            }
        }
        try {
            return TarUtils.verifyCheckSum(bytes);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    boolean isZero() {
        for (byte value : bytes) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    char type() {
        return (char) (bytes[TYPE_AT] & 0xff);
    }

    /** @throws IllegalArgumentException when the field holds no number */
    long size() {
        return TarUtils.parseOctalOrBinary(bytes, SIZE_AT, SIZE_BYTES);
    }

    /** GNU tar keeps other things where POSIX has the prefix. */
    String name() {
        String name = TarUtils.parseName(bytes, 0, NAME_BYTES);
        boolean posix = new String(bytes, MAGIC_AT, USTAR.length(), StandardCharsets.ISO_8859_1).equals(USTAR);
        String prefix = posix ? TarUtils.parseName(bytes, PREFIX_AT, PREFIX_BYTES) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }
}
