package org.lungburden.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A sound DICOM file in little endian, cut into its elements. Written for tests, not with the reader under test.
 *
 * @param meta preamble and file meta information
 * @param elements of the data set, up to the pixel data
 * @param pixels the pixel data with their header, and what follows
 */
record DicomElements(boolean explicit, byte[] meta, List<byte[]> elements, byte[] pixels) {
    static final long UNDEFINED = 0xffffffffL;
    static final int ITEM = 0xfffee000;
    static final int ITEM_END = 0xfffee00d;
    static final int SEQUENCE_END = 0xfffee0dd;

    private static final int META_LENGTH_AT = 140;
    private static final int META_FROM = 144;
    private static final int PIXEL_DATA = 0x7fe00010;
    private static final String LONG_VRS = "OB OW SQ UN UT";

    /** Empty for a file in big endian, and for one without pixel data. */
    static Optional<DicomElements> of(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int at = META_FROM + bytes.getInt(META_LENGTH_AT);
        byte[] meta = Arrays.copyOf(file, at);
        String text = new String(meta, ISO_8859_1);
        if (text.contains("1.2.840.10008.1.2.2\0")) {
            return Optional.empty();
        }
        Walk walk = new Walk(bytes, !text.contains("1.2.840.10008.1.2\0"));
        List<byte[]> elements = new ArrayList<>();
        while (at < file.length && walk.tag(at) != PIXEL_DATA) {
            int next = walk.behindElement(at);
            elements.add(Arrays.copyOfRange(file, at, next));
            at = next;
        }
        return at == file.length
                ? Optional.empty()
                : Optional.of(
                        new DicomElements(walk.explicit(), meta, elements, Arrays.copyOfRange(file, at, file.length)));
    }

    /** The length of the header of an element. */
    static int headerBytes(byte[] element, boolean explicit) {
        return explicit && LONG_VRS.contains(new String(element, 4, 2, ISO_8859_1)) ? 12 : 8;
    }

    private record Walk(ByteBuffer bytes, boolean explicit) {
        int tag(int at) {
            return bytes.getShort(at) << 16 | bytes.getShort(at + 2) & 0xffff;
        }

        int behindElement(int at) {
            boolean wide = explicit && LONG_VRS.contains("" + (char) bytes.get(at + 4) + (char) bytes.get(at + 5));
            long length = wide
                    ? Integer.toUnsignedLong(bytes.getInt(at + 8))
                    : explicit ? bytes.getShort(at + 6) & 0xffff : Integer.toUnsignedLong(bytes.getInt(at + 4));
            int value = at + (wide ? 12 : 8);
            return length == UNDEFINED ? behindItems(value) : value + (int) length;
        }

        private int behindItems(int from) {
            int at = from;
            while (tag(at) != SEQUENCE_END) {
                long length = Integer.toUnsignedLong(bytes.getInt(at + 4));
                at = length == UNDEFINED ? behindItem(at + 8) : at + 8 + (int) length;
            }
            return at + 8;
        }

        private int behindItem(int from) {
            int at = from;
            while (tag(at) != ITEM_END) {
                at = behindElement(at);
            }
            return at + 8;
        }
    }
}
