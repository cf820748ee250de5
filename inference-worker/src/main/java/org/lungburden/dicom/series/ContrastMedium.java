package org.lungburden.dicom.series;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.Tag;

/**
 * Whether contrast medium was given, from Contrast/Bolus Agent (DICOM PS3.3 C.7.6.4). The module is required when
 * contrast medium was used. But exports drop attributes, so a missing attribute does not mean "no". Some scanners write
 * the attribute without a value, which means "unknown" (type 2, PS3.5 7.4.3). Only a value can mean "no": the words
 * that scanners write for a native scan.
 */
final class ContrastMedium {
    /** First words, in several languages, of a value that means "no". */
    private static final Pattern NONE =
            Pattern.compile("N|(NO|NON|NONE|WITHOUT|W/O|WO|NATIV\\w*|SANS|OHNE|SIN|SENZA)\\b(?![- ]?IONIC).*");

    /** Values that tell nothing about contrast medium in the vessels. */
    private static final Pattern UNKNOWN =
            Pattern.compile("N/A|NA|N\\.A\\.|0|-+|\\?+|UNKNOWN|(ORAL|PO|P\\.O\\.)( (ONLY|CONTRAST|CONTRAST ONLY))?");

    private ContrastMedium() {}

    /** @return null when the slices do not contain the answer */
    static @Nullable Boolean of(Iterable<DataSet> slices) {
        Boolean given = null;
        for (DataSet slice : slices) {
            Optional<String> agent = slice.text(Tag.CONTRAST_BOLUS_AGENT)
                    .map(text -> text.toUpperCase(Locale.ROOT))
                    .filter(text -> !UNKNOWN.matcher(text).matches());
            if (agent.isPresent()) {
                boolean here = !NONE.matcher(agent.get()).matches();
                given = here || Boolean.TRUE.equals(given);
            }
        }
        return given;
    }
}
