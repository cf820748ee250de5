package org.lungburden.dicom.write;

import org.lungburden.dicom.file.Uid;

/**
 * The identifiers of a series to be written; those of its images are derived from them.
 *
 * @param studyInstanceUid a valid UID (DICOM PS3.5 section 9)
 * @param seriesInstanceUid a valid UID
 */
public record SeriesUids(String studyInstanceUid, String seriesInstanceUid) {
    public SeriesUids {
        if (!Uid.isValid(studyInstanceUid) || !Uid.isValid(seriesInstanceUid)) {
            throw new IllegalArgumentException("not a DICOM UID");
        }
    }

    /** The same seed always gives the same identifiers. Their root 2.25 needs no registration. */
    public static SeriesUids derivedFrom(String seed) {
        return new SeriesUids(Uid.derived("study " + seed), Uid.derived("series " + seed));
    }
}
