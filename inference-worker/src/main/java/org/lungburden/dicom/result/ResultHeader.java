package org.lungburden.dicom.result;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.write.ElementWriter;
import org.lungburden.dicom.write.FileMeta;
import org.lungburden.study.DicomSource;
import org.lungburden.study.Study;

/**
 * The modules that all DICOM files of a result have in common. Patient and study stay as the scan has them, byte by byte,
 * since an archive refuses a file whose patient differs; so all other text must be ASCII, which every character set
 * contains. Dates and times are those of the machine's time zone, as DICOM has it when no zone is told.
 */
final class ResultHeader {
    static final String DESCRIPTION = "LungBurden research, not reviewed";

    private static final String MAKER = "LungBurden";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final int MAX_LONG_STRING = 64;
    private static final int SERIAL_NUMBER_LENGTH = 16;
    /** IS holds 32 bits with sign. */
    private static final long MAX_NUMBER = Integer.MAX_VALUE;

    private final DicomResult result;
    private final ResultKind kind;
    private final Elements elements = new Elements();

    private ResultHeader(DicomResult result, ResultKind kind) {
        this.result = result;
        this.kind = kind;
    }

    /** Preamble and file meta information. */
    static byte[] meta(DicomResult result, ResultKind kind) {
        return FileMeta.of(kind.sopClassUid(), result.instanceUid(kind));
    }

    /**
     * Patient, Patient Study, General Study, General Series, General Equipment, Enhanced General Equipment and SOP Common
     * (DICOM PS3.3 C.7.1.1, C.7.2.1, C.7.2.2, C.7.3.1, C.7.5.1, C.7.5.2, C.12.1), and number, date and time of the content.
     */
    static Elements of(DicomResult result, ResultKind kind) {
        ResultHeader header = new ResultHeader(result, kind);
        header.patient();
        header.study();
        header.series();
        header.equipment();
        header.instance();
        return header.elements;
    }

    /** Frame of Reference (DICOM PS3.3 C.7.4.1), for files with a place in the patient. */
    static void frameOfReference(DicomSource source, Elements elements) {
        elements.text(Tag.FRAME_OF_REFERENCE_UID, "UI", source.frameOfReferenceUid());
        elements.value(Tag.POSITION_REFERENCE_INDICATOR, "LO", valueOrEmpty(source, Tag.POSITION_REFERENCE_INDICATOR));
    }

    /** Text in an LO element: printable ASCII without backslashes, at most 64 characters. */
    static String longString(String text) {
        String plain = text.replaceAll("[^ -\\[\\]-~]", "_");
        return plain.substring(0, Math.min(MAX_LONG_STRING, plain.length()));
    }

    /** What is made of lossy images counts as lossy, too (DICOM PS3.3 C.7.6.1.1.5, C.8.20.2). */
    static void lossy(Study study, DicomSource source, Elements elements) {
        boolean lossy = study.quality().stream().anyMatch(flag -> "LOSSY_COMPRESSION".equals(flag.code()));
        elements.text(Tag.LOSSY_IMAGE_COMPRESSION, "CS", lossy ? "01" : "00");
        if (lossy) {
            copy(source, Tag.LOSSY_IMAGE_COMPRESSION_RATIO, "DS", elements);
            copy(source, Tag.LOSSY_IMAGE_COMPRESSION_METHOD, "CS", elements);
        }
    }

    private void patient() {
        copyOrEmpty(Tag.PATIENT_NAME, "PN");
        copyOrEmpty(Tag.PATIENT_ID, "LO");
        copyOrEmpty(Tag.PATIENT_BIRTH_DATE, "DA");
        copyOrEmpty(Tag.PATIENT_SEX, "CS");
        copy(Tag.ISSUER_OF_PATIENT_ID, "LO");
        copy(Tag.PATIENT_IDENTITY_REMOVED, "CS");
        copy(Tag.DEIDENTIFICATION_METHOD, "LO");
        boolean removed = result.source().attribute(Tag.PATIENT_IDENTITY_REMOVED).stream()
                .anyMatch(value -> "YES".equals(new String(value, US_ASCII).trim()));
        if (removed && result.source().attribute(Tag.DEIDENTIFICATION_METHOD).isEmpty()) {
            elements.text(Tag.DEIDENTIFICATION_METHOD, "LO", "As told in the source images");
        }
    }

