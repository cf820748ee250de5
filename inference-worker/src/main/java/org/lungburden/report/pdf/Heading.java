package org.lungburden.report.pdf;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lungburden.dicom.file.DicomText;
import org.lungburden.dicom.file.Tag;
import org.lungburden.study.Correction;
import org.lungburden.study.DicomFacts;
import org.lungburden.study.DicomSource;
import org.lungburden.study.Study;

/**
 * What the head of the page tells beside the client's reference.
 *
 * @param scanDate null when it is not kept or not known
 * @param patient null unless the settings ask for the patient's name
 * @param correction null when the labels are the network's
 */
public record Heading(
        @Nullable String scanDate,
        @Nullable String patient,
        @Nullable Correction correction) {
    /** The page of the network's own labels. */
    public Heading(@Nullable String scanDate, @Nullable String patient) {
        this(scanDate, patient, null);
    }

    /** The same of labels that a person corrected; null when nobody did. */
    public Heading with(@Nullable Correction other) {
        return new Heading(scanDate, patient, other);
    }

    /** Nothing that may tell who the patient is. */
    public static final Heading NONE = new Heading(null, null);

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    /** @param study NIfTI has neither a date nor a patient */
    public static Heading of(Study study, Disclosure disclosure) {
        DicomFacts dicom = study.dicom();
        if (dicom == null) {
            return NONE;
        }
        DicomSource source = dicom.source();
        return new Heading(
                disclosure.scanDate() ? scanDate(source) : null, disclosure.identity() ? patient(source) : null);
    }

    /** The study's date is what an archive shows; the others stand in where it is missing. */
    private static @Nullable String scanDate(DicomSource source) {
        return Stream.of(Tag.STUDY_DATE, Tag.ACQUISITION_DATE, Tag.SERIES_DATE)
                .flatMap(tag -> date(source, tag).stream())
                .findFirst()
                .orElse(null);
    }

    /** Dates of before DICOM's first edition have dots (PS3.5 6.2, note on DA). What is no date is left out. */
    private static Optional<String> date(DicomSource source, int tag) {
        return source.attribute(tag).flatMap(value -> {
            String digits = new String(value, StandardCharsets.US_ASCII)
                    .replace(".", "")
                    .strip();
            try {
                return Optional.of(LocalDate.parse(digits, DATE).toString());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    private static @Nullable String patient(DicomSource source) {
        DicomText text = DicomText.in(source.attribute(Tag.SPECIFIC_CHARACTER_SET));
        List<String> known = new ArrayList<>();
        source.attribute(Tag.PATIENT_NAME).map(text::decode).map(Heading::name).ifPresent(known::add);
        source.attribute(Tag.PATIENT_ID)
                .map(text::decode)
                .filter(id -> !id.isEmpty())
                .ifPresent(id -> known.add("ID " + id));
        date(source, Tag.PATIENT_BIRTH_DATE).ifPresent(date -> known.add("born " + date));
        return known.isEmpty() ? null : "Patient " + String.join(", ", known);
    }

    /**
     * A person's name as people write it: family, given and middle names. Of several scripts the first that is there counts.
     *
     * @param name components separated by carets, scripts by equal signs (DICOM PS3.5 6.2.1)
     */
    private static @Nullable String name(String name) {
        return Arrays.stream(name.split("="))
                .map(script -> Arrays.stream(script.split("\\^"))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.toList()))
                .filter(parts -> !parts.isEmpty())
                .map(parts -> parts.get(0)
                        + (parts.size() > 1 ? ", " + String.join(" ", parts.subList(1, parts.size())) : ""))
                .findFirst()
                .orElse(null);
    }
}
