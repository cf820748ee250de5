package org.lungburden.dicom.result;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lungburden.dicom.write.ElementWriter;

/** A data set, or an item of a sequence. Modules set their elements in any order; they are written ascending by tag. */
final class Elements {
    private final Map<Integer, byte[]> encoded = new TreeMap<>(Integer::compareUnsigned);

    Elements text(int tag, String vr, String value) {
        return put(tag, new ElementWriter().text(tag, vr, value));
    }

    /** Bytes of another file, whose character set holds for them. */
    Elements value(int tag, String vr, byte[] value) {
        return put(tag, new ElementWriter().value(tag, vr, value));
    }

    Elements decimals(int tag, double... values) {
        return put(tag, new ElementWriter().decimals(tag, values));
    }

    Elements unsignedShorts(int tag, int... values) {
        return put(tag, new ElementWriter().unsignedShorts(tag, values));
    }

    Elements unsignedLongs(int tag, int... values) {
        return put(tag, new ElementWriter().unsignedLongs(tag, values));
    }

    /** An attribute tag as value. */
    Elements tag(int tag, int value) {
        return put(tag, new ElementWriter().attributeTag(tag, value));
    }

    Elements sequence(int tag, Elements item) {
        return sequence(tag, List.of(item));
    }

    Elements sequence(int tag, List<Elements> items) {
        return put(
                tag,
                new ElementWriter()
                        .sequence(tag, items.stream().map(Elements::writer).toList()));
    }

    /** Whatever {@link ElementWriter} wrote for this tag. */
    Elements put(int tag, ElementWriter element) {
        encoded.put(tag, element.bytes());
        return this;
    }

    /** Adds all elements of the other. */
    Elements with(Elements other) {
        encoded.putAll(other.encoded);
        return this;
    }

    byte[] bytes() {
        return writer().bytes();
    }

    private ElementWriter writer() {
        ElementWriter writer = new ElementWriter();
        encoded.values().forEach(writer::raw);
        return writer;
    }
}
