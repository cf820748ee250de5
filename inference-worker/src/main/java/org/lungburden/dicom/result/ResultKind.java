package org.lungburden.dicom.result;

/** The DICOM files that a result can have. Each kind is a series of its own in the scan's study. */
public enum ResultKind {
    SEGMENTATION("1.2.840.10008.5.1.4.1.1.66.4", "SEG"),
    MEASUREMENTS("1.2.840.10008.5.1.4.1.1.88.34", "SR"),
    REPORT("1.2.840.10008.5.1.4.1.1.104.1", "DOC"),
    OVERLAY("1.2.840.10008.5.1.4.1.1.7", "OT");

    private final String sopClassUid;
    private final String modality;

    ResultKind(String sopClassUid, String modality) {
        this.sopClassUid = sopClassUid;
        this.modality = modality;
    }

    String sopClassUid() {
        return sopClassUid;
    }

    String modality() {
        return modality;
    }

    /** Series of documents have no body part (DICOM PS3.3 C.17.1, C.24.1). */
    boolean isImage() {
        return this == SEGMENTATION || this == OVERLAY;
    }

    /** From 1, in the order of this list. */
    int number() {
        return ordinal() + 1;
    }
}
