package org.lungburden.dicom.file;

/** Judges whether an element begins at a place. This is how the reader finds out what a damaged header means. */
final class NextElement {
    private static final int HEADER_BYTES = 8;
    private static final int ITEM_GROUP = 0xfffe;
    /** Longer values occur, but not right behind a header that breaks the standard. */
    private static final long LARGEST_IMPLICIT = 1 << 24;

    private NextElement() {}

    /** How sure an element begins here. */
    enum Likelihood {
        NONE,
        /** A higher tag and a length, as implicit VR has them. Chance looks like that at times. */
        POSSIBLE,
        /** A higher tag with a value representation, an item, or the end of the file. */
        CERTAIN
    }

    /**
     * @param bytes the next bytes of the file, all of them when the file ends within them
     * @param at where the element should begin
     * @param tag of the element before, because tags ascend
     */
    static Likelihood at(byte[] bytes, int at, int tag, boolean bigEndian) {
        if (at == bytes.length) {
            return Likelihood.CERTAIN;
        }
        if (at < 0 || at + HEADER_BYTES > bytes.length) {
            return Likelihood.NONE;
        }
        int next = tag(bytes, at, bigEndian);
        if (Tag.group(next) == ITEM_GROUP) {
            boolean known = next == Tag.ITEM || next == Tag.ITEM_END || next == Tag.SEQUENCE_END;
            return known ? Likelihood.CERTAIN : Likelihood.NONE;
        }
        if (Integer.compareUnsigned(next, tag) <= 0) {
            return Likelihood.NONE;
        }
        if (ElementHeader.isKnown(bytes, at + 4)) {
            return Likelihood.CERTAIN;
        }
        long length = u32(bytes, at + 4, bigEndian);
        return length <= LARGEST_IMPLICIT ? Likelihood.POSSIBLE : Likelihood.NONE;
    }

    static int tag(byte[] bytes, int at, boolean bigEndian) {
        return u16(bytes, at, bigEndian) << 16 | u16(bytes, at + 2, bigEndian);
    }

    static int u16(byte[] bytes, int at, boolean bigEndian) {
        int first = bytes[at] & 0xff;
        int second = bytes[at + 1] & 0xff;
        return bigEndian ? first << 8 | second : second << 8 | first;
    }

    static long u32(byte[] bytes, int at, boolean bigEndian) {
        long first = u16(bytes, at, bigEndian);
        long second = u16(bytes, at + 2, bigEndian);
        return bigEndian ? first << 16 | second : second << 16 | first;
    }
}
