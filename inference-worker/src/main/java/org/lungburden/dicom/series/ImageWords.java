package org.lungburden.dicom.series;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
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

    /** Of kernels that sharpen, in descriptions of series whose kernel is not known. */
    private static final Pattern SHARP =
            word("LUNGS?|LUNGE|PULMONES?|PULM(ON|O)?|POUMONS?|BONES?|KNOCHEN|HUESO|SHARP|SCHARF|HRCT|EDGE");

    private static final Pattern SOFT =
            word("SOFT|WEICH[A-Z]*|WT|STANDARD|STD|SMOOTH|MEDIASTIN[A-Z]*|BLANDO|MOU|TISSUE|BODY");
    /** Images as if all X-rays had one energy, of a scan with two. */
    private static final Pattern ENERGY = Pattern.compile("(?<![\\d.])(\\d{2,3})[ _]?KEV(?!\\p{L})");

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

    /** Not where the description names a soft kernel or its use too, as "Thorax soft, lung window" may. */
    static boolean isSharp(String description) {
        return found(SHARP, description).isPresent() && found(SOFT, description).isEmpty();
    }

    /** The energy of virtual monoenergetic images in keV. */
    static OptionalInt energyKev(String description) {
        Matcher matcher = ENERGY.matcher(description.toUpperCase(Locale.ROOT));
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    private static Optional<String> found(Pattern words, String text) {
        Matcher matcher = words.matcher(text.toUpperCase(Locale.ROOT));
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }
}
