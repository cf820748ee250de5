package org.lungburden.dicom.result;

import java.util.Arrays;
import java.util.List;
import org.lungburden.dicom.write.ElementWriter;
import org.lungburden.result.ResultDocument;

/** The items of Segment Sequence (DICOM PS3.3 C.8.20.4), also for segments without a voxel. */
final class SegmentItems {
    private static final Code ARTIFICIAL_INTELLIGENCE = Code.dcm("123110", "Artificial Intelligence");

    private SegmentItems() {}

    static List<Elements> of(DicomResult result) {
        return Arrays.stream(Segment.values())
                .map(segment -> of(segment, result))
                .toList();
    }

    private static Elements of(Segment segment, DicomResult result) {
        Elements item = new Elements()
                .unsignedShorts(SegmentationTag.SEGMENT_NUMBER, segment.number())
                .text(SegmentationTag.SEGMENT_LABEL, "LO", segment.label())
                .text(SegmentationTag.SEGMENT_ALGORITHM_TYPE, "CS", result.corrected() ? "SEMIAUTOMATIC" : "AUTOMATIC")
                .text(
                        SegmentationTag.SEGMENT_ALGORITHM_NAME,
                        "LO",
                        ResultHeader.longString(result.model().name()))
                .sequence(SegmentationTag.SEGMENTATION_ALGORITHM_IDENTIFICATION_SEQUENCE, algorithm(result.model()))
                .sequence(
                        SegmentationTag.SEGMENTED_PROPERTY_CATEGORY_CODE_SEQUENCE,
                        segment.category().item())
                .sequence(
                        SegmentationTag.SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE,
                        segment.type().item())
                .unsignedShorts(SegmentationTag.RECOMMENDED_DISPLAY_CIELAB_VALUE, CieLab.of(segment.rgb()))
                .put(
                        SegmentationTag.TRACKING_ID,
                        new ElementWriter().longText(SegmentationTag.TRACKING_ID, segment.label()))
                .text(SegmentationTag.TRACKING_UID, "UI", result.trackingUid(segment));
        if (segment != Segment.LUNG) {
            item.sequence(
                    SegmentationTag.ANATOMIC_REGION_SEQUENCE,
                    Segment.LUNG.type().item());
        }
        return item;
    }

    private static Elements algorithm(ResultDocument.Model model) {
        return new Elements()
                .sequence(SegmentationTag.ALGORITHM_FAMILY_CODE_SEQUENCE, ARTIFICIAL_INTELLIGENCE.item())
                .text(SegmentationTag.ALGORITHM_NAME, "LO", ResultHeader.longString(model.name()))
                .text(SegmentationTag.ALGORITHM_VERSION, "LO", ResultHeader.longString(model.version()));
    }
}
