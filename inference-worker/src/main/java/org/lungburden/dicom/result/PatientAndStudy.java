package org.lungburden.dicom.result;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.lungburden.dicom.file.Tag;
import org.lungburden.study.DicomSource;

/** The modules Patient, Patient Study and General Study, as the scan has them (DICOM PS3.3 C.7.1.1, C.7.2.2, C.7.2.1). */
final class PatientAndStudy {
    private PatientAndStudy() {}

    static void copy(DicomSource source, Elements elements) {
        SourceValues values = new SourceValues(source, elements);
        patient(values);
        study(values);
    }

    private static void patient(SourceValues values) {
        values.copyOrEmpty(Tag.PATIENT_NAME, "PN");
        values.copyOrEmpty(Tag.PATIENT_ID, "LO");
        values.copyOrEmpty(Tag.PATIENT_BIRTH_DATE, "DA");
        values.copyOrEmpty(Tag.PATIENT_SEX, "CS");
        values.copy(Tag.ISSUER_OF_PATIENT_ID, "LO");
        values.copy(Tag.PATIENT_IDENTITY_REMOVED, "CS");
        values.copy(Tag.DEIDENTIFICATION_METHOD, "LO");
        boolean removed = values.source().attribute(Tag.PATIENT_IDENTITY_REMOVED).stream()
                .anyMatch(value -> "YES".equals(new String(value, US_ASCII).trim()));
        if (removed && values.source().attribute(Tag.DEIDENTIFICATION_METHOD).isEmpty()) {
            values.elements().text(Tag.DEIDENTIFICATION_METHOD, "LO", "As told in the source images");
        }
    }

    private static void study(SourceValues values) {
        values.copyOrEmpty(Tag.STUDY_DATE, "DA");
        values.copyOrEmpty(Tag.STUDY_TIME, "TM");
        values.copyOrEmpty(Tag.ACCESSION_NUMBER, "SH");
        values.copyOrEmpty(Tag.REFERRING_PHYSICIAN_NAME, "PN");
        values.copyOrEmpty(Tag.STUDY_ID, "SH");
        values.copy(Tag.STUDY_DESCRIPTION, "LO");
        values.copy(Tag.PATIENT_AGE, "AS");
        values.copy(Tag.PATIENT_SIZE, "DS");
        values.copy(Tag.PATIENT_WEIGHT, "DS");
        values.elements().text(Tag.STUDY_INSTANCE_UID, "UI", values.source().studyInstanceUid());
    }
}
