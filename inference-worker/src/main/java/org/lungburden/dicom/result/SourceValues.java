package org.lungburden.dicom.result;

import java.util.Optional;
import org.lungburden.dicom.write.ElementWriter;
import org.lungburden.study.DicomSource;

/**
 * Takes values of the scan over, byte by byte. Values that are too long for their element count as absent.
 *
 * @param elements of the file that is written
 */
record SourceValues(DicomSource source, Elements elements) {
    /** Takes the scan's value over, when it has one. */
    void copy(int tag, String vr) {
        value(tag).ifPresent(value -> elements.value(tag, vr, value));
    }

    /** Takes the scan's value over, or writes the element without a value. */
    void copyOrEmpty(int tag, String vr) {
        elements.value(tag, vr, value(tag).orElse(new byte[0]));
    }

    private Optional<byte[]> value(int tag) {
        return source.attribute(tag).filter(value -> value.length <= ElementWriter.MAX_SHORT_LENGTH);
    }
}
