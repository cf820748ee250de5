package org.lungburden.dicom.result;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.write.FileMeta;
import org.lungburden.study.DicomSource;
import org.lungburden.study.Study;

/**
 * The modules that all DICOM files of a result have in common. Patient and study stay as the scan has them, byte by byte,
 * since an archive refuses a file whose patient differs; so all other text must be ASCII, which every character set
 * contains. Dates and times are those of the machine's time zone, as DICOM has it when no zone is told.
 */
final class ResultHeader {
    private static final String NOT_REVIEWED = "LungBurden research, not reviewed";
    private static final String CORRECTED = "LungBurden research, corrected";
    private static final String ACCEPTED = "LungBurden research, corrected, accepted";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final int MAX_LONG_STRING = 64;
    /** IS holds 32 bits with sign. */
    private static final long MAX_NUMBER = Integer.MAX_VALUE;

    private final DicomResult result;
    private final ResultKind kind;
    private final Elements elements = new Elements();
    private final SourceValues values;

    private ResultHeader(DicomResult result, ResultKind kind) {
        this.result = result;
        this.kind = kind;
        this.values = new SourceValues(result.source(), elements);
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
        PatientAndStudy.copy(result.source(), header.elements);
        header.series();
        ResultEquipment.write(result.model(), header.elements);
        header.instance();
        return header.elements;
    }

    /** What archives show of the files. */
    static String description(DicomResult result) {
        return result.acceptance() != null ? ACCEPTED : result.corrected() ? CORRECTED : NOT_REVIEWED;
    }

    /** Frame of Reference (DICOM PS3.3 C.7.4.1), for files with a place in the patient. */
    static void frameOfReference(DicomSource source, Elements elements) {
        elements.text(Tag.FRAME_OF_REFERENCE_UID, "UI", source.frameOfReferenceUid());
        new SourceValues(source, elements).copyOrEmpty(Tag.POSITION_REFERENCE_INDICATOR, "LO");
    }

    /** Text in an LO element: printable ASCII without backslashes, at most 64 characters. */
    static String longString(String text) {
        String plain = text.replaceAll("[^ -\\[\\]-~]", "_");
        return plain.substring(0, Math.min(MAX_LONG_STRING, plain.length()));
    }

    /** A name that a client wrote, as one component in letters that every character set has. */
    static String personName(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
        return longString(plain.replaceAll("[\\^=]", " ")).strip();
    }

    static String dateTime(Instant at) {
        LocalDateTime local = LocalDateTime.ofInstant(at, ZoneId.systemDefault());
        return DATE.format(local) + TIME.format(local);
    }

    /** What is made of lossy images counts as lossy, too (DICOM PS3.3 C.7.6.1.1.5, C.8.20.2). */
    static void lossy(Study study, DicomSource source, Elements elements) {
        boolean lossy = study.quality().stream().anyMatch(flag -> "LOSSY_COMPRESSION".equals(flag.code()));
        elements.text(Tag.LOSSY_IMAGE_COMPRESSION, "CS", lossy ? "01" : "00");
        if (lossy) {
            SourceValues values = new SourceValues(source, elements);
            values.copy(Tag.LOSSY_IMAGE_COMPRESSION_RATIO, "DS");
            values.copy(Tag.LOSSY_IMAGE_COMPRESSION_METHOD, "CS");
        }
    }

    private void series() {
        if (kind.isImage()) {
            values.copy(Tag.BODY_PART_EXAMINED, "CS");
        }
        elements.text(Tag.MODALITY, "CS", kind.modality())
                .text(Tag.SERIES_INSTANCE_UID, "UI", result.seriesInstanceUid(kind))
                .text(Tag.SERIES_NUMBER, "IS", Long.toString(seriesNumber()))
                .text(Tag.SERIES_DESCRIPTION, "LO", description(result))
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

    private void instance() {
        values.copy(Tag.SPECIFIC_CHARACTER_SET, "CS");
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
}
