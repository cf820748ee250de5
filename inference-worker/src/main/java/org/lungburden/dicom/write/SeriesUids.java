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

    /** Identifiers that are the same for the same seed, below the root 2.25 that needs no registration. */
    public static SeriesUids derivedFrom(String seed) {
        return new SeriesUids(Uid.derived("study " + seed), Uid.derived("series " + seed));
    }
}
