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
    private static final Set<String> CT_CLASSES =
            Set.of(Uid.CT_IMAGE_STORAGE, Uid.ENHANCED_CT_IMAGE_STORAGE, Uid.LEGACY_CONVERTED_ENHANCED_CT_IMAGE_STORAGE);

    private static final String LOCALIZER = "LOCALIZER";

    private CtFilter() {}

    /** Whether the file holds CT images. SOP class or modality must name CT, and neither may name something else. */
    static boolean isCt(DataSet file) {
        Optional<Boolean> byClass = file.text(Tag.SOP_CLASS_UID)
                .or(() -> file.text(Tag.META_SOP_CLASS_UID))
                .map(CT_CLASSES::contains);
        Optional<Boolean> byModality = file.text(Tag.MODALITY).map("CT"::equals);
        return byClass.orElse(true) && byModality.orElse(true) && (byClass.isPresent() || byModality.isPresent());
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
