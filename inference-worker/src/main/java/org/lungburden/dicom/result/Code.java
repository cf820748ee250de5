package org.lungburden.dicom.result;

/**
 * A coded concept (DICOM PS3.3 section 8.8).
 *
 * @param scheme such as {@code DCM} (PS3.16 annex D) or {@code SCT} (SNOMED CT)
 */
record Code(String value, String scheme, String meaning) {
    static Code dcm(String value, String meaning) {
        return new Code(value, "DCM", meaning);
    }

    static Code sct(String value, String meaning) {
        return new Code(value, "SCT", meaning);
    }

    /** The item of a code sequence. */
    Elements item() {
        return new Elements()
                .text(ResultTag.CODE_VALUE, "SH", value)
                .text(ResultTag.CODING_SCHEME_DESIGNATOR, "SH", scheme)
                .text(ResultTag.CODE_MEANING, "LO", meaning);
    }
}
