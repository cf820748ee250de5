package org.lungburden.dicom.file;

/** The attributes that are read or written: group in the upper, element in the lower 16 bits (DICOM PS3.6). */
public final class Tag {
    public static final int META_GROUP_LENGTH = 0x00020000;
    public static final int META_VERSION = 0x00020001;
    public static final int META_SOP_CLASS_UID = 0x00020002;
    public static final int META_SOP_INSTANCE_UID = 0x00020003;
    public static final int TRANSFER_SYNTAX_UID = 0x00020010;
    public static final int IMPLEMENTATION_CLASS_UID = 0x00020012;
    public static final int IMPLEMENTATION_VERSION_NAME = 0x00020013;

    public static final int SPECIFIC_CHARACTER_SET = 0x00080005;
    public static final int IMAGE_TYPE = 0x00080008;
    public static final int SOP_CLASS_UID = 0x00080016;
    public static final int SOP_INSTANCE_UID = 0x00080018;
    public static final int STUDY_DATE = 0x00080020;
    public static final int SERIES_DATE = 0x00080021;
    public static final int ACQUISITION_DATE = 0x00080022;
    public static final int CONTENT_DATE = 0x00080023;
    public static final int ACQUISITION_DATE_TIME = 0x0008002a;
    public static final int STUDY_TIME = 0x00080030;
    public static final int ACQUISITION_TIME = 0x00080032;
    public static final int CONTENT_TIME = 0x00080033;
    public static final int ACCESSION_NUMBER = 0x00080050;
    public static final int MODALITY = 0x00080060;
    public static final int MANUFACTURER = 0x00080070;
    public static final int REFERRING_PHYSICIAN_NAME = 0x00080090;
    public static final int STUDY_DESCRIPTION = 0x00081030;
    public static final int SERIES_DESCRIPTION = 0x0008103e;
    public static final int MANUFACTURER_MODEL_NAME = 0x00081090;
    public static final int FRAME_TYPE = 0x00089007;

    public static final int PATIENT_NAME = 0x00100010;
    public static final int PATIENT_ID = 0x00100020;
    public static final int ISSUER_OF_PATIENT_ID = 0x00100021;
    public static final int PATIENT_BIRTH_DATE = 0x00100030;
    public static final int PATIENT_SEX = 0x00100040;
    public static final int PATIENT_AGE = 0x00101010;
    public static final int PATIENT_SIZE = 0x00101020;
    public static final int PATIENT_WEIGHT = 0x00101030;
    public static final int PATIENT_IDENTITY_REMOVED = 0x00120062;
    public static final int DEIDENTIFICATION_METHOD = 0x00120063;

    public static final int CONTRAST_BOLUS_AGENT = 0x00180010;
    public static final int BODY_PART_EXAMINED = 0x00180015;
    public static final int SLICE_THICKNESS = 0x00180050;
    public static final int KVP = 0x00180060;
    public static final int SPACING_BETWEEN_SLICES = 0x00180088;
    public static final int TRIGGER_TIME = 0x00181060;
    public static final int CONVOLUTION_KERNEL = 0x00181210;
    public static final int PATIENT_POSITION = 0x00185100;
    public static final int FRAME_ACQUISITION_DATE_TIME = 0x00189074;
    public static final int FRAME_REFERENCE_DATE_TIME = 0x00189151;
    static final int CT_IMAGE_FRAME_TYPE_SEQUENCE = 0x00189329;

    public static final int STUDY_INSTANCE_UID = 0x0020000d;
    public static final int SERIES_INSTANCE_UID = 0x0020000e;
    public static final int STUDY_ID = 0x00200010;
    public static final int SERIES_NUMBER = 0x00200011;
    public static final int ACQUISITION_NUMBER = 0x00200012;
    public static final int INSTANCE_NUMBER = 0x00200013;
    public static final int IMAGE_POSITION_PATIENT = 0x00200032;
    public static final int IMAGE_ORIENTATION_PATIENT = 0x00200037;
    public static final int TEMPORAL_POSITION_IDENTIFIER = 0x00200100;
    public static final int NOMINAL_PERCENTAGE_OF_CARDIAC_PHASE = 0x00209241;
    public static final int FRAME_OF_REFERENCE_UID = 0x00200052;
    public static final int POSITION_REFERENCE_INDICATOR = 0x00201040;
    static final int CT_RECONSTRUCTION_SEQUENCE = 0x00189314;
    static final int CARDIAC_SYNCHRONIZATION_SEQUENCE = 0x00189118;
    public static final int STACK_ID = 0x00209056;
    public static final int TEMPORAL_POSITION_INDEX = 0x00209128;
    public static final int FRAME_ACQUISITION_NUMBER = 0x00209156;
    public static final int CONCATENATION_UID = 0x00209161;
    public static final int IN_CONCATENATION_NUMBER = 0x00209162;
    public static final int IN_CONCATENATION_TOTAL_NUMBER = 0x00209163;
    static final int FRAME_CONTENT_SEQUENCE = 0x00209111;
    static final int PLANE_POSITION_SEQUENCE = 0x00209113;
    static final int PLANE_ORIENTATION_SEQUENCE = 0x00209116;

    public static final int SAMPLES_PER_PIXEL = 0x00280002;
    public static final int PHOTOMETRIC_INTERPRETATION = 0x00280004;
    public static final int NUMBER_OF_FRAMES = 0x00280008;
    public static final int ROWS = 0x00280010;
    public static final int COLUMNS = 0x00280011;
    public static final int PIXEL_SPACING = 0x00280030;
    public static final int BITS_ALLOCATED = 0x00280100;
    public static final int BITS_STORED = 0x00280101;
    public static final int HIGH_BIT = 0x00280102;
    public static final int PIXEL_REPRESENTATION = 0x00280103;
    public static final int PIXEL_PADDING_VALUE = 0x00280120;
    public static final int PIXEL_PADDING_RANGE_LIMIT = 0x00280121;
    public static final int RESCALE_INTERCEPT = 0x00281052;
    public static final int RESCALE_SLOPE = 0x00281053;
    public static final int RESCALE_TYPE = 0x00281054;
    public static final int MODALITY_LUT_SEQUENCE = 0x00283000;
    public static final int LOSSY_IMAGE_COMPRESSION = 0x00282110;
    public static final int LOSSY_IMAGE_COMPRESSION_RATIO = 0x00282112;
    public static final int LOSSY_IMAGE_COMPRESSION_METHOD = 0x00282114;
    static final int PIXEL_MEASURES_SEQUENCE = 0x00289110;
    static final int PIXEL_VALUE_TRANSFORMATION_SEQUENCE = 0x00289145;

    public static final int SHARED_FUNCTIONAL_GROUPS_SEQUENCE = 0x52009229;
    public static final int PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE = 0x52009230;

    public static final int FLOAT_PIXEL_DATA = 0x7fe00008;
    public static final int DOUBLE_FLOAT_PIXEL_DATA = 0x7fe00009;
    public static final int PIXEL_DATA = 0x7fe00010;
    public static final int ITEM = 0xfffee000;
    static final int ITEM_END = 0xfffee00d;
    public static final int SEQUENCE_END = 0xfffee0dd;

    private Tag() {}

    public static int group(int tag) {
        return tag >>> 16;
    }
}
