package org.lungburden.dicom.series;

import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.Tag;

/** One frame of a CT file, with the attributes that hold for it. */
record CtFrame(CtFile file, int index, DataSet attributes) {

    /** Empty when the file has none, as in some exports. All such files count as one series. */
    String seriesInstanceUid() {
        return attributes.text(Tag.SERIES_INSTANCE_UID).orElse("");
    }
}
