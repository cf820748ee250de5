package org.lungburden.dicom.pixel;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.Tag;

/**
 * What RescaleType says about the unit of the values (DICOM PS3.3 C.11.1.1.2). Scanners and exports spell the Hounsfield
 * unit in many ways. A missing type means the Hounsfield unit for a CT image (C.8.2.1.1.2).
 */
final class RescaleType {
    /** In letters alone: HU, H.U., German HE, French and Spanish UH, [hnsf'U] of UCUM, and the CT number. */
    private static final Set<String> HOUNSFIELD = Set.of(
            "HU", "HUS", "HUNIT", "HUNITS", "HE", "UH", "HNSFU", "CT", "CTHU", "HUCT", "CTNO", "CTNUMBER", "CTNUMBERS");

    private static final Set<String> HOUNSFIELD_WORDS = Set.of("HOUNSFIELD", "HOUNDSFIELD", "CTHOUNSFIELD");

    /** Fillers that name no unit. Other characters, such as % or 1, do. */
    private static final Pattern NOTHING = Pattern.compile("[-_.? ]*");

    private static final Set<String> UNSPECIFIED = Set.of("US", "UNSPECIFIED", "UNKNOWN");

    private static final Map<String, String> OTHERS = Map.of(
            "OD", "optical density",
            "MGML", "mg/mL",
            "Z_EFF", "effective atomic number",
            "ED", "electron density",
            "EDW", "electron density relative to water",
            "HU_MOD", "modified Hounsfield units",
            "PCT", "percent");

    /** What ImageType or FrameType calls images that hold other quantities than attenuation (C.8.15.3.1). */
    private static final Set<String> QUANTITIES = Set.of(
            "PERFUSION",
            "RCBF",
            "RCBV",
            "MTT",
            "TTP",
            "TMAX",
            "QUANTITY",
            "STD_DEVIATION",
            "SUBTRACTION",
            "DIVISION",
            "MULTIPLICATION",
            "MATERIAL_FRACTION",
            "ELECTRON_DENSITY",
            "EFF_ATOMIC_NUM");

    private static final int QUOTED_CHARACTERS = 16;

    private RescaleType() {}

    /** @return a sentence for the client when the values are no Hounsfield units, else null */
    static @Nullable String refusal(DataSet frame) {
        String type =
                frame.texts(Tag.RESCALE_TYPE).stream().findFirst().orElse("HU").toUpperCase(Locale.ROOT);
        String letters = type.replaceAll("[^A-Z]", "");
        String other = OTHERS.get(type);
        if (other != null) {
            return "RescaleType is " + type + " (" + other + "), not HU; send the CT series in Hounsfield units.";
        }
        if (UNSPECIFIED.contains(letters)) {
            return types(frame).anyMatch(QUANTITIES::contains)
                    ? "RescaleType is US (unspecified) and ImageType or FrameType names a map of another quantity than HU;"
                            + " send the original images."
                    : null;
        }
        boolean hounsfield = NOTHING.matcher(type).matches()
                || HOUNSFIELD.contains(letters)
                || HOUNSFIELD_WORDS.stream().anyMatch(letters::startsWith);
        return hounsfield
                ? null
                : "RescaleType names a unit" + quoted(frame)
                        + " that is not the Hounsfield unit (HU); send the CT series in Hounsfield units.";
    }

    /** A value with the separators of a person's name is not told. */
    private static String quoted(DataSet frame) {
        String value = frame.texts(Tag.RESCALE_TYPE).get(0).replaceAll("[^ -~]", "?");
        return value.contains("^") || value.contains("=")
                ? ""
                : " (\"" + value.substring(0, Math.min(QUOTED_CHARACTERS, value.length())) + "\")";
    }

    /**
     * Maps of other quantities are derived images, but so are Hounsfield units that a program changed, such as a face
     * removed; only the values tell them apart.
     *
     * @return a clause for the client when the unit of derived images is unspecified, else null
     */
    static @Nullable String doubt(DataSet frame) {
        String letters = frame.texts(Tag.RESCALE_TYPE).stream()
                .findFirst()
                .orElse("HU")
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z]", "");
        return UNSPECIFIED.contains(letters) && types(frame).anyMatch("DERIVED"::equals)
                ? "RescaleType is US (unspecified) in derived images"
                : null;
    }

    private static Stream<String> types(DataSet frame) {
        return Stream.concat(frame.texts(Tag.IMAGE_TYPE).stream(), frame.texts(Tag.FRAME_TYPE).stream());
    }
}
