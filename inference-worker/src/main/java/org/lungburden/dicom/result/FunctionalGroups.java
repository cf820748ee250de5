package org.lungburden.dicom.result;

import java.util.List;
import org.lungburden.dicom.file.Tag;
import org.lungburden.geometry.Vector3;
import org.lungburden.study.DicomFacts;
import org.lungburden.study.DicomSource;

/** Where the frames of a segmentation lie, and what they come from (DICOM PS3.3 C.7.6.16 and C.7.6.17). */
final class FunctionalGroups {
    private static final Elements SEGMENTATION =
            Code.dcm("113076", "Segmentation").item();
    private static final Elements PURPOSE =
            Code.dcm("121322", "Source image for image processing operation").item();

    private final DicomSource source;

    FunctionalGroups(DicomSource source) {
        this.source = source;
    }

    /**
     * What holds for all frames.
     *
     * @param spacingMm distance of slices along their normal
     */
    Elements shared(DicomFacts facts, double spacingMm) {
        DicomSource.Plane plane = source.plane();
        Double thicknessMm = facts.sliceThicknessMm();
        return new Elements()
                .sequence(
                        SegmentationTag.PLANE_ORIENTATION_SEQUENCE,
                        new Elements()
                                .decimals(
                                        Tag.IMAGE_ORIENTATION_PATIENT,
                                        plane.alongRow().x(),
                                        plane.alongRow().y(),
                                        plane.alongRow().z(),
                                        plane.alongColumn().x(),
                                        plane.alongColumn().y(),
                                        plane.alongColumn().z()))
                .sequence(
                        SegmentationTag.PIXEL_MEASURES_SEQUENCE,
                        new Elements()
                                .decimals(Tag.SLICE_THICKNESS, thicknessMm == null ? spacingMm : thicknessMm)
                                .decimals(SegmentationTag.SPACING_BETWEEN_SLICES, spacingMm)
                                .decimals(Tag.PIXEL_SPACING, plane.rowSpacingMm(), plane.columnSpacingMm()));
    }

    /** An item for each frame. */
    List<Elements> perFrame(List<SegmentFrames.Frame> frames) {
        return frames.stream().map(this::of).toList();
    }

    private Elements of(SegmentFrames.Frame frame) {
        DicomSource.Image image = source.images().get(frame.slice());
        Vector3 position = image.position();
        int number = frame.segment().number();
        return new Elements()
                .sequence(
                        SegmentationTag.FRAME_CONTENT_SEQUENCE,
                        new Elements().unsignedLongs(SegmentationTag.DIMENSION_INDEX_VALUES, number, frame.position()))
                .sequence(
                        SegmentationTag.PLANE_POSITION_SEQUENCE,
                        new Elements().decimals(Tag.IMAGE_POSITION_PATIENT, position.x(), position.y(), position.z()))
                .sequence(
                        SegmentationTag.SEGMENT_IDENTIFICATION_SEQUENCE,
                        new Elements().unsignedShorts(SegmentationTag.REFERENCED_SEGMENT_NUMBER, number))
                .sequence(SegmentationTag.DERIVATION_IMAGE_SEQUENCE, derivation(image));
    }

    private static Elements derivation(DicomSource.Image image) {
        return new Elements()
                .sequence(SegmentationTag.DERIVATION_CODE_SEQUENCE, SEGMENTATION)
                .sequence(
                        SegmentationTag.SOURCE_IMAGE_SEQUENCE,
                        SourceReferences.image(image)
                                .text(SegmentationTag.SPATIAL_LOCATIONS_PRESERVED, "CS", "YES")
                                .sequence(SegmentationTag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE, PURPOSE));
    }

    /** Multi-frame Dimension: frames are sorted by segment, then by place. */
    static void dimensions(DicomResult result, Elements elements) {
        String organization = result.dimensionOrganizationUid();
        elements.sequence(
                SegmentationTag.DIMENSION_ORGANIZATION_SEQUENCE,
                new Elements().text(SegmentationTag.DIMENSION_ORGANIZATION_UID, "UI", organization));
        elements.sequence(
                SegmentationTag.DIMENSION_INDEX_SEQUENCE,
                List.of(
                        index(
                                organization,
                                SegmentationTag.REFERENCED_SEGMENT_NUMBER,
                                SegmentationTag.SEGMENT_IDENTIFICATION_SEQUENCE,
                                "Segment"),
                        index(
                                organization,
                                Tag.IMAGE_POSITION_PATIENT,
                                SegmentationTag.PLANE_POSITION_SEQUENCE,
                                "Position")));
    }

    private static Elements index(String organization, int pointer, int group, String label) {
        return new Elements()
                .text(SegmentationTag.DIMENSION_ORGANIZATION_UID, "UI", organization)
                .tag(SegmentationTag.DIMENSION_INDEX_POINTER, pointer)
                .tag(SegmentationTag.FUNCTIONAL_GROUP_POINTER, group)
                .text(SegmentationTag.DIMENSION_DESCRIPTION_LABEL, "LO", label);
    }
}
