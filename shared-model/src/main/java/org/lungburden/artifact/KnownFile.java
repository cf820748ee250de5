package org.lungburden.artifact;

import java.util.Arrays;
import java.util.Optional;

/** The files that a result can have, in the order of the lists that clients read. */
public enum KnownFile {
    LABELS("labels.nii.gz", "application/gzip", Made.BY_DEFAULT, Of.ANY_SCAN),
    OVERLAY("overlay.png", "image/png", Made.BY_DEFAULT, Of.ANY_SCAN),
    REPORT("report.pdf", "application/pdf", Made.BY_DEFAULT, Of.ANY_SCAN),
    MEASUREMENTS("measurements.csv", "text/csv", Made.BY_DEFAULT, Of.ANY_SCAN),
    IMAGE("image.nii.gz", "application/gzip", Made.ON_REQUEST, Of.ANY_SCAN),
    DICOM_SEGMENTATION("segmentation.dcm", "application/dicom", Made.BY_DEFAULT, Of.DICOM),
    DICOM_MEASUREMENTS("measurements.dcm", "application/dicom", Made.BY_DEFAULT, Of.DICOM),
    DICOM_REPORT("report.dcm", "application/dicom", Made.ON_REQUEST, Of.DICOM),
    DICOM_OVERLAY("overlay.dcm", "application/dicom", Made.ON_REQUEST, Of.DICOM);

    private enum Made {
        BY_DEFAULT,
        ON_REQUEST
    }

    private enum Of {
        ANY_SCAN,
        DICOM
    }

    private final String fileName;
    private final String mediaType;
    private final Made made;
    private final Of of;

    KnownFile(String fileName, String mediaType, Made made, Of of) {
        this.fileName = fileName;
        this.mediaType = mediaType;
        this.made = made;
        this.of = of;
    }

    /** As clients ask for it. */
    public String fileName() {
        return fileName;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Whether a client gets it without asking. */
    public boolean byDefault() {
        return made == Made.BY_DEFAULT;
    }

    /** Whether it refers to a DICOM scan, so that no other scan can have it. */
    public boolean dicomOnly() {
        return of == Of.DICOM;
    }

    public static Optional<KnownFile> named(String fileName) {
        return Arrays.stream(values())
                .filter(file -> file.fileName.equals(fileName))
                .findFirst();
    }
}
