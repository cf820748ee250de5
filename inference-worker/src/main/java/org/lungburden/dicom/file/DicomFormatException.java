package org.lungburden.dicom.file;

/**
 * The bytes are not the DICOM that they should be, or end too early. The caller decides whether the upload can do without
 * the file.
 */
public final class DicomFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    /**
     * @param sentence for the client: the cause by its DICOM keyword, and what to do. The sentence holds nothing from the
     *     file but numbers.
     */
    public DicomFormatException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    public DicomFormatException(String sentence, Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    /** A sentence that may be shown to the client. */
    public String sentence() {
        return sentence;
    }
}
