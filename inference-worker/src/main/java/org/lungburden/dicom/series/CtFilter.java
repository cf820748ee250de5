package org.lungburden.dicom.series;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.file.Uid;

/**
 * Separates the CT slices of an upload from directories, reports, other modalities, localizers and color pictures. A
 * derived or secondary image is still a slice; only an image of type LOCALIZER is none (DICOM PS3.3 C.8.2.1.1.1).
 */
final class CtFilter {
    /** All classes that the standard defines begin so; what an anonymizer invents does not. */
    private static final String STANDARD = "1.2.840.10008.";

    /** Classes of manufacturers, or what an anonymizer made that keeps the first part of each UID. */
    private static final Set<String> MANUFACTURERS =
            Set.of("1.2.840.113619.", "1.3.12.2.1107.", "1.3.46.670589.", "1.2.392.200036.");

    private static final String CT = "CT";
    private static final String LOCALIZER = "LOCALIZER";

    private CtFilter() {}

    /**
     * Whether the file holds CT images. SOP class or modality must name CT, and neither may name something else. A class
     * that an anonymizer invented names nothing. What a manufacturer's class names is not known: raw data, which are no
     * image in space, or a slice.
     */
    static boolean isCt(DataSet file) {
        Optional<String> sopClass = sopClass(file);
        Optional<Boolean> byModality = file.text(Tag.MODALITY).map(CT::equalsIgnoreCase);
        if (sopClass.isPresent() && !isDefined(sopClass.get())) {
            boolean image = file.unsignedShort(Tag.ROWS).isPresent()
                    && (!isOfManufacturer(sopClass.get())
                            || file.text(Tag.IMAGE_POSITION_PATIENT).isPresent());
            return byModality.orElse(false) && image;
        }
        Optional<Boolean> byClass = sopClass.map(CtFilter::isCtClass);
        return byClass.orElse(true) && byModality.orElse(true) && (byClass.isPresent() || byModality.isPresent());
    }

    /** Whether the SOP class of a CT file is none of the standard. */
    static boolean isScrambled(DataSet file) {
        return sopClass(file).filter(uid -> !isDefined(uid)).isPresent();
    }

    private static Optional<String> sopClass(DataSet file) {
        return file.text(Tag.SOP_CLASS_UID).or(() -> file.text(Tag.META_SOP_CLASS_UID));
    }

    private static boolean isDefined(String sopClass) {
        return sopClass.startsWith(STANDARD);
    }

    private static boolean isOfManufacturer(String sopClass) {
        return MANUFACTURERS.stream().anyMatch(sopClass::startsWith);
    }

    /** CT, enhanced CT, legacy converted CT, and each of them for processing (DICOM supplement 252). */
    private static boolean isCtClass(String sopClass) {
        return sopClass.equals(Uid.CT_IMAGE_STORAGE) || sopClass.startsWith(Uid.CT_IMAGE_STORAGE + ".");
    }

    /** Whether a frame of a CT file is a slice of gray values. */
    static boolean isSlice(DataSet frame) {
        List<String> frameType = frame.texts(Tag.FRAME_TYPE);
        boolean gray = frame.unsignedShort(Tag.SAMPLES_PER_PIXEL).orElse(1) == 1
                && frame.text(Tag.PHOTOMETRIC_INTERPRETATION)
                        .map(name -> name.startsWith("MONOCHROME"))
                        .orElse(true);
        return gray
                && !frameType.contains(LOCALIZER)
                && !frame.texts(Tag.IMAGE_TYPE).contains(LOCALIZER);
    }
}
