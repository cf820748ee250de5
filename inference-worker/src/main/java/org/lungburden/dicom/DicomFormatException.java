package org.lungburden.dicom;

/** The bytes are not DICOM, or end too early. Whether that matters depends on what the file was. */
final class DicomFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    DicomFormatException(String message) {
        super(message);
    }

    DicomFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
