package org.lungburden.dicom.result;

/** Attributes of the report and the picture (DICOM PS3.6). */
final class CaptureTag {
    static final int ACQUISITION_DATE_TIME = 0x0008002a;
    static final int CONVERSION_TYPE = 0x00080064;
    static final int DERIVATION_DESCRIPTION = 0x00082111;
    static final int SOURCE_IMAGE_SEQUENCE = 0x00082112;
    static final int PATIENT_ORIENTATION = 0x00200020;
    static final int PLANAR_CONFIGURATION = 0x00280006;
    static final int BURNED_IN_ANNOTATION = 0x00280301;
    static final int DOCUMENT_TITLE = 0x00420010;
    static final int ENCAPSULATED_DOCUMENT = 0x00420011;
    static final int MIME_TYPE_OF_ENCAPSULATED_DOCUMENT = 0x00420012;
    static final int SOURCE_INSTANCE_SEQUENCE = 0x00420013;
    static final int ENCAPSULATED_DOCUMENT_LENGTH = 0x00420015;

    /** The Conversion Type of what a program drew. */
    static final String WORKSTATION = "WSD";

    private CaptureTag() {}
}
