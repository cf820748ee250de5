package org.lungburden.dicom.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.file.Uid;
import org.lungburden.dicom.write.ElementWriter;
import org.lungburden.dicom.write.FileMeta;

/** A multi-frame CT file, its frames in no order of place. */
final class EnhancedCt {
    private EnhancedCt() {}

    static byte[] file(int frames) {
        List<Integer> places = new ArrayList<>();
        for (int k = 0; k < frames; k++) {
            places.add(k);
        }
        Collections.shuffle(places, new Random(2));
        Elements elements = new Elements()
                .text(Tag.IMAGE_TYPE, "CS", "ORIGINAL\\PRIMARY\\VOLUME\\NONE")
                .text(Tag.SOP_CLASS_UID, "UI", Uid.ENHANCED_CT_IMAGE_STORAGE)
                .text(Tag.SOP_INSTANCE_UID, "UI", "1.2.3.4.5")
                .text(Tag.MODALITY, "CS", "CT")
                .text(Tag.STUDY_INSTANCE_UID, "UI", "1.2.3")
                .text(Tag.SERIES_INSTANCE_UID, "UI", "1.2.3.4")
                .text(Tag.FRAME_OF_REFERENCE_UID, "UI", "1.2.3.5")
                .unsignedShorts(Tag.SAMPLES_PER_PIXEL, 1)
                .text(Tag.PHOTOMETRIC_INTERPRETATION, "CS", "MONOCHROME2")
                .text(Tag.NUMBER_OF_FRAMES, "IS", Integer.toString(frames))
                .unsignedShorts(Tag.ROWS, 3)
                .unsignedShorts(Tag.COLUMNS, 5)
                .unsignedShorts(Tag.BITS_ALLOCATED, 16)
                .unsignedShorts(Tag.BITS_STORED, 16)
                .unsignedShorts(Tag.HIGH_BIT, 15)
                .unsignedShorts(Tag.PIXEL_REPRESENTATION, 1)
                .sequence(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, shared())
                .sequence(
                        Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE,
                        places.stream().map(EnhancedCt::frame).toList())
                .put(Tag.PIXEL_DATA, new ElementWriter().words(Tag.PIXEL_DATA, new short[frames * 3 * 5]));
        return new ElementWriter()
                .raw(FileMeta.of(Uid.ENHANCED_CT_IMAGE_STORAGE, "1.2.3.4.5"))
                .raw(elements.bytes())
                .bytes();
    }

    private static Elements shared() {
        int transformation = 0x00289145;
        return new Elements()
                .sequence(
                        SegmentationTag.PIXEL_MEASURES_SEQUENCE,
                        new Elements().decimals(Tag.PIXEL_SPACING, 0.6, 0.5).decimals(Tag.SLICE_THICKNESS, 1))
                .sequence(
                        SegmentationTag.PLANE_ORIENTATION_SEQUENCE,
                        new Elements().decimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 1, 0))
                .sequence(
                        transformation,
                        new Elements()
                                .decimals(Tag.RESCALE_INTERCEPT, -1000)
                                .decimals(Tag.RESCALE_SLOPE, 1)
                                .text(Tag.RESCALE_TYPE, "LO", "HU"));
    }

    private static Elements frame(int place) {
        return new Elements()
                .sequence(
                        SegmentationTag.PLANE_POSITION_SEQUENCE,
                        new Elements().decimals(Tag.IMAGE_POSITION_PATIENT, 1, 2, 1.5 * place));
    }
}