    private void study() {
        copyOrEmpty(Tag.STUDY_DATE, "DA");
        copyOrEmpty(Tag.STUDY_TIME, "TM");
        copyOrEmpty(Tag.ACCESSION_NUMBER, "SH");
        copyOrEmpty(Tag.REFERRING_PHYSICIAN_NAME, "PN");
        copyOrEmpty(Tag.STUDY_ID, "SH");
        copy(Tag.STUDY_DESCRIPTION, "LO");
        copy(Tag.PATIENT_AGE, "AS");
        copy(Tag.PATIENT_SIZE, "DS");
        copy(Tag.PATIENT_WEIGHT, "DS");
        elements.text(Tag.STUDY_INSTANCE_UID, "UI", result.source().studyInstanceUid());
    }

    private void series() {
        if (kind.isImage()) {
            copy(Tag.BODY_PART_EXAMINED, "CS");
        }
        elements.text(Tag.MODALITY, "CS", kind.modality())
                .text(Tag.SERIES_INSTANCE_UID, "UI", result.seriesInstanceUid(kind))
                .text(Tag.SERIES_NUMBER, "IS", Long.toString(seriesNumber()))
                .text(Tag.SERIES_DESCRIPTION, "LO", DESCRIPTION)
                .text(Tag.SERIES_DATE, "DA", date())
                .text(ResultTag.SERIES_TIME, "TM", time());
    }

    /** A hundred times that of the scan and some more, so that the files stand together behind the scans. */
    private long seriesNumber() {
        long hundredfold = 100
                * result.source().attribute(Tag.SERIES_NUMBER).stream()
                        .map(value -> new String(value, US_ASCII).trim())
                        .filter(text -> text.matches("\\d{1,9}"))
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElse(0);
        return (hundredfold + 100 > MAX_NUMBER ? 0 : hundredfold) + kind.number();
    }

    private void equipment() {
        String version = ResultHeader.class.getPackage().getImplementationVersion();
        elements.text(Tag.MANUFACTURER, "LO", MAKER)
                .text(Tag.MANUFACTURER_MODEL_NAME, "LO", MAKER)
                .text(ResultTag.DEVICE_SERIAL_NUMBER, "LO", serialNumber())
                .text(
                        ResultTag.SOFTWARE_VERSIONS,
                        "LO",
                        longString(MAKER + " " + (version == null ? "(not packaged)" : version)) + "\\"
                                + longString(result.model().name() + " "
                                        + result.model().version()));
    }

    /** The start of the digest of the network's weights: the same numbers come only from the same weights. */
    private String serialNumber() {
        String digest = longString(result.model().sha256());
        return digest.substring(0, Math.min(SERIAL_NUMBER_LENGTH, digest.length()));
    }

    private void instance() {
        copy(Tag.SPECIFIC_CHARACTER_SET, "CS");
        elements.text(Tag.SOP_CLASS_UID, "UI", kind.sopClassUid())
                .text(Tag.SOP_INSTANCE_UID, "UI", result.instanceUid(kind))
                .text(ResultTag.INSTANCE_CREATION_DATE, "DA", date())
                .text(ResultTag.INSTANCE_CREATION_TIME, "TM", time())
                .text(Tag.INSTANCE_NUMBER, "IS", "1")
                .text(Tag.CONTENT_DATE, "DA", date())
                .text(Tag.CONTENT_TIME, "TM", time());
    }

    private String date() {
        return DATE.format(local());
    }

    private String time() {
        return TIME.format(local());
    }

    private LocalDateTime local() {
        return LocalDateTime.ofInstant(result.at(), ZoneId.systemDefault());
    }

    /** Takes the scan's value over, when it has one. */
    static void copy(DicomSource source, int tag, String vr, Elements elements) {
        value(source, tag).ifPresent(value -> elements.value(tag, vr, value));
    }

    private void copy(int tag, String vr) {
        copy(result.source(), tag, vr, elements);
    }

    private void copyOrEmpty(int tag, String vr) {
        elements.value(tag, vr, valueOrEmpty(result.source(), tag));
    }

    private static byte[] valueOrEmpty(DicomSource source, int tag) {
        return value(source, tag).orElse(new byte[0]);
    }

    private static Optional<byte[]> value(DicomSource source, int tag) {
        return source.attribute(tag).filter(value -> value.length <= ElementWriter.MAX_SHORT_LENGTH);
    }
}
