package org.lungburden.dicom.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lungburden.dicom.file.Tag;
import org.lungburden.study.DicomSource;

/** How files of a result refer to the images of the scan. */
final class SourceReferences {
    private SourceReferences() {}

    /**
     * Items for Referenced Series Sequence (DICOM PS3.3 C.12.2): all images, each once, by series. The archive's viewers
     * find the scan by them.
     */
    static List<Elements> series(DicomSource source) {
        return bySeries(source, ResultTag.REFERENCED_INSTANCE_SEQUENCE);
    }

    /** @param instances the sequence that holds the images of a series */
    static List<Elements> bySeries(DicomSource source, int instances) {
        Map<String, Map<String, Elements>> bySeries = new LinkedHashMap<>();
        for (DicomSource.Image image : source.images()) {
            bySeries.computeIfAbsent(image.seriesInstanceUid(), uid -> new LinkedHashMap<>())
                    .computeIfAbsent(image.sopInstanceUid(), uid -> instance(image));
        }
        List<Elements> items = new ArrayList<>();
        bySeries.forEach((uid, images) -> items.add(new Elements()
                .text(Tag.SERIES_INSTANCE_UID, "UI", uid)
                .sequence(instances, List.copyOf(images.values()))));
        return items;
    }

    /** The files of all images, each once. */
    static List<Elements> instances(DicomSource source) {
        Map<String, Elements> files = new LinkedHashMap<>();
        source.images().forEach(image -> files.putIfAbsent(image.sopInstanceUid(), instance(image)));
        return List.copyOf(files.values());
    }

    /** The whole file of an image. */
    static Elements instance(DicomSource.Image image) {
        return instance(image.sopClassUid(), image.sopInstanceUid());
    }

    static Elements instance(String sopClassUid, String sopInstanceUid) {
        return new Elements()
                .text(ResultTag.REFERENCED_SOP_CLASS_UID, "UI", sopClassUid)
                .text(ResultTag.REFERENCED_SOP_INSTANCE_UID, "UI", sopInstanceUid);
    }

    /** The image alone, also when its file holds more frames. */
    static Elements image(DicomSource.Image image) {
        Elements reference = instance(image);
        if (image.frame() > 0) {
            reference.text(ResultTag.REFERENCED_FRAME_NUMBER, "IS", Integer.toString(image.frame()));
        }
        return reference;
    }
}
