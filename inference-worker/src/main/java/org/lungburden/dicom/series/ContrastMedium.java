package org.lungburden.dicom.series;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.DicomText;
import org.lungburden.dicom.file.Tag;

/**
 * Whether contrast medium was given, from Contrast/Bolus Agent (DICOM PS3.3 C.7.6.4). The module is required when
 * contrast medium was used. But exports drop attributes, so a missing attribute does not mean "no". Some scanners write
 * the attribute without a value, which means "unknown" (type 2, PS3.5 7.4.3). Only the words that {@link ContrastWords}
 * knows mean "yes" or "no"; what the scan shows decides about the rest.
 */
final class ContrastMedium {
    private ContrastMedium() {}

    /** @return null when the slices do not contain the answer */
    static @Nullable Boolean of(Iterable<DataSet> slices) {
        Boolean given = null;
        for (DataSet slice : slices) {
            Boolean here = agent(slice).map(ContrastMedium::of).orElse(null);
            given = Boolean.TRUE.equals(given) || here == null ? given : here;
        }
        return given;
    }

    private static Optional<String> agent(DataSet slice) {
        Optional<byte[]> set = slice.value(Tag.SPECIFIC_CHARACTER_SET);
        return slice.value(Tag.CONTRAST_BOLUS_AGENT)
                .map(value -> set.isPresent()
                        ? DicomText.in(set).decode(value)
                        : new String(value, StandardCharsets.UTF_8).replace('\0', ' '));
    }

    /** A value is read clause by clause: "IV, NO ORAL" means yes. Clauses that contradict each other tell nothing. */
    static @Nullable Boolean of(String agent) {
        String value = agent.toUpperCase(Locale.ROOT)
                .replace(".", "")
                .replaceAll("\\bW\\s?/\\s?O\\b", "WITHOUT")
                .replaceAll("\\bN\\s?/\\s?A\\b", "UNKNOWN")
                .replaceAll("\\bNON[- ]?IONIC", "IONIC")
                .replaceAll("\\b(NO|WITHOUT) (ORAL|PO|RECTAL)\\b(?! (OR|NOR)\\b)", ",");
        boolean yes = false;
        boolean no = false;
        for (String clause : value.split("[,;/\\\\()&]|\\b(AND|UND|ET)\\b")) {
            List<String> words = words(clause);
            boolean open = ContrastWords.isOpen(words.stream());
            boolean negated = !open && ContrastWords.negates(words.stream());
            no |= negated;
            yes |= !open && !negated && ContrastWords.affirms(words.stream());
        }
        return yes == no ? null : Boolean.valueOf(yes);
    }

    private static List<String> words(String clause) {
        String flag = clause.strip();
        return flag.matches("[+C-]{1,2}") ? List.of(flag) : List.of(flag.split("[^\\p{L}\\p{N}]+"));
    }
}
