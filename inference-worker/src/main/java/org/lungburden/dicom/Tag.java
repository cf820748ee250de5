package org.lungburden.dicom;

/** The attributes that are read or written: group in the upper, element in the lower 16 bits (DICOM PS3.6). */
final class Tag {
    static final int META_GROUP_LENGTH = 0x00020000;
    static final int META_VERSION = 0x00020001;
    static final int META_SOP_CLASS_UID = 0x00020002;
    static final int META_SOP_INSTANCE_UID = 0x00020003;
    static final int TRANSFER_SYNTAX_UID = 0x00020010;
    static final int IMPLEMENTATION_CLASS_UID = 0x00020012;
    static final int IMPLEMENTATION_VERSION_NAME = 0x00020013;

    static final int IMAGE_TYPE = 0x00080008;
    static final int SOP_CLASS_UID = 0x00080016;
    static final int SOP_INSTANCE_UID = 0x00080018;
    static final int STUDY_DATE = 0x00080020;
    static final int CONTENT_DATE = 0x00080023;
    static final int STUDY_TIME = 0x00080030;
    static final int CONTENT_TIME = 0x00080033;
    static final int ACCESSION_NUMBER = 0x00080050;
    static final int MODALITY = 0x00080060;
    static final int MANUFACTURER = 0x00080070;
    static final int REFERRING_PHYSICIAN_NAME = 0x00080090;
    static final int SERIES_DESCRIPTION = 0x0008103e;
    static final int FRAME_TYPE = 0x00089007;

    static final int PATIENT_NAME = 0x00100010;
    static final int PATIENT_ID = 0x00100020;
    static final int PATIENT_BIRTH_DATE = 0x00100030;
    static final int PATIENT_SEX = 0x00100040;

    static final int CONTRAST_BOLUS_AGENT = 0x00180010;
    static final int BODY_PART_EXAMINED = 0x00180015;
    static final int SLICE_THICKNESS = 0x00180050;
    static final int KVP = 0x00180060;
    static final int PATIENT_POSITION = 0x00185100;
    static final int CT_IMAGE_FRAME_TYPE_SEQUENCE = 0x00189329;

    static final int STUDY_INSTANCE_UID = 0x0020000d;
    static final int SERIES_INSTANCE_UID = 0x0020000e;
    static final int STUDY_ID = 0x00200010;
    static final int SERIES_NUMBER = 0x00200011;
    static final int ACQUISITION_NUMBER = 0x00200012;
    static final int INSTANCE_NUMBER = 0x00200013;
    static final int IMAGE_POSITION_PATIENT = 0x00200032;
    static final int IMAGE_ORIENTATION_PATIENT = 0x00200037;
    static final int FRAME_OF_REFERENCE_UID = 0x00200052;
    static final int POSITION_REFERENCE_INDICATOR = 0x00201040;
    static final int PLANE_POSITION_SEQUENCE = 0x00209113;
    static final int PLANE_ORIENTATION_SEQUENCE = 0x00209116;

    static final int SAMPLES_PER_PIXEL = 0x00280002;
    static final int PHOTOMETRIC_INTERPRETATION = 0x00280004;
    static final int NUMBER_OF_FRAMES = 0x00280008;
    static final int ROWS = 0x00280010;
    static final int COLUMNS = 0x00280011;
    static final int PIXEL_SPACING = 0x00280030;
    static final int BITS_ALLOCATED = 0x00280100;
    static final int BITS_STORED = 0x00280101;
    static final int HIGH_BIT = 0x00280102;
    static final int PIXEL_REPRESENTATION = 0x00280103;
    static final int PIXEL_PADDING_VALUE = 0x00280120;
    static final int PIXEL_PADDING_RANGE_LIMIT = 0x00280121;
    static final int RESCALE_INTERCEPT = 0x00281052;
    static final int RESCALE_SLOPE = 0x00281053;
    static final int RESCALE_TYPE = 0x00281054;
    static final int LOSSY_IMAGE_COMPRESSION = 0x00282110;
    static final int PIXEL_MEASURES_SEQUENCE = 0x00289110;
    static final int PIXEL_VALUE_TRANSFORMATION_SEQUENCE = 0x00289145;

    static final int SHARED_FUNCTIONAL_GROUPS_SEQUENCE = 0x52009229;
    static final int PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE = 0x52009230;

    static final int PIXEL_DATA = 0x7fe00010;
    static final int ITEM = 0xfffee000;
    static final int ITEM_END = 0xfffee00d;
    static final int SEQUENCE_END = 0xfffee0dd;

    private Tag() {}

    static int group(int tag) {
        return tag >>> 16;
    }
}
