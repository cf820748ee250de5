package org.lungburden.dicom.pixel;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.Tag;

/**
 * What RescaleType says about the unit of the values (DICOM PS3.3 C.11.1.1.2). Scanners and exports spell the Hounsfield
 * unit in many ways. A missing type means the Hounsfield unit for a CT image (C.8.2.1.1.2).
 */
final class RescaleType {
    /** In letters alone: HU, H.U., Hounsfield unit, German HE, French and Spanish UH, and [hnsf'U] of UCUM. */
    private static final Set<String> HOUNSFIELD = Set.of("HU", "HE", "UH", "HNSFU");

    private static final Set<String> HOUNSFIELD_WORDS = Set.of("HOUNSFIELD", "HOUNDSFIELD");

    private static final Set<String> UNSPECIFIED = Set.of("US", "UNSPECIFIED", "UNKNOWN");

    private static final Map<String, String> OTHERS = Map.of(
            "OD", "optical density",
            "MGML", "mg/mL",
            "Z_EFF", "effective atomic number",
            "ED", "electron density",
            "EDW", "electron density relative to water",
            "HU_MOD", "modified Hounsfield units",
            "PCT", "percent");

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
            // Perfusion and material maps, which hold other units, are derived images.
            return isDerived(frame)
                    ? "RescaleType is US (unspecified) and ImageType is DERIVED, so the unit of the values is not known; send"
                            + " the original images."
                    : null;
        }
        boolean hounsfield = letters.isEmpty()
                || HOUNSFIELD.contains(letters)
                || HOUNSFIELD_WORDS.stream().anyMatch(letters::startsWith);
        return hounsfield
                ? null
                : "RescaleType names a unit that is not the Hounsfield unit (HU); send the CT series in Hounsfield units.";
    }

    private static boolean isDerived(DataSet frame) {
        return frame.texts(Tag.IMAGE_TYPE).contains("DERIVED")
                || frame.texts(Tag.FRAME_TYPE).contains("DERIVED");
    }
}
