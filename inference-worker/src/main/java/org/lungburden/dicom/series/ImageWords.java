package org.lungburden.dicom.series;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words within Image Type, Frame Type and Series Description. Vendors write them beside others into one value, such as
 * {@code CT_SOM5 MIP}, {@code MIN IP} or {@code MIP_THIN}. A sentence repeats the found word alone, since the rest of a value
 * may be any text.
 */
final class ImageWords {
    private static final String GAP = "[ _.-]{0,3}";

    /** Of pictures whose values are no Hounsfield units of one place (DICOM PS3.3 C.8.16.1.4 and vendors' own). */
    private static final Pattern PROJECTION = word("(T|THIN|THICK|SLAB|AX|AXIAL)?MIPS?(THIN|THICK|SLAB)?|MINIMIPS?"
            + "|(MAXIMUM|MAXI?|MINIMUM|MINI?|AVERAGE|AVE?|AVG|MEAN)" + GAP + "(M?IPS?|(INTENSITY|INT)(" + GAP
            + "PROJ[A-Z]*)?|PROJ[A-Z]*)"
            + "|MAXIMUM|MINIMUM|AIP|MPVR|RAY" + GAP + "SUM|PROJECTIONS?( IMAGE)?|PROJECTED"
            + "|((VOLUME|SURFACE)" + GAP + ")?RENDER(ED|ING|INGS)?|VRT|SSD|SUBTRACT(ION|ED)");

    /** Of slices that were computed from other slices. */
    private static final Pattern REFORMAT = word("REFORMAT(S|TED)?|CSA MPR|((CURVED|THICK|THIN)" + GAP + ")?MPRS?");

    /** A description tells of projections; words such as maximum stand in it for much else. */
    private static final Pattern DESCRIBED_PROJECTION =
            word("(T|THIN|THICK|SLAB|AX|AXIAL)?MIPS?(THIN|THICK|SLAB)?|MINIMIPS?"
                    + "|(MAXIMUM|MAXI?|MINIMUM|MINI?|AVERAGE|AVE?|AVG)" + GAP + "(M?IPS?|(INTENSITY|INT)" + GAP
                    + "PROJ[A-Z]*)"
                    + "|MPVR|RAY" + GAP + "SUM|VRT");

    /** Thin slices from which somebody means to make projections are none. */
    private static final Pattern SOURCE = word("FOR|FÜR|FUER|POUR|PARA|SOURCE|SRC|BASE|DATA|RAW|INPUT");

    private static final Pattern EXPIRATION =
            word("EXP|EXPIR[A-Z]*|EXSP|EXSPIR[A-Z]*|EXHAL[A-Z]*|ESPIRA(CI|Z|T|D)\\p{L}*|AUSATM[A-Z]*|AUSGEATMET");

    private static final Pattern INSPIRATION = word("INSP|INSPIR[A-Z]*|INHAL[A-Z]*|EINATM[A-Z]*");

    private ImageWords() {}

    private static Pattern word(String words) {
        return Pattern.compile("(?<!\\p{L})(" + words + ")(?!\\p{L})");
    }

    /** @param type a value of Image Type */
    static Optional<String> projection(String type) {
        return found(PROJECTION, type);
    }

    static Optional<String> reformat(String type) {
        return found(REFORMAT, type);
    }

    static Optional<String> describedProjection(String description) {
        return found(SOURCE, description).isPresent() ? Optional.empty() : found(DESCRIBED_PROJECTION, description);
    }

    /** Not where the description names inspiration too, since then it tells nothing. */
    static boolean isExpiration(String description) {
        return found(EXPIRATION, description).isPresent()
                && found(INSPIRATION, description).isEmpty();
    }

    private static Optional<String> found(Pattern words, String text) {
        Matcher matcher = words.matcher(text.toUpperCase(Locale.ROOT));
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }
}
