package org.lungburden.dicom.result;

/** Attributes of structured reports (DICOM PS3.6). */
final class SrTag {
    static final int MAPPING_RESOURCE = 0x00080105;
    static final int CODING_SCHEME_IDENTIFICATION_SEQUENCE = 0x00080110;
    static final int CODING_SCHEME_NAME = 0x00080115;
    static final int CODING_SCHEME_RESPONSIBLE_ORGANIZATION = 0x00080116;
    static final int REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE = 0x00081111;
    static final int REFERENCED_SOP_SEQUENCE = 0x00081199;
    static final int MEASUREMENT_UNITS_CODE_SEQUENCE = 0x004008ea;
    static final int RELATIONSHIP_TYPE = 0x0040a010;
    static final int VERIFYING_ORGANIZATION = 0x0040a027;
    static final int VERIFICATION_DATE_TIME = 0x0040a030;
    static final int VALUE_TYPE = 0x0040a040;
    static final int CONCEPT_NAME_CODE_SEQUENCE = 0x0040a043;
    static final int VERIFYING_OBSERVER_SEQUENCE = 0x0040a073;
    static final int VERIFYING_OBSERVER_NAME = 0x0040a075;
    static final int VERIFYING_OBSERVER_IDENTIFICATION_CODE_SEQUENCE = 0x0040a088;
    static final int CONTINUITY_OF_CONTENT = 0x0040a050;
    static final int UID = 0x0040a124;
    static final int TEXT_VALUE = 0x0040a160;
    static final int CONCEPT_CODE_SEQUENCE = 0x0040a168;
    static final int MEASURED_VALUE_SEQUENCE = 0x0040a300;
    static final int NUMERIC_VALUE = 0x0040a30a;
    static final int PREDECESSOR_DOCUMENTS_SEQUENCE = 0x0040a360;
    static final int PERFORMED_PROCEDURE_CODE_SEQUENCE = 0x0040a372;
    static final int CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE = 0x0040a375;
    static final int COMPLETION_FLAG = 0x0040a491;
    static final int VERIFICATION_FLAG = 0x0040a493;
    static final int CONTENT_TEMPLATE_SEQUENCE = 0x0040a504;
    static final int CONTENT_SEQUENCE = 0x0040a730;
    static final int TEMPLATE_IDENTIFIER = 0x0040db00;
    static final int REFERENCED_SEGMENT_NUMBER = 0x0062000b;

    private SrTag() {}
}
