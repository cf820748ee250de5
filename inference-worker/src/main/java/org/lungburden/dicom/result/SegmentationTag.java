package org.lungburden.dicom.result;

/** Attributes of segmentations and of their functional groups (DICOM PS3.6). */
final class SegmentationTag {
    static final int ANATOMIC_REGION_SEQUENCE = 0x00082218;
    static final int DERIVATION_IMAGE_SEQUENCE = 0x00089124;
    static final int SOURCE_IMAGE_SEQUENCE = 0x00082112;
    static final int DERIVATION_CODE_SEQUENCE = 0x00089215;
    static final int SPACING_BETWEEN_SLICES = 0x00180088;
    static final int FRAME_CONTENT_SEQUENCE = 0x00209111;
    static final int PLANE_POSITION_SEQUENCE = 0x00209113;
    static final int PLANE_ORIENTATION_SEQUENCE = 0x00209116;
    static final int DIMENSION_INDEX_VALUES = 0x00209157;
    static final int DIMENSION_ORGANIZATION_UID = 0x00209164;
    static final int DIMENSION_INDEX_POINTER = 0x00209165;
    static final int FUNCTIONAL_GROUP_POINTER = 0x00209167;
    static final int DIMENSION_ORGANIZATION_SEQUENCE = 0x00209221;
    static final int DIMENSION_INDEX_SEQUENCE = 0x00209222;
    static final int DIMENSION_DESCRIPTION_LABEL = 0x00209421;
    static final int SPATIAL_LOCATIONS_PRESERVED = 0x0028135a;
    static final int PIXEL_MEASURES_SEQUENCE = 0x00289110;
    static final int PURPOSE_OF_REFERENCE_CODE_SEQUENCE = 0x0040a170;
    static final int SEGMENTATION_TYPE = 0x00620001;
    static final int SEGMENT_SEQUENCE = 0x00620002;
    static final int SEGMENTED_PROPERTY_CATEGORY_CODE_SEQUENCE = 0x00620003;
    static final int SEGMENT_NUMBER = 0x00620004;
    static final int SEGMENT_LABEL = 0x00620005;
    static final int SEGMENTATION_ALGORITHM_IDENTIFICATION_SEQUENCE = 0x00620007;
    static final int SEGMENT_ALGORITHM_TYPE = 0x00620008;
    static final int SEGMENT_ALGORITHM_NAME = 0x00620009;
    static final int SEGMENT_IDENTIFICATION_SEQUENCE = 0x0062000a;
    static final int REFERENCED_SEGMENT_NUMBER = 0x0062000b;
    static final int RECOMMENDED_DISPLAY_CIELAB_VALUE = 0x0062000d;
    static final int SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE = 0x0062000f;
    static final int SEGMENTS_OVERLAP = 0x00620013;
    static final int TRACKING_ID = 0x00620020;
    static final int TRACKING_UID = 0x00620021;
    static final int ALGORITHM_FAMILY_CODE_SEQUENCE = 0x0066002f;
    static final int ALGORITHM_VERSION = 0x00660031;
    static final int ALGORITHM_NAME = 0x00660036;
    static final int CONTENT_LABEL = 0x00700080;
    static final int CONTENT_DESCRIPTION = 0x00700081;
    static final int CONTENT_CREATOR_NAME = 0x00700084;

    private SegmentationTag() {}
}
