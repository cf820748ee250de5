package org.lungburden.archive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A name as bytes, without a copy. The bytes of separators, dots and NUL mean the same in every encoding of zips, so
 * that {@link MemberNames} judges the name as it would judge the text.
 */
record RawName(ByteBuffer bytes, int start, int length) implements CharSequence {

    @Override
    public char charAt(int index) {
        return (char) Byte.toUnsignedInt(bytes.get(start + index));
    }

    @Override
    public CharSequence subSequence(int from, int to) {
        return new RawName(bytes, start + from, to - from);
    }

    @Override
    public String toString() {
        byte[] copy = new byte[length];
        bytes.get(start, copy);
        return new String(copy, StandardCharsets.ISO_8859_1);
    }
}
