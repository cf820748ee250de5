package org.lungburden.dicom.series;

import java.util.Optional;
import java.util.OptionalInt;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.file.Uid;

/** One frame of a CT file, with the attributes that hold for it. */
record CtFrame(CtFile file, int index, DataSet attributes) {

    /** Empty when the file has none, as in some exports. All such files count as one series. */
    String seriesInstanceUid() {
        return attributes.text(Tag.SERIES_INSTANCE_UID).orElse("");
    }

    /** Empty unless valid, because anonymized exports write all kinds of text here. */
    Optional<String> validUid(int tag) {
        return attributes.text(tag).filter(Uid::isValid);
    }

    OptionalInt rows() {
        return attributes.unsignedShort(Tag.ROWS);
    }

    OptionalInt columns() {
        return attributes.unsignedShort(Tag.COLUMNS);
    }
}
