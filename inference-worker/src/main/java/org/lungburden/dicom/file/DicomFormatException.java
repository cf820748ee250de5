package org.lungburden.dicom.file;

/** The bytes are not DICOM, or end too early. The caller decides whether the upload can do without the file. */
public final class DicomFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    public DicomFormatException(String message) {
        super(message);
    }

    public DicomFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
